package import Traffic

/// What a user says of inputs that do not say it themselves.
package struct Assumptions: Sendable {
  /// The zone of times without one.
  package var zone: TimeZoneRules?
  /// The scheme of requests whose log has none.
  package var scheme = ""
  /// The host of requests whose log has none.
  package var host = ""
  /// When the input was last written: times without a year lie in the twelve months before.
  package var written: Timestamp

  /// Assumes nothing but when the input was `written`.
  package init(written: Timestamp) { self.written = written }

  /// The fields that an input of `format` can show with what is assumed.
  package func fields(of format: InputFormat) -> FieldSet {
    var fields = format.fields
    if !scheme.isEmpty { fields.insert(.scheme) }
    if !host.isEmpty { fields.insert(.host) }
    return fields
  }

  /// A parser that completes what `parser` finds.
  package func parser(_ parser: any BatchParser) -> any BatchParser {
    AssumingParser(assumptions: self, inner: parser)
  }
}

/// Completes the records of another parser with what the user said.
struct AssumingParser: DirectiveParser, LineCutter {
  let assumptions: Assumptions
  let inner: any BatchParser

  func parse(_ batch: inout Batch) {
    inner.parse(&batch)
    let scheme = append(assumptions.scheme, to: &batch)
    let host = append(assumptions.host, to: &batch)
    for index in batch.records.indices {
      if !scheme.isEmpty, !batch.records[index].present.contains(.scheme) {
        batch.records[index].set(.scheme, scheme)
      }
      if !host.isEmpty, !batch.records[index].present.contains(.host) {
        batch.records[index].set(.host, host)
      }
      if !batch.records[index].traits.isDisjoint(with: [.zoneMissing, .yearMissing]) {
        settleTime(&batch.records[index])
      }
    }
  }

  func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    guard let inner = inner as? any DirectiveParser else { return nil }
    return inner.following(batch).map { AssumingParser(assumptions: assumptions, inner: $0) }
  }

  func cut(_ bytes: [UInt8], before end: Int) -> Int {
    (inner as? any LineCutter)?.cut(bytes, before: end) ?? end
  }

  private func append(_ text: String, to batch: inout Batch) -> ByteRange {
    let start = batch.bytes.count
    batch.bytes.append(contentsOf: text.utf8)
    return ByteRange(start, batch.bytes.count)
  }

  private func settleTime(_ record: inout Record) {
    guard record.present.contains(.start) else { return }
    if record.traits.contains(.yearMissing) {
      record.start = inYear(record.start)
      record.traits.remove(.yearMissing)
    }
    if record.traits.contains(.zoneMissing), let zone = assumptions.zone {
      record.start = zone.instant(ofLocal: record.start)
      record.traits.remove(.zoneMissing)
    }
  }

  /// The time of the placeholder's year in the year in which it came last before the input was
  /// written; clocks may run a day ahead.
  private func inYear(_ time: Timestamp) -> Timestamp {
    let limit = assumptions.written.wholeSeconds + 86_400
    let date = Timestamp.date(days: Int(time.wholeSeconds / 86_400))
    var year = Timestamp.date(days: Int(limit / 86_400)).year
    let within =
      time.nanoseconds - Int64(
        Timestamp.days(
          year: SyslogTime.placeholderYear, month: date.month, day: date.day)) * 86_400_000_000_000
    for _ in 0..<8 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      if date.month != 2 || date.day != 29 || isLeap {
        let days = Timestamp.days(year: year, month: date.month, day: date.day)
        let found = Timestamp(nanoseconds: Int64(days) * 86_400_000_000_000 + within)
        if found.wholeSeconds <= limit { return found }
      }
      year -= 1
    }
    return time
  }
}
