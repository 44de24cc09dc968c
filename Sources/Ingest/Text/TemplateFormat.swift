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
    let setting = PlainSteps.Setting(
      prototype: prototype(of: first, constants), program: first, alwaysDecodes: alwaysDecodes,
      constants: constants)
    let chosen = plain?.chosen ?? 0x0A
    var time = TimeMemo()
    var place = LinePlace(start: start, position: position)
    var memory: [UInt8] = []
    swap(&memory, &batch.scratch)
    LineIndex.use(&memory) { index in
      while place.start < end {
        index.read(batch.bytes.span, from: place, to: end, chosen: chosen, marker: marker)
        if index.lineEnd(of: place) != nil {
          parse(&place, index, setting, time: &time, records: &records, batch: &batch)
        } else {
          let (newline, hasMarker) = ByteSearch.line(
            in: batch.bytes.span, from: place.start, to: end, marker: marker)
          parseCarefully(
            &place, to: newline, hasMarker: hasMarker, setting, time: &time, records: &records,
            batch: &batch)
        }
      }
    }
    position = place.position
    swap(&memory, &batch.scratch)
    swap(&records, &batch.records)
  }

  /// Reads the lines from `place` on of which the index shows the ends.
  private func parse(
    _ place: inout LinePlace, _ index: borrowing LineIndex, _ setting: PlainSteps.Setting,
    time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) {
    while place.start < index.end {
      if let plain {
        let stop = plain.read(
          &place, index, in: batch.bytes.span, setting, time: &time, records: &records)
        switch stop {
        case .atLine: break
        case .atLimit: continue
        case .inIndex: return
        case .atRecord(let isDoubtful, let hasEscapes):
          mend(
            &records[records.count - 1], isDoubtful: isDoubtful, hasEscapes: hasEscapes,
            in: &batch.bytes)
          continue
        }
      }
      guard let newline = index.lineEnd(of: place) else { return }
      parseCarefully(
        &place, to: newline, hasMarker: index.hasMarker(place.start, newline), setting,
        time: &time, records: &records, batch: &batch)
    }
  }

  /// Reads the line from `place` to the line end at `newline` with care.
  @inline(never)
  private func parseCarefully(
    _ place: inout LinePlace, to newline: Int, hasMarker: Bool, _ setting: PlainSteps.Setting,
    time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) {
    var lineEnd = newline
    if lineEnd > place.start, batch.bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    if lineEnd > place.start {
      let line = ByteRange(place.start, lineEnd)
      let failure = parseLine(
        line, first, position: place.position, hasEscapes: hasMarker || alwaysDecodes,
        prototype: setting.prototype, time: &time, records: &records, batch: &batch)
      if let failure {
        parseOther(
          line, failure, position: place.position, setting, time: &time, records: &records,
          batch: &batch)
      }
    }
    place.advance(over: newline)
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
    _ line: ByteRange, _ failure: TemplateProgram.Failure, position: Int,
    _ setting: PlainSteps.Setting, time: inout TimeMemo, records: inout [Record], batch: inout Batch
  ) {
    var worst = failure
    for program in others {
      let failure = parseLine(
        line, program, position: position, hasEscapes: true,
        prototype: prototype(of: program, setting.constants), time: &time, records: &records,
        batch: &batch)
      guard let failure else { return }
      if failure.offset > worst.offset { worst = failure }
    }
    let isEmpty = batch.bytes[line.range].allSatisfy { $0 <= 0x20 }
    guard !isEmpty else { return }
    batch.refusals.add(
      worst.reason, position: position, column: worst.offset - Int(line.offset) + 1)
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
    TemplateFormat.finish(
      &records[last], program.forgotten, timeIsEnd: program.timeIsEnd, position: position)
    if hasEscapes { program.decodeEscapes(of: &records[last], in: &batch.bytes) }
    if program.pathIsDecoded { program.encodePath(&records[last], in: &batch.bytes) }
    if program.hasLimits, program.forgetCut(&records[last], parts) {
      batch.refusals.add(.valueCut, position: position)
    }
    return nil
  }

  /// Notes what the record holds beside its values, and takes out of it what is not so.
  @inline(__always)
  static func finish(
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
