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
    /// The terminator's first eight bytes as one word, and which of its bytes count.
    var word: UInt64 = 0
    var mask: UInt64 = 0
    /// The terminator's first byte, and whether the word holds all of it.
    var delimiter: UInt8 = 0
    var isShort = false
    /// The field, where the value is the bytes of one and no more.
    var field: Field?
  }

  let steps: [Step]
  let literals: [UInt8]
  let prototype: Record
  let escape: EscapeStyle
  let emptyIsAbsent: Bool
  let timeIsEnd: Bool
  let allowsMore: Bool
  let readsTLS: Bool

  /// Compiles `template`.
  package init(_ template: LogTemplate) {
    var literals: [UInt8] = []
    var steps: [Step] = []
    var pending = ByteRange()
    var values = template.values[...]
    for (index, piece) in template.pieces.enumerated() {
      if case .literal(let bytes) = piece {
        if pending.isEmpty { pending = ByteRange(offset: literals.count) }
        literals += bytes
        pending.length += UInt32(bytes.count)
      } else if let value = values.first, value.pieces.lowerBound == index {
        values.removeFirst()
        steps.append(
          Step(
            literal: pending, slot: TemplateFormat.slot(of: value, in: template), hasValue: true,
            terminator: ByteRange()))
        pending = ByteRange()
      }
    }
    steps.append(
      Step(literal: pending, slot: .ignored, hasValue: false, terminator: ByteRange()))
    // Words are loaded past the end of short literals.
    literals += Array(repeating: 0, count: 8)
    for index in steps.indices.dropLast() {
      let terminator = steps[index + 1].literal
      steps[index].terminator = terminator
      steps[index].mask = TemplateFormat.mask(of: Int(terminator.length))
      steps[index].word =
        literals.span.loadWord(at: Int(terminator.offset)) & steps[index].mask
      steps[index].delimiter = literals[Int(terminator.offset)]
      steps[index].isShort = (1...8).contains(terminator.length)
      if case .text(let field) = steps[index].slot { steps[index].field = field }
    }
    self.steps = steps
    readsTLS = steps.contains { $0.slot == .tlsProtocol }
    self.literals = literals
    escape = template.escape
    emptyIsAbsent = template.emptyIsAbsent
    timeIsEnd = template.timeIsEnd
    allowsMore = template.allowsMore
    prototype = TemplateFormat.prototype(of: template)
  }

  private static func slot(of value: LogTemplate.Value, in template: LogTemplate) -> TemplateSlot {
    if template.isOutranked(value.slot, rank: value.rank) { return .ignored }
    switch value.slot {
    case .path: return .text(.target)
    case .query: return .ignored
    default: return value.slot
    }
  }

  /// The word whose first `count` bytes in memory are all ones.
  private static func mask(of count: Int) -> UInt64 {
    let ones = Array(repeating: UInt8(0xFF), count: min(count, 8))
    return (ones + Array(repeating: 0, count: 8 - ones.count)).span.loadWord(at: 0)
  }

  private static func prototype(of template: LogTemplate) -> Record {
    var record = Record()
    record.observable = template.fields
    // These are known only where the line holds a value that says so.
    record.observable.subtract(FieldSet(.hasAuthorization, .port))
    for value in template.values {
      if case .presence(let field) = value.slot { record.observable.insert(field) }
    }
    record.observable.subtract(template.conditional)
    if template.hidesRepeats { record.traits.insert(.hidesRepeats) }
    return record
  }

  package func parse(_ batch: inout Batch) {
    var records: [Record] = []
    swap(&records, &batch.records)
    var position = 0
    var start = 0
    let end = batch.inputCount
    var prototype = prototype
    if readsTLS {
      // No line says `https`: it stands once behind the input, and its beginning is `http`.
      prototype.places[Int(Field.scheme.rawValue)] = ByteRange(offset: batch.bytes.count)
      batch.bytes += [0x68, 0x74, 0x74, 0x70, 0x73]
    }
    var time = TimeMemo()
    while start < end {
      let (newline, hasBackslash) = ByteSearch.line(
        in: batch.bytes.span, from: start, to: end)
      var lineEnd = newline
      if lineEnd > start, batch.bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
      if lineEnd > start {
        parseLine(
          ByteRange(start, lineEnd), position: position, hasBackslash: hasBackslash,
          prototype: prototype, time: &time, records: &records, batch: &batch)
      }
      start = newline + 1
      position += 1
    }
    batch.positionCount = position
    swap(&records, &batch.records)
  }

  @inline(__always)
  private func parseLine(
    _ line: ByteRange, position: Int, hasBackslash: Bool, prototype: Record,
    time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) {
    guard line.length < LineReader.lineLimit else {
      batch.refusals.add(.tooLong, position: position)
      return
    }
    // The record is made where it will stay: it is too large to be copied for nothing.
    records.append(prototype)
    let last = records.count - 1
    let hasEscapes = hasBackslash && escape != .none
    let failure = match(
      line, in: batch.bytes.span, record: &records[last], time: &time, hasEscapes: hasEscapes)
    if let failure {
      records.removeLast()
      batch.refusals.add(
        failure.reason, position: position, column: failure.offset - Int(line.offset) + 1)
      return
    }
    finish(&records[last], position: position)
    if hasEscapes { decodeEscapes(of: &records[last], in: &batch.bytes) }
  }

  @inline(__always)
  private func finish(_ record: inout Record, position: Int) {
    record.position = UInt32(truncatingIfNeeded: position)
    RejectedRequest.forgetHeaders(&record)
    if timeIsEnd {
      if record.present.contains(.duration) {
        let (start, isOver) = record.start.nanoseconds.subtractingReportingOverflow(
          record.duration)
        record.start.nanoseconds = isOver ? .min : start
      } else {
        record.traits.insert(.startIsEnd)
      }
    }
  }

  private func decodeEscapes(of record: inout Record, in bytes: inout [UInt8]) {
    for raw in 0..<Field.textCount where record.places[raw].length > 0 {
      record.places[raw] = escape.decode(record.places[raw], in: &bytes)
    }
  }
}
