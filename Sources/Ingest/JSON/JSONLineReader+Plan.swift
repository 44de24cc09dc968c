// Unsafe: reads single bytes at places that were checked right before.
import Traffic

/// Lines read the short way: by the steps that earlier lines took.
extension JSONLineReader {
  /// Reads the line at `start`, if all of it is as it is in most logs.
  ///
  /// - Returns: What became of it, with ``lineEnd`` at its end; `nil` where the line is to be read with
  ///   care, of which nothing is kept then.
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
    return finish()
  }

  /// Goes over the line at `start` step by step; `false` where one is not known.
  @_lifetime(self: copy self)
  private mutating func walk(from start: Int, by plan: inout JSONPlan) -> Bool {
    let bytes = scanner.bytes
    let limit = bytes.count &- JSONPlan.reach
    var stops = JSONStops()
    var cursor = start
    var container = JSONPlan.outside
    var index: UInt8 = 0
    while cursor <= limit {
      let last = index
      index = plan.step(last).follower
      if !plan.fits(index, container, bytes, at: cursor) {
        guard
          let found = plan.find(bytes, at: cursor, in: container, behind: last)
            ?? plan.learn(bytes, at: cursor, in: container, behind: last, mapping)
        else { return false }
        index = found
      }
      container = plan.step(index).to
      if plan.step(index).noteCount > 0 { note(index, of: plan) }
      let valueStart = cursor &+ Int(plan.step(index).length)
      let kind = plan.step(index).kind
      if kind.isString {
        var end = stops.next(in: bytes, from: valueStart)
        guard end < bytes.count else { return false }
        var escaped = false
        if unsafe bytes[unchecked: end] != 0x22 {
          guard let found = endOfOddString(from: end, &stops, escaped: &escaped) else {
            return false
          }
          end = found
        }
        cursor = end
        if kind == .unreadString { continue }
        let count = end &- valueStart
        let value = JSONString(start: valueStart, end: end, escaped: escaped)
        // `-`, `N/A` and `REDACTED` stand for something else.
        let first = unsafe bytes[unchecked: valueStart]
        if kind == .place, count != 1, count != 8 || first != 0x52, count != cutLength, !escaped,
          first != 0x4E, count > 0 || nulls.empty && !plan.container(container).isList
        {
          keep(plan.step(index).field, value)
        } else {
          takeString(index, of: plan, value)
        }
      } else if kind == .end {
        scanner.cursor = cursor &+ Int(plan.step(index).closing)
        lineEnd = valueStart &- 1
        return true
      } else {
        guard let end = JSONLineReader.endOfScalar(bytes, from: valueStart) else { return false }
        cursor = end
        if kind == .unreadScalar { continue }
        let slot = mapping.nodes[Int(plan.step(index).node)].slot
        if takeUsualNumber(slot, from: valueStart, to: end) { continue }
        take(slot, JSONString(start: valueStart, end: end, escaped: false), isString: false)
      }
    }
    return false
  }

  /// Keeps the place of a value that was sent as it stands there; an empty one was not.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func keep(_ field: Field, _ value: JSONString) {
    let count = value.end &- value.start
    if count == 0 {
      draft.record.setAbsent(field)
    } else {
      draft.record.set(field, ByteRange(offset: value.start, length: count))
    }
  }

  /// Notes the objects and empty lists that were passed.
  @inline(never)
  private mutating func note(_ index: UInt8, of plan: borrowing JSONPlan) {
    let step = plan.step(index)
    for offset in 0..<step.noteCount { draft.note(mapping.nodes[plan.note(step, offset)].slot) }
  }

  /// Gives a string that is not simply kept to the record.
  @inline(never)
  @_lifetime(self: copy self)
  private mutating func takeString(
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

  /// The end of a string with a stop at `start` that is no quote; `nil` where a control character
  /// stands in it, or no end is known.
  @inline(never)
  @_lifetime(self: copy self)
  private mutating func endOfOddString(
    from start: Int, _ stops: inout JSONStops, escaped: inout Bool
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
      index = stops.next(in: bytes, from: index)
    }
    return nil
  }

  /// The end of the number or word at `start`; `nil` where it is none that JSON has, or long.
  @inline(__always)
  private static func endOfScalar(_ bytes: Span<UInt8>, from start: Int) -> Int? {
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
