/// A format as a person sees it: a name, what it is, and what it can carry.
public struct InputFormat: Sendable, Hashable, Codable {
  /// The name by which `--input-format` asks for it, such as `combined`.
  public var name: String
  /// One line on what writes it.
  public var summary: String
  /// The canonical fields that an input of this format can show.
  public var fields: FieldSet
  /// What a position in such an input counts.
  public var unit: PositionUnit

  /// Whether the lines of this input go on after the columns that the format names.
  public var goesOn = false

  /// What is lost of a header that was sent on several lines, in words; empty where nothing is.
  public var repeatsLoss = ""

  /// What the lines of this input are wrapped in, such as `syslog`; empty where they stand alone.
  public var wrapper = ""
  /// The program that wrote the input, as far as it says so; empty where nothing does.
  public var producer = ""
  /// What that program leaves out, each a phrase that can follow "does not show".
  public var hides: [String] = []
  /// The fields in which may stand what the server made of what was sent, as its own name for the
  /// Host.
  public var settled: FieldSet = []
  /// Whether preflights are among it.
  public var hidesPreflights = false
  /// Whether the responses of requests that failed are among it, and so what CORS blocked.
  public var hidesFailures = false

  /// Whether all exchanges of this input are one client's, whose address does not matter.
  public var isOneClient = false

  /// Describes a format.
  public init(name: String, summary: String, fields: FieldSet, unit: PositionUnit) {
    self.name = name
    self.summary = summary
    self.fields = fields
    self.unit = unit
  }
}
