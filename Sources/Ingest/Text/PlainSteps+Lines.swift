// Unsafe: makes records where they will stay, in memory that was reserved for as many, and looks at
// no bounds inside a line that lies within the bytes with some to spare.
import Traffic

extension PlainSteps {
  /// Why the reading of lines came to a stop.
  enum Stop {
    /// The index does not show where the next line ends, or as many lines were read as go at once.
    case inIndex, atLimit
    /// The next line is to be read with care.
    case atLine
    /// The last record is to be looked at again.
    case atRecord(isDoubtful: Bool, hasEscapes: Bool)
  }

  /// What the reader of lines needs to know beside the steps.
  struct Setting {
    /// What a record is before its line is read.
    let prototype: Record
    /// The program of which the steps are.
    let program: TemplateProgram
    /// Whether every line is looked at for escapes.
    let alwaysDecodes: Bool
    /// Where the bytes begin that no line spells.
    let constants: Int
  }

  /// How many lines are read at once: room for their records is made before.
  private static var room: Int { 32 }

  /// Reads lines from `place` on, and goes on to the line at which it stops.
  func read(
    _ place: inout LinePlace, _ index: borrowing LineIndex, in bytes: Span<UInt8>,
    _ setting: borrowing Setting, time: inout TimeMemo, records: inout [Record]
  ) -> Stop {
    precondition(place.start >= index.start && place.start <= index.reach)
    var stop = Stop.atLimit
    records.append(addingCapacity: PlainSteps.room) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        stop = unsafe read(
          &place, index, in: bytes, setting, &time, buffer.baseAddress.unsafelyUnwrapped, &count)
      }
    }
    return stop
  }

  /// The same, with ``room`` for records from `records` on, of which it makes `count`.
  @inline(never)
  private func read(
    _ place: inout LinePlace, _ index: borrowing LineIndex, in bytes: Span<UInt8>,
    _ setting: borrowing Setting, _ time: inout TimeMemo, _ records: UnsafeMutablePointer<Record>,
    _ count: inout Int
  ) -> Stop {
    // What is looked at outlives the call.
    let line = unsafe bytes.withUnsafeBufferPointer { unsafe LineBytes($0) }
    let first = unsafe steps.withUnsafeBufferPointer {
      unsafe PlainStepView($0.baseAddress.unsafelyUnwrapped)
    }
    let (chosen, lineEnds) = unsafe (index.chosen, index.lineEnds)
    let limit = bytes.count &- LineBytes.spare
    let mayHaveEscapes = setting.alwaysDecodes || index.hasMarks
    var record = unsafe records
    let last = unsafe records + PlainSteps.room
    var (start, position) = (place.start, place.position)
    var stop = Stop.atLimit
    while unsafe record != last {
      var newline = lineEnds.next(from: start)
      if newline >= index.reach {
        guard index.reach == index.end, start < index.end else {
          stop = .inIndex
          break
        }
        newline = index.end
      }
      var end = newline
      if end > start, line[end &- 1] == 0x0D { end &-= 1 }
      guard end > start else {
        start = newline &+ 1
        position &+= 1
        continue
      }
      let hasEscapes =
        mayHaveEscapes && (setting.alwaysDecodes || index.hasMarker(start, end))
      guard end <= limit, start &+ 8 <= end, !(hasEscapes && needsNoEscapes) else {
        stop = .atLine
        break
      }
      unsafe PlainSteps.initialize(record, setting.prototype)
      let outcome = unsafe readValues(
        line, start, end, chosen, first, &record.pointee, &time, setting, bytes)
      if outcome == .strange {
        stop = .atLine
        break
      }
      var isDoubtful = false
      // Nothing was made up, and all was read, of an ordinary request that was not refused.
      if unsafe outcome != .ordinary || record.pointee.status &- 100 >= 300 {
        isDoubtful = unsafe look(at: &record.pointee, in: bytes)
      }
      unsafe TemplateFormat.finish(
        &record.pointee, forgotten, timeIsEnd: timeIsEnd, position: position)
      unsafe record += 1
      start = newline &+ 1
      position &+= 1
      if isDoubtful || hasEscapes || mendsAll {
        stop = .atRecord(isDoubtful: isDoubtful, hasEscapes: hasEscapes)
        break
      }
    }
    place = LinePlace(start: start, position: position)
    count = unsafe record - records
    return stop
  }

  /// What became of a line.
  private enum Outcome {
    /// It was read; its request is one that no server makes up; it is to be read with care.
    case usual, ordinary, strange
  }

  /// Forgets what was not read of a request that was refused; tells whether its record is doubtful.
  @inline(never)
  private func look(at record: inout Record, in bytes: Span<UInt8>) -> Bool {
    RejectedRequest.forgetUnread(&record)
    return hasDoubts && !TemplateProgram.isOrdinary(record, in: bytes)
  }

  /// Copies `prototype` to where a record is to be; in parts that are short enough to be copied in
  /// place, which costs half of what a call does.
  @inline(__always)
  private static func initialize(
    _ record: UnsafeMutablePointer<Record>, _ prototype: borrowing Record
  ) {
    let size = MemoryLayout<Record>.size
    unsafe withUnsafeBytes(of: prototype) { source in
      let source = unsafe source.baseAddress.unsafelyUnwrapped
      let target = UnsafeMutableRawPointer(record)
      unsafe target.copyMemory(from: source, byteCount: 96)
      unsafe (target + 96).copyMemory(from: source + 96, byteCount: 96)
      unsafe (target + 192).copyMemory(from: source + 192, byteCount: size - 192)
    }
  }

  /// Reads the values of the line in `start..<end`, which has bytes to spare behind it.
  @inline(__always)
  private func readValues(
    _ line: LineBytes, _ start: Int, _ end: Int, _ places: MaskView, _ first: PlainStepView,
    _ record: inout Record, _ time: inout TimeMemo, _ setting: borrowing Setting,
    _ bytes: Span<UInt8>
  ) -> Outcome {
    guard line.word(start) & opening.mask == opening.word else { return .strange }
    var present = record.present
    var isOrdinary = false
    var step = first
    var cursor = start &+ opening.length
    // The terminator before, or a null, may reach beyond the end.
    while cursor <= end {
      if step.hasShape {
        if step.shape == .lineEnd { break }
        let valueEnd = readShape(step, line, cursor, end, &record, &present, time)
        if valueEnd >= 0 {
          cursor = valueEnd &+ step.length
          step.advance()
          continue
        }
      }
      if line.word(cursor) & step.nullMask == step.null {
        cursor = cursor &+ 1 &+ step.length
        step.advance()
        continue
      }
      if step.isQuick {
        var valueEnd = places.next(from: cursor)
        while true {
          guard valueEnd < end else { return .strange }
          if step.ends(line, at: valueEnd) { break }
          valueEnd = places.next(from: valueEnd &+ 1)
        }
        if step.action == .text {
          if !step.isNull(line, cursor, valueEnd &- cursor) {
            unsafe record.places[unchecked: step.field] = ByteRange(
              offset: cursor, length: valueEnd &- cursor)
            present.rawValue |= 1 &<< UInt64(truncatingIfNeeded: step.field)
          }
          cursor = valueEnd &+ step.length
          step.advance()
          continue
        }
        let isTaken: Bool
        if step.action == .request {
          isTaken = takeRequest(line, cursor, valueEnd, &record, &present)
          isOrdinary = isTaken && requestIsWhole && isVersionOrdinary(line, before: valueEnd)
        } else {
          isTaken =
            step.action == .ignored
            || takeHost(step, line, cursor, valueEnd, &record, &present)
        }
        if isTaken {
          cursor = valueEnd &+ step.length
          step.advance()
          continue
        }
      }
      record.present.formUnion(present)
      let valueEnd = readMore(
        step, step.number(since: first), line, cursor, end, places, &record, &time, setting, bytes)
      guard valueEnd >= 0 else { return .strange }
      present = record.present
      cursor = valueEnd &+ step.length
      step.advance()
    }
    record.present.formUnion(present)
    record.observable.formUnion(present)
    guard cursor == end || allowsMore && cursor < end && line[cursor].isBlank,
      !needsRequest || present.contains(.method)
    else { return .strange }
    return isOrdinary ? .ordinary : .usual
  }

  /// Reads the value of any step; where it ends, or -1 where the line is to be read with care.
  @inline(never)
  private func readMore(
    _ step: PlainStepView, _ number: Int, _ line: LineBytes, _ start: Int, _ end: Int,
    _ places: MaskView, _ record: inout Record, _ time: inout TimeMemo,
    _ setting: borrowing Setting, _ bytes: Span<UInt8>
  ) -> Int {
    let valueEnd =
      step.isIndexed
      ? find(step, line, places, from: start, to: end) : find(step, line, from: start, to: end)
    guard valueEnd >= 0 else { return -1 }
    let isNull = step.isNull(line, start, valueEnd &- start)
    var present = record.present
    switch step.action {
    case .ignored: break
    case .text where isNull, .request where isNull, .host where isNull, .user where isNull,
      .client where isNull:
      break
    case .text:
      unsafe record.places[unchecked: step.field] = ByteRange(
        offset: start, length: valueEnd &- start)
      present.rawValue |= 1 &<< UInt64(truncatingIfNeeded: step.field)
    case .request where takeRequest(line, start, valueEnd, &record, &present): break
    case .host where takeHost(step, line, start, valueEnd, &record, &present): break
    case .client:
      guard isClient(line, start, valueEnd) else { return -1 }
      record.setPlace(of: .client, start, valueEnd)
      present.insert(.client)
    case .user where isUser(line, start, valueEnd): present.insert(.hasAuthorization)
    case .number where line.areDigits(start, valueEnd): break
    case .duration where takeDuration(line, start, valueEnd, &record):
      present.insert(.duration)
    default:
      // As lines are read with care.
      guard
        setting.program.takeAlone(
          number, start, valueEnd, in: bytes, record: &record, time: &time)
      else { return -1 }
      return valueEnd
    }
    record.present = present
    return valueEnd
  }
}
