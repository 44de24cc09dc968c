package import Traffic

/// A format that an input may have, with how much of a sample it understands.
package struct LogCandidate: Sendable {
  /// The format.
  package let format: InputFormat
  /// What reads it.
  package let parser: any BatchParser
  /// How many lines of the sample became exchanges.
  package let understood: Int
  /// How many lines the sample has.
  package let seen: Int

  /// Describes a candidate.
  package init(format: InputFormat, parser: any BatchParser, understood: Int, seen: Int) {
    self.format = format
    self.parser = parser
    self.understood = understood
    self.seen = seen
  }

  /// Lets `parser` read the sample `lines` and counts what it understands.
  package init(format: InputFormat, parser: any BatchParser, lines: [UInt8]) {
    var batch = Batch()
    batch.bytes = lines
    batch.inputCount = lines.count
    parser.parse(&batch)
    let understood = batch.records.lazy.filter { $0.present.contains(.method) }.count
    self.init(
      format: format, parser: parser, understood: understood,
      seen: max(batch.records.count + batch.refusals.total, understood))
  }

  /// The share of the sample that is understood, 0 to 1.
  package var share: Double { seen == 0 ? 0 : Double(understood) / Double(seen) }
}
