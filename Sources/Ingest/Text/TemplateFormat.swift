package import Traffic

/// A text log format compiled to steps: the parser of its batches.
///
/// Each step matches a literal, then takes the bytes up to the next literal as a value. Nothing is
/// allocated a line; escapes are decoded only where a line holds a backslash.
package struct TemplateFormat: BatchParser {
  struct Step: BitwiseCopyable {
    /// The literal that must stand here, in ``literals``.
    var literal: ByteRange
    /// What follows it; ``hasValue`` is false when the line ends with the literal.
    var slot: TemplateSlot
    var hasValue: Bool
    /// The literal that ends the value; empty when the value runs to the line's end.
    var terminator: ByteRange
  }

  let steps: [Step]
  let literals: [UInt8]
  let prototype: Record
  let escape: EscapeStyle
  let emptyIsAbsent: Bool
  let timeIsEnd: Bool
  let allowsMore: Bool

  /// Compiles `template`.
  package init(_ template: LogTemplate) {
    var literals: [UInt8] = []
    var steps: [Step] = []
    var pending = ByteRange()
    var index = 0
    let pieces = template.pieces
    while index < pieces.count {
      switch pieces[index] {
      case .literal(let bytes):
        if pending.isEmpty { pending = ByteRange(offset: literals.count) }
        literals += bytes
        pending.length += UInt32(bytes.count)
        index += 1
      case .capture(var slot, let rank, _):
        // Values that nothing separates cannot be told apart; path and query need not be.
        var next = index + 1
        while next < pieces.count, case .capture(let other, _, _) = pieces[next] {
          if !(slot == .path && other == .query) { slot = .ignored }
          if slot == .path { slot = .text(.target) }
          next += 1
        }
        if template.isOutranked(slot, rank: rank) { slot = .ignored }
        if slot == .path { slot = .text(.target) }
        if slot == .query { slot = .ignored }
        steps.append(Step(literal: pending, slot: slot, hasValue: true, terminator: ByteRange()))
        pending = ByteRange()
        index = next
      }
    }
    steps.append(
      Step(literal: pending, slot: .ignored, hasValue: false, terminator: ByteRange()))
    for index in steps.indices.dropLast() { steps[index].terminator = steps[index + 1].literal }
    self.steps = steps
    self.literals = literals
    escape = template.escape
    emptyIsAbsent = template.emptyIsAbsent
    timeIsEnd = template.timeIsEnd
    allowsMore = template.allowsMore
    prototype = TemplateFormat.prototype(of: template)
  }

  private static func prototype(of template: LogTemplate) -> Record {
    var record = Record()
    record.observable = template.fields
    // These are known only where the line holds a value that says so.
    record.observable.subtract(FieldSet(.hasAuthorization, .port))
    for case .capture(.presence(let field), _, _) in template.pieces {
      record.observable.insert(field)
    }
    if template.hidesRepeats { record.traits.insert(.hidesRepeats) }
    return record
  }

  package func parse(_ batch: inout Batch) {
    var records: [Record] = []
    swap(&records, &batch.records)
    var position = 0
    var start = 0
    let end = batch.inputCount
    while start < end {
      let newline = ByteSearch.first(0x0A, in: batch.bytes.span, from: start, to: end)
      var lineEnd = newline
      if lineEnd > start, batch.bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
      if lineEnd > start {
        parseLine(
          ByteRange(start, lineEnd), position: position, records: &records, batch: &batch)
      }
      start = newline + 1
      position += 1
    }
    batch.positionCount = position
    swap(&records, &batch.records)
  }

  @inline(__always)
  private func parseLine(
    _ line: ByteRange, position: Int, records: inout [Record], batch: inout Batch
  ) {
    guard line.length < LineReader.lineLimit else {
      batch.refusals.add(.tooLong, position: position)
      return
    }
    var record = prototype
    record.position = UInt32(truncatingIfNeeded: position)
    var hasEscapes = false
    let failure = match(
      line, in: batch.bytes.span, record: &record, hasEscapes: &hasEscapes)
    if let failure {
      batch.refusals.add(
        failure.reason, position: position, column: failure.offset - Int(line.offset) + 1)
      return
    }
    RejectedRequest.forgetHeaders(&record)
    if hasEscapes { decodeEscapes(of: &record, in: &batch.bytes) }
    if timeIsEnd {
      if record.present.contains(.duration) {
        record.start.nanoseconds &-= record.duration
      } else {
        record.traits.insert(.startIsEnd)
      }
    }
    records.append(record)
  }

  private func decodeEscapes(of record: inout Record, in bytes: inout [UInt8]) {
    for raw in 0..<Field.textCount where record.places[raw].length > 0 {
      record.places[raw] = escape.decode(record.places[raw], in: &bytes)
    }
  }
}
