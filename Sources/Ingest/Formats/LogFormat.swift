package import Traffic

/// One log format that is known by a name: what it is, lines of it, and how it is told.
///
/// A format is a value in a file of its own and a line of ``FormatRegistry``; a test reads its
/// samples, and demands that they are recognised as this format and no other.
package struct LogFormat: Sendable {
  /// What a line begins with, which keeps formats from being tried in vain.
  package enum Shape: Sendable, Hashable {
    /// Any text.
    case text
    /// A JSON object or an array of them.
    case json
  }

  /// The name for `--input-format`, in lower case.
  package let name: String
  /// One line on what writes it.
  package let summary: String
  /// The canonical fields that it can show at best.
  package let fields: FieldSet
  /// What its lines begin with.
  package let shape: Shape
  /// Whether it fits what it was not made for, so that any other format is preferred.
  package let isGeneral: Bool
  /// Logs of this format, invented; each of one line or several.
  package let samples: [String]
  private let reading: @Sendable ([UInt8]) -> LogReading?

  /// Describes a format; `read` makes what reads an input with the given first lines, or `nil`
  /// where they show that it is something else.
  package init(
    name: String, summary: String, fields: FieldSet, shape: Shape, isGeneral: Bool = false,
    samples: [String], read: @escaping @Sendable ([UInt8]) -> LogReading?
  ) {
    self.name = name
    self.summary = summary
    self.fields = fields
    self.shape = shape
    self.isGeneral = isGeneral
    self.samples = samples
    reading = read
  }

  /// The format as people see it in a list.
  package var format: InputFormat {
    InputFormat(name: name, summary: summary, fields: fields, unit: .line)
  }

  /// What reads an input whose first whole lines are `lines`, or `nil` if they are of another
  /// format.
  package func read(_ lines: [UInt8]) -> LogReading? { reading(lines) }
}
