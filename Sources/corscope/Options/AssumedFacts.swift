import Ingest
import Traffic

/// What the user says of inputs that do not say it themselves.
struct AssumedFacts: Sendable {
  private var zone: TimeZoneRules?
  private var scheme = ""
  private var host = ""
  /// Whether times without a zone are settled by the user.
  var hasZone: Bool { zone != nil }
  /// Whether anything is assumed that could bear on any record.
  private var isAny: Bool { zone != nil || !scheme.isEmpty || !host.isEmpty }

  /// Reads the options; what is wrong with them is added to `problems`.
  init(_ options: InputOptions, _ problems: inout [String]) {
    if let name = options.assumeTimeZone {
      do throws(IngestError) {
        zone = try TimeZoneRules(name)
      } catch {
        problems.append("--assume-time-zone: \(error.message); \(error.mend)")
      }
    }
    if let name = options.assumeScheme {
      scheme = name.lowercased()
      if scheme != "http" && scheme != "https" {
        problems.append("--assume-scheme: '\(name)' is neither http nor https")
      }
    }
    if let name = options.assumeHost {
      host = name
      if name.isEmpty || name.contains(where: { " /:@?#".contains($0) }) {
        problems.append("--assume-host: '\(name)' is no host; write it without scheme and port")
      }
    }
  }

  /// Completes how the lines of the file at `path` are read, as far as they need it.
  ///
  /// - Parameters:
  ///   - reading: How they are read.
  ///   - traits: What some first records of it lack.
  ///   - path: The file, whose age settles years; the present does for what is no file.
  /// - Returns: Whether they are read in another way than before.
  func complete(_ reading: inout LogReading, _ traits: RecordTraits, _ path: String) -> Bool {
    let needed: RecordTraits = [.zoneMissing, .yearMissing]
    guard isAny || !traits.isDisjoint(with: needed) else { return false }
    let identity = FileIdentity(path)
    let written =
      identity?.isRegular == true
      ? Timestamp(seconds: Double(identity?.modified ?? 0)) : TimeOption.present
    var assumptions = Assumptions(written: written)
    assumptions.zone = zone
    assumptions.scheme = scheme
    assumptions.host = host
    reading.parser = assumptions.parser(reading.parser)
    reading.format.fields = assumptions.fields(of: reading.format)
    return true
  }
}
