// Unsafe: looks at no bounds. Each step begins where at least `JSONPlan.reach` bytes follow, which
// is checked at each value's end: as many as a step may have, and as are looked at of a number
// behind it.
import Traffic

extension JSONLineReader {
  /// Where a walk over a line stands.
  struct Walk: BitwiseCopyable {
    /// Where the next step begins.
    var cursor: Int
    /// The step before it.
    var last: UInt8 = 0
    /// Behind this place not enough bytes follow.
    let limit: Int
  }

  /// Goes on for as long as the line takes the steps of the plan's track; tells whether it came to
  /// the line's end.
  @inline(never)
  @_lifetime(self: copy self)
  mutating func follow(_ walk: inout Walk, _ plan: borrowing JSONPlan) -> Bool {
    // What is looked at outlives the call.
    let line = unsafe scanner.bytes.withUnsafeBufferPointer { unsafe LineBytes($0) }
    let (limit, stops) = (walk.limit, plan.stops.view)
    var steps = plan.track.view(from: plan.place(behind: walk.last))
    var (cursor, last) = (walk.cursor, walk.last)
    // Kept at hand meanwhile.
    var (observable, present) = (draft.record.observable, draft.record.present)
    var isDone = false
    following: while JSONLineReader.isNext(steps.now, line, cursor) {
      // Most are these, and often many one after the other.
      while steps.now.way == .place {
        let start = cursor &+ Int(steps.now.length)
        let end = stops.next(from: start)
        let count = end &- start
        guard end <= limit, line[end] == 0x22,
          !JSONStep.isOdd(count, line[start], steps.now.oddLengths)
        else {
          break following
        }
        unsafe draft.record.places[unchecked: Int(steps.now.field)] = ByteRange(
          offset: start, length: count)
        let bit = FieldSet(rawValue: steps.now.bit)
        observable.formUnion(bit)
        present = present.subtracting(bit).union(count == 0 ? [] : bit)
        cursor = end
        last = steps.now.number
        steps.advance()
        guard JSONLineReader.isNext(steps.now, line, cursor) else { break following }
      }
      let start = cursor &+ Int(steps.now.length)
      let way = steps.now.way
      if steps.now.hasNotes {
        keep(observable, present)
        note(steps.now.number, of: plan)
        (observable, present) = (draft.record.observable, draft.record.present)
      }
      if way == .end {
        scanner.cursor = cursor &+ Int(plan.step(steps.now.number).closing)
        lineEnd = start &- 1
        isDone = true
        break
      }
      var end: Int
      if way.isString {
        end = stops.next(from: start)
        guard end <= limit, line[end] == 0x22 else { break }
        if way == .string {
          keep(observable, present)
          takeString(
            steps.now.number, of: plan, JSONString(start: start, end: end, escaped: false))
          (observable, present) = (draft.record.observable, draft.record.present)
        } else {
          guard takeString(steps, line, start, end, &observable, &present) else { break }
        }
      } else if way == .scalar {
        end = start &+ JSONLineReader.numberLength(line, start)
        guard end > start, end <= limit else { break }
        keep(observable, present)
        takeScalar(steps.now.number, of: plan, from: start, to: end)
        (observable, present) = (draft.record.observable, draft.record.present)
      } else {
        let length = takeNumber(steps, line, start, &observable, &present)
        end = start &+ length
        guard length > 0, end <= limit else { break }
      }
      cursor = end
      last = steps.now.number
      steps.advance()
    }
    keep(observable, present)
    walk.cursor = cursor
    walk.last = last
    return isDone
  }

  @inline(__always)
  private mutating func keep(_ observable: FieldSet, _ present: FieldSet) {
    draft.record.observable = observable
    draft.record.present = present
  }

  /// Whether the bytes of a step stand at `cursor`.
  @inline(__always)
  private static func isNext(_ step: JSONTrackStep, _ line: LineBytes, _ cursor: Int) -> Bool {
    let last = Int(step.lastWord)
    let difference =
      (line.word(cursor) ^ step.first) | (line.word(cursor &+ last) ^ step.last)
    guard difference & step.mask == 0 else { return false }
    var offset = 8
    while offset < last {
      guard line.word(cursor &+ offset) == line.word(Int(step.start) &+ offset) else {
        return false
      }
      offset &+= 8
    }
    return true
  }

  /// Takes a string of a usual kind; `false` where it is not as most of its kind are.
  @inline(__always)
  private mutating func takeString(
    _ steps: JSONTrack.View, _ line: LineBytes, _ start: Int, _ end: Int,
    _ observable: inout FieldSet,
    _ present: inout FieldSet
  ) -> Bool {
    if steps.now.way == .unreadString { return true }
    // What stands for no value has three bytes at most.
    guard end &- start > 3 else { return false }
    switch steps.now.way {
    case .time: return takeInstant(steps, line, start, end, &observable, &present)
    case .requestLine: draft.requestLine = ByteRange(offset: start, length: end &- start)
    case .client:
      // An address without a port, of IP version 4.
      guard line[start].isDigit, !line.contains(0x3A, start, end) else { return false }
      draft.record.setPlace(of: .client, start, end)
      observable.insert(.client)
      present.insert(.client)
    case .host:
      guard line[start] != 0x5B, !line.contains(0x3A, start, end),
        !line.contains(0x2C, start, end)
      else { return false }
      draft.record.setPlace(of: .host, start, end)
      observable.insert(.host)
      present.insert(.host)
      if steps.now.kind == .authority {
        observable.insert(.port)
        present.remove(.port)
      }
    default:
      // A path; Suricata has words that begin like one.
      guard line[start] == 0x2F, line[start &+ 1] != 0x6C else { return false }
      draft.record.setPlace(of: .target, start, end)
      observable.insert(.target)
      present.insert(.target)
    }
    return true
  }

  /// Takes a number of a usual kind, and tells how many bytes it has; 0 where it is not as most of
  /// its kind are.
  @inline(__always)
  private mutating func takeNumber(
    _ steps: JSONTrack.View, _ line: LineBytes, _ start: Int, _ observable: inout FieldSet,
    _ present: inout FieldSet
  ) -> Int {
    switch steps.now.way {
    case .status:
      let code = (line.word(start) ^ 0x3030_3030_3030_3030).leadingHundred
      guard code >= 100, line.endsNumber(start &+ 3) else { return 0 }
      draft.record.status = UInt16(truncatingIfNeeded: code)
      observable.insert(.status)
      present.insert(.status)
      return 3
    case .unreadScalar:
      let count = line.word(start).leadingDigits
      // A zero in front of others is left to careful reading.
      if count > 0, count == 1 || line[start] != 0x30, line.endsNumber(start &+ count) {
        return count
      }
      return JSONLineReader.numberLength(line, start)
    case .duration:
      if steps.now.unit == 1_000_000_000, let thousandths = line.word(start).thousandths,
        line.endsNumber(start &+ 5)
      {
        // What most servers write, and most of them answer within.
        draft.record.duration = Int64(thousandths) &* 1_000_000
        observable.insert(.duration)
        present.insert(.duration)
        return 5
      }
      let length = JSONLineReader.numberLength(line, start)
      guard length > 0, takeDuration(steps.now.unit, from: start, to: start &+ length)
      else { return 0 }
      observable.insert(.duration)
      present.insert(.duration)
      return length
    default:
      let length = JSONLineReader.numberLength(line, start)
      guard length > 0,
        takeInstant(steps, line, start, start &+ length, &observable, &present)
      else { return 0 }
      return length
    }
  }

  /// Takes the time in `start..<end`; `false` where it is none.
  @inline(__always)
  private mutating func takeInstant(
    _ steps: JSONTrack.View, _ line: LineBytes, _ start: Int, _ end: Int,
    _ observable: inout FieldSet,
    _ present: inout FieldSet
  ) -> Bool {
    guard let reading = instants.read(scanner.bytes, line, from: start, to: end) else {
      return false
    }
    if reading.lacksZone { draft.record.traits.insert(.zoneMissing) }
    guard steps.now.kind == .startTime else {
      draft.end = reading.instant
      return true
    }
    draft.record.start = reading.instant
    observable.insert(.start)
    present.insert(.start)
    return true
  }

  /// How many bytes a number has; 0 where it is none that JSON has, or very long.
  @inline(__always)
  private static func numberLength(_ line: LineBytes, _ start: Int) -> Int {
    let usual = line.word(start).endOfUsualNumber
    return usual > 0 ? usual : longNumberLength(line, start)
  }

  /// The same for a number of more than seven bytes.
  @inline(never)
  private static func longNumberLength(_ line: LineBytes, _ start: Int) -> Int {
    guard line[start].isDigit, line[start] != 0x30 || !line[start &+ 1].isDigit else { return 0 }
    var count = 0
    var odd: UInt64
    repeat {
      odd = line.word(start &+ count).oddToNumbers
      count &+= odd == 0 ? 8 : odd.trailingZeroBitCount &>> 3
    } while odd == 0 && count < 32
    return line.endsNumber(start &+ count) ? count : 0
  }
}

extension LineBytes {
  /// Whether a comma or a brace stands at `offset`, as behind most numbers.
  @inline(__always)
  fileprivate func endsNumber(_ offset: Int) -> Bool {
    self[offset] == 0x2C || self[offset] == 0x7D
  }
}
