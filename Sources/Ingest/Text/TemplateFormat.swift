package import Traffic

/// A text log format: the parser of its batches.
///
/// A line is read by the first of its programs that it fits.
package struct TemplateFormat: BatchParser {
  private let first: TemplateProgram
  /// The steps of ``first`` for lines without surprises.
  private let plain: PlainSteps?
  private let others: [TemplateProgram]
  private let readsConstants: Bool
  private let marker: UInt8
  private let alwaysDecodes: Bool

  /// Compiles `template` and its alternatives.
  ///
  /// - Parameters:
  ///   - template: The format.
  ///   - readsPlain: Whether lines without surprises are read the short way, which finds the same.
  package init(_ template: LogTemplate, readsPlain: Bool = true) {
    first = TemplateProgram(template)
    plain = readsPlain ? PlainSteps(first) : nil
    others = template.alternatives.map { TemplateProgram($0) }
    let all = [first] + others
    readsConstants = all.contains(where: \.readsConstants)
    let markers = Set(all.compactMap(\.marker))
    alwaysDecodes = markers.count > 1 || all.contains(where: \.alwaysDecodes)
    marker = markers.first ?? 0x0A
  }

  package func parse(_ batch: inout Batch) {
    var position = 0
    parse(&batch, from: 0, to: batch.inputCount, position: &position)
    batch.positionCount = position
  }

  /// Reads the lines in `start..<end`, the first of which is the batch's line `position`.
  func parse(_ batch: inout Batch, from start: Int, to end: Int, position: inout Int) {
    var records: [Record] = []
    swap(&records, &batch.records)
    // No line spells these: they stand once behind the input.
    let constants = batch.bytes.count
    if readsConstants { batch.bytes += TemplateProgram.constants }
    let prototype = prototype(of: first, constants)
    var time = TimeMemo()
    var index = LineIndex()
    let chosen = plain?.chosen ?? 0x0A
    var start = start
    while start < end {
      index.read(batch.bytes.span, from: start, to: end, chosen: chosen, marker: marker)
      let newline = index.end
      var lineEnd = newline
      if lineEnd > start, batch.bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
      if lineEnd > start {
        let line = ByteRange(start, lineEnd)
        let hasEscapes = index.hasMarker || alwaysDecodes
        if let plain, index.isWhole,
          parsePlain(
            line, index.places, plain, position: position, hasEscapes: hasEscapes,
            prototype: prototype, time: &time, records: &records, batch: &batch)
        {
          start = newline + 1
          position += 1
          continue
        }
        let failure = parseLine(
          line, first, position: position, hasEscapes: hasEscapes,
          prototype: prototype, time: &time, records: &records, batch: &batch)
        if let failure {
          parseOther(
            line, failure, position: position, constants, time: &time, records: &records,
            batch: &batch)
        }
      }
      start = newline + 1
      position += 1
    }
    swap(&records, &batch.records)
  }

  private func prototype(of program: TemplateProgram, _ constants: Int) -> Record {
    var prototype = program.prototype
    if program.readsConstants {
      prototype.places[Int(Field.scheme.rawValue)] = ByteRange(offset: constants)
      prototype.places[Int(Field.protocol.rawValue)] = ByteRange(offset: constants)
    }
    return prototype
  }

  /// Tries the other programs on a line that the first does not fit; the failure that came
  /// furthest is told.
  private func parseOther(
    _ line: ByteRange, _ failure: TemplateProgram.Failure, position: Int, _ constants: Int,
    time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) {
    var worst = failure
    for program in others {
      let failure = parseLine(
        line, program, position: position, hasEscapes: true,
        prototype: prototype(of: program, constants), time: &time, records: &records,
        batch: &batch)
      guard let failure else { return }
      if failure.offset > worst.offset { worst = failure }
    }
    let isEmpty = batch.bytes[line.range].allSatisfy { $0 <= 0x20 }
    guard !isEmpty else { return }
    batch.refusals.add(
      worst.reason, position: position, column: worst.offset - Int(line.offset) + 1)
  }

  /// Reads a line without surprises; `false` where it is to be read with care.
  @inline(__always)
  private func parsePlain(
    _ line: ByteRange, _ places: borrowing LineIndex.Places, _ plain: PlainSteps, position: Int,
    hasEscapes: Bool, prototype: Record, time: inout TimeMemo, records: inout [Record],
    batch: inout Batch
  ) -> Bool {
    guard line.length < LineReader.lineLimit, !(hasEscapes && plain.needsNoEscapes) else {
      return false
    }
    records.append(prototype)
    let last = records.count - 1
    guard
      plain.read(
        line.range.lowerBound, line.range.upperBound, places, in: batch.bytes.span,
        record: &records[last], time: &time,
        other: { step, place, record, time in
          takeOther(step, place, in: batch.bytes.span, record: &record, time: &time)
        })
    else {
      records.removeLast()
      return false
    }
    guard !first.needsRequest || records[last].present.contains(.method) else {
      records.removeLast()
      return false
    }
    RejectedRequest.forgetUnread(&records[last])
    let isDoubtful =
      plain.hasDoubts && !TemplateProgram.isOrdinary(records[last], in: batch.bytes.span)
    finish(&records[last], plain.forgotten, timeIsEnd: plain.timeIsEnd, position: position)
    if isDoubtful || hasEscapes || plain.pathIsDecoded {
      mend(&records[last], isDoubtful: isDoubtful, hasEscapes: hasEscapes, in: &batch.bytes)
    }
    return true
  }

  /// Forgets what is doubtful, and decodes what is escaped, in a record of the first program.
  @inline(never)
  private func mend(
    _ record: inout Record, isDoubtful: Bool, hasEscapes: Bool, in bytes: inout [UInt8]
  ) {
    if isDoubtful { first.forgetMore(&record, LineParts(), in: bytes.span) }
    if hasEscapes { first.decodeEscapes(of: &record, in: &bytes) }
    if first.pathIsDecoded { first.encodePath(&record, in: &bytes) }
  }

  @inline(never)
  private func takeOther(
    _ step: Int, _ place: Range<Int>, in bytes: Span<UInt8>, record: inout Record,
    time: inout TimeMemo
  ) -> Bool {
    first.takeAlone(
      step, place.lowerBound, place.upperBound, in: bytes, record: &record, time: &time)
  }

  /// Reads one line by `program`; `nil` when that is done with it.
  @inline(__always)
  private func parseLine(
    _ line: ByteRange, _ program: TemplateProgram, position: Int, hasEscapes: Bool,
    prototype: Record, time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) -> TemplateProgram.Failure? {
    guard line.length < LineReader.lineLimit else {
      batch.refusals.add(.tooLong, position: position)
      return nil
    }
    // The record is made where it will stay: it is too large to be copied for nothing.
    records.append(prototype)
    let last = records.count - 1
    var parts = LineParts()
    let failure = program.match(
      line, in: batch.bytes.span, record: &records[last], time: &time, parts: &parts,
      hasEscapes: hasEscapes)
    if let failure {
      records.removeLast()
      return failure
    }
    guard
      program.isExchange && (!program.needsRequest || records[last].present.contains(.method))
    else {
      records.removeLast()
      batch.refusals.add(.noExchange, position: position)
      return nil
    }
    if program.isWeak,
      program.forgetAmbiguous(
        line, in: batch.bytes.span, record: &records[last], hasEscapes: hasEscapes)
    {
      batch.refusals.add(.ambiguousLine, position: position)
    }
    if program.usesParts,
      let reason = program.complete(&records[last], parts, in: &batch.bytes)
    {
      records.removeLast()
      return TemplateProgram.Failure(reason: reason, offset: Int(line.offset))
    }
    program.forgetDoubtful(&records[last], parts, in: batch.bytes.span)
    finish(
      &records[last], program.forgotten, timeIsEnd: program.timeIsEnd, position: position)
    if hasEscapes { program.decodeEscapes(of: &records[last], in: &batch.bytes) }
    if program.pathIsDecoded { program.encodePath(&records[last], in: &batch.bytes) }
    if program.hasLimits, program.forgetCut(&records[last], parts) {
      batch.refusals.add(.valueCut, position: position)
    }
    return nil
  }

  @inline(__always)
  private func finish(
    _ record: inout Record, _ forgotten: FieldSet, timeIsEnd: Bool, position: Int
  ) {
    record.position = UInt32(truncatingIfNeeded: position)
    record.observable.subtract(forgotten)
    record.present.subtract(forgotten)
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
}
