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
    /// Whether places stand in it already.
    let hasPlaces: Bool
    /// The program of which the steps are.
    let program: TemplateProgram
    /// Whether every line is looked at for escapes.
    let alwaysDecodes: Bool
    /// Where the bytes begin that no line spells.
    let constants: Int

    /// Takes what is known of a batch.
    init(prototype: Record, program: TemplateProgram, alwaysDecodes: Bool, constants: Int) {
      self.prototype = prototype
      hasPlaces = prototype.places.indices.contains { prototype.places[$0] != ByteRange() }
      self.program = program
      self.alwaysDecodes = alwaysDecodes
      self.constants = constants
    }
  }

  /// How many lines are read at once: room for their records is made before.
  private static var room: Int { 32 }

  /// Reads lines from `place` on, and goes on to the line at which it stops.
  func read(
    _ place: inout LinePlace, _ index: borrowing LineIndex, in bytes: Span<UInt8>,
    _ setting: borrowing Setting, time: inout TimeMemo, records: inout [Record]
  ) -> Stop {
    precondition(index.holds(place))
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
    // The last line of which the end is known, and which has enough bytes behind it, ends before
    // this.
    let limit = min(index.reach, bytes.count &- LineBytes.spare)
    let mayHaveEscapes = setting.alwaysDecodes || index.hasMarks
    var record = unsafe records
    let last = unsafe records + PlainSteps.room
    var (start, position) = (place.start, place.position)
    var stop = Stop.atLimit
    while unsafe record != last {
      let newline = lineEnds[position]
      guard newline < limit else {
        let isKnown = newline < index.reach || index.reach == index.end && start < index.end
        stop = isKnown ? .atLine : .inIndex
        break
      }
      // What is empty is passed with care too.
      guard start &+ 8 <= newline else {
        stop = .atLine
        break
      }
      let end = line[newline &- 1] == 0x0D ? newline &- 1 : newline
      let hasEscapes =
        mayHaveEscapes && (setting.alwaysDecodes || index.hasMarker(start, end))
      if hasEscapes && needsNoEscapes {
        stop = .atLine
        break
      }
      guard line.word(start) & opening.mask == opening.word else {
        stop = .atLine
        break
      }
      unsafe PlainSteps.initialize(record, setting)
      var progress = LineProgress(
        cursor: start &+ opening.length, step: first, present: setting.prototype.present)
      var isStrange = false
      while unsafe !readOn(&progress, line, end, chosen, &record.pointee, &time) {
        isStrange = unsafe !readMore(
          &progress, line, end, chosen, &record.pointee, &time, setting, bytes)
        if isStrange { break }
      }
      if isStrange || !isWhole(progress, line, end) {
        stop = .atLine
        break
      }
      unsafe record.pointee.present = progress.present
      unsafe record.pointee.observable.formUnion(progress.present)
      var isDoubtful = false
      // Nothing was made up, and all was read, of an ordinary request that was not refused.
      if unsafe !progress.isOrdinary || record.pointee.status &- 100 >= 300 {
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

  /// Forgets what was not read of a request that was refused; tells whether its record is doubtful.
  @inline(never)
  private func look(at record: inout Record, in bytes: Span<UInt8>) -> Bool {
    RejectedRequest.forgetUnread(&record)
    return hasDoubts && !TemplateProgram.isOrdinary(record, in: bytes)
  }

  /// Makes a record of the prototype; in parts that are short enough to be made in place, which
  /// costs half of what a call does.
  @inline(__always)
  private static func initialize(
    _ record: UnsafeMutablePointer<Record>, _ setting: borrowing Setting
  ) {
    // The places come first.
    let placesSize = MemoryLayout<InlineArray<29, ByteRange>>.size
    let target = UnsafeMutableRawPointer(record)
    unsafe withUnsafeBytes(of: setting.prototype) { source in
      let source = unsafe source.baseAddress.unsafelyUnwrapped
      if setting.hasPlaces {
        unsafe target.copyMemory(from: source, byteCount: placesSize)
      } else {
        _ = unsafe target.initializeMemory(as: UInt8.self, repeating: 0, count: placesSize)
      }
      unsafe (target + placesSize).copyMemory(
        from: source + placesSize, byteCount: MemoryLayout<Record>.size - placesSize)
    }
  }

  /// Whether all of a line was read, and it tells of a request where one must be.
  @inline(__always)
  private func isWhole(_ progress: LineProgress, _ line: LineBytes, _ end: Int) -> Bool {
    let cursor = progress.cursor
    return (cursor == end || allowsMore && cursor < end && line[cursor].isBlank)
      && (!needsRequest || progress.present.contains(.method))
  }
}
