package import Traffic

/// A format that an input may have, with how much of a sample it understands.
package struct LogCandidate: Sendable {
  /// The format.
  package private(set) var format: InputFormat
  /// What reads it.
  package private(set) var parser: any BatchParser
  /// Whether it fits what it was not made for.
  package let isGeneral: Bool
  /// How many wrappers stand around its lines.
  package private(set) var wrappers = 0
  /// How many lines of the sample became exchanges.
  package let understood: Int
  /// How many lines the sample has.
  package let seen: Int

  /// Lets the `format` read the sample `lines` and counts what it understands; `nil` when it sees
  /// at once that they are something else.
  package init?(_ format: LogFormat, lines: [UInt8]) {
    guard let reading = format.read(lines) else { return nil }
    self.init(reading, isGeneral: format.isGeneral, lines: lines)
  }

  /// Counts what a `reading` understands of the sample `lines`.
  package init(_ reading: LogReading, isGeneral: Bool = false, lines: [UInt8]) {
    var batch = Batch()
    batch.bytes = lines
    batch.inputCount = lines.count
    reading.parser.parse(&batch)
    format = reading.format
    parser = reading.parser
    self.isGeneral = isGeneral
    understood = batch.records.lazy.filter { $0.present.contains(.method) }.count
    seen = max(batch.records.count + batch.refusals.total, understood)
  }

  /// How the input is read if this is what it has.
  package var reading: LogReading { LogReading(format: format, parser: parser) }

  /// The share of the sample that is understood, 0 to 1.
  package var share: Double { seen == 0 ? 0 : Double(understood) / Double(seen) }

  /// Says that the lines stand in `wrapper`.
  mutating func wrap(in wrapper: any LogWrapper) {
    format.wrapper = wrapper.name + (format.wrapper.isEmpty ? "" : ", " + format.wrapper)
    wrappers += 1
    if wrapper.tellsTime { format.fields.insert(.start) }
    parser = wrapper.wrap(parser)
  }
}
