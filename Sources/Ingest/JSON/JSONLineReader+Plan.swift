// Unsafe: reads single bytes at places that were checked right before.
import Traffic

/// Lines read the short way: by the steps that earlier lines took.
extension JSONLineReader {
  /// Reads the line at `start`, if all of it is as it is in most logs.
  ///
  /// - Returns: What became of it, with ``lineEnd`` at its end; `nil` where the line is to be read
  ///   with care, of which nothing is kept then.
  @_lifetime(self: copy self)
  mutating func read(from start: Int, by plan: inout JSONPlan) -> Outcome? {
    let kept = decoded.count
    draft = prototype
    repairs = []
    isWide = false
    let isRead = walk(from: start, by: &plan) && lineEnd &- start < LineReader.lineLimit
    plan.count(isRead)
    guard isRead else {
      decoded.removeLast(decoded.count - kept)
      return nil
    }
    if isWide, !UTF8Text.isValid(scanner.bytes, from: start, to: lineEnd) { repairs.insert(.utf8) }
    return finishUsual() ? .record : finish()
  }

  /// Goes over the line at `start` step by step; `false` where one is not known.
  @_lifetime(self: copy self)
  private mutating func walk(from start: Int, by plan: inout JSONPlan) -> Bool {
    // Behind each place that is looked at stand as many bytes as a step may have, and a word.
    var walk = Walk(cursor: start, limit: scanner.bytes.count &- JSONPlan.reach)
    guard start <= walk.limit else { return false }
    var isOnTrack = true
    walking: while !follow(&walk, plan) {
      repeat {
        let last = walk.last
        guard let isDone = takeStep(&walk, &plan) else { return false }
        if !plan.leads(from: last, to: walk.last) { isOnTrack = false }
        if isDone { break walking }
      } while plan.place(behind: walk.last) == 0
    }
    plan.count(onTrack: isOnTrack, mapping, scanner.bytes)
    return true
  }

  /// Takes one step that the track does not lead to, or behind which something else stands than
  /// mostly does; tells whether it was the line's end, or `nil` where none is known.
  @inline(never)
  @_lifetime(self: copy self)
  private mutating func takeStep(_ walk: inout Walk, _ plan: inout JSONPlan) -> Bool? {
    let bytes = scanner.bytes
    let (cursor, last) = (walk.cursor, walk.last)
    let container = plan.step(last).to
    var index = plan.step(last).follower
    if !plan.fits(index, container, bytes, at: cursor) {
      guard
        let found = plan.find(bytes, at: cursor, in: container, behind: last)
          ?? plan.learn(bytes, at: cursor, in: container, behind: last, mapping)
      else { return nil }
      index = found
    }
    walk.last = index
    if plan.step(index).noteCount > 0 { note(index, of: plan) }
    let start = cursor &+ Int(plan.step(index).length)
    let kind = plan.step(index).kind
    guard kind != .end else {
      scanner.cursor = cursor &+ Int(plan.step(index).closing)
      lineEnd = start &- 1
      return true
    }
    guard
      let end = kind.isString
        ? takeString(behind: index, of: plan, from: start)
        : takeScalar(behind: index, of: plan, from: start),
      end <= walk.limit
    else { return nil }
    walk.cursor = end
    return false
  }

  /// Takes the string from `start` on, which a step leads to, and tells where it ends.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func takeString(
    behind index: UInt8, of plan: borrowing JSONPlan, from start: Int
  ) -> Int? {
    let bytes = scanner.bytes
    let end = plan.stops.next(from: start)
    guard end <= bytes.count &- JSONPlan.reach else { return nil }
    guard unsafe bytes[unchecked: end] == 0x22 else {
      return takeOddString(index, of: plan, from: start, stop: end)
    }
    let kind = plan.step(index).kind
    if kind == .unreadString { return end }
    let count = end &- start
    if kind == .place {
      let first = unsafe bytes[unchecked: start]
      let lengths = plan.step(index).oddLengths(cutLength: cutLength)
      if !JSONStep.isOdd(count, first, lengths) {
        keep(plan.step(index).field, at: start, count)
        return end
      }
    }
    takeString(index, of: plan, JSONString(start: start, end: end, escaped: false))
    return end
  }

  /// The same for a number or a word.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func takeScalar(
    behind index: UInt8, of plan: borrowing JSONPlan, from start: Int
  ) -> Int? {
    guard let end = JSONLineReader.endOfScalar(scanner.bytes, from: start) else { return nil }
    if plan.step(index).kind == .scalar { takeScalar(index, of: plan, from: start, to: end) }
    return end
  }

  /// Gives a number or a word to the record.
  @inline(never)
  @_lifetime(self: copy self)
  mutating func takeScalar(
    _ index: UInt8, of plan: borrowing JSONPlan, from start: Int, to end: Int
  ) {
    let slot = mapping.nodes[Int(plan.step(index).node)].slot
    if takeUsualNumber(slot, from: start, to: end) { return }
    take(slot, JSONString(start: start, end: end, escaped: false), isString: false)
  }

  /// Keeps the place of a value that was sent as it stands there; an empty one was not.
  @inline(__always)
  mutating func keep(_ field: Field, at start: Int, _ count: Int) {
    let bit = FieldSet(field).rawValue
    draft.record.places[Int(field.rawValue)] = ByteRange(offset: start, length: count)
    draft.record.observable.rawValue |= bit
    let sent = count == 0 ? 0 : bit
    draft.record.present.rawValue = draft.record.present.rawValue & ~bit | sent
  }

  /// Notes the objects and empty lists that were passed.
  @inline(never)
  mutating func note(_ index: UInt8, of plan: borrowing JSONPlan) {
    let step = plan.step(index)
    for offset in 0..<step.noteCount { draft.note(mapping.nodes[plan.note(step, offset)].slot) }
  }

  /// Gives a string that is not simply kept to the record.
  @inline(never)
  @_lifetime(self: copy self)
  mutating func takeString(
    _ index: UInt8, of plan: borrowing JSONPlan, _ value: JSONString
  ) {
    let step = plan.step(index)
    let slot = mapping.nodes[Int(step.node)].slot
    if !value.escaped, takeUsualString(slot, from: value.start, to: value.end) { return }
    if value.end == value.start, plan.container(step.to).isList {
      end(slot, first: value, joined: nil)
    } else {
      takeString(slot, value)
    }
  }

  /// Gives a string with a stop that is no quote to the record, if it is read, and tells where it
  /// ends; `nil` where a control character stands in it, or no end is known.
  @inline(never)
  @_lifetime(self: copy self)
  private mutating func takeOddString(
    _ index: UInt8, of plan: borrowing JSONPlan, from start: Int, stop: Int
  ) -> Int? {
    var escaped = false
    guard let end = endOfOddString(from: stop, of: plan, escaped: &escaped) else { return nil }
    let step = plan.step(index)
    let value = JSONString(start: start, end: end, escaped: escaped)
    switch step.kind {
    case .unreadString: break
    case .place where !escaped && end &- start > 8 && end &- start != cutLength:
      draft.record.set(step.field, ByteRange(offset: start, length: end &- start))
    default: takeString(index, of: plan, value)
    }
    return end
  }

  private mutating func endOfOddString(
    from start: Int, of plan: borrowing JSONPlan, escaped: inout Bool
  ) -> Int? {
    let bytes = scanner.bytes
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x22: return index
      case 0x5C:
        // What follows a backslash is passed over unseen.
        guard index + 1 < bytes.count, bytes[index + 1] >= 0x20, bytes[index + 1] < 0x80 else {
          return nil
        }
        escaped = true
        index += 2
      case 0x80...:
        isWide = true
        index += 1
      default: return nil
      }
      index = plan.stops.next(from: index)
    }
    return nil
  }

  /// The end of the number or word at `start`, behind which a word stands; `nil` where it is none
  /// that JSON has, or long.
  @inline(__always)
  private static func endOfScalar(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    let count = bytes.loadWord(at: start).endOfUsualNumber
    if count > 0 { return start &+ count }
    return endOfRareScalar(bytes, from: start)
  }

  @inline(never)
  static func endOfRareScalar(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    let limit = min(start &+ JSONStep.longest, bytes.count)
    var end = start
    while end < limit {
      let byte = unsafe bytes[unchecked: end]
      if byte.isDigit || byte == 0x2E {
        end &+= 1
        continue
      }
      if byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x20 { break }
      guard (byte | 0x20) &- 97 < 26 || byte == 0x2D || byte == 0x2B else { return nil }
      end &+= 1
    }
    guard end > start, end < limit else { return nil }
    let first = unsafe bytes[unchecked: start]
    if first == 0x2D, end == start &+ 1 { return nil }
    if first == 0x30, unsafe bytes[unchecked: start &+ 1].isDigit { return nil }
    return end
  }
}
