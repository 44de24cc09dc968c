// Unsafe: looks at steps by indices that are only ever made for steps that are there.
import Traffic

extension HARPattern {
  /// Goes on in an entry as far as the steps lead.
  mutating func follow(
    _ window: borrowing HARWindow, _ walk: inout HARWalk, _ entry: inout HAREntry,
    _ silence: inout HARSilence, into kept: inout [UInt8]
  ) -> HARWalk.Halt {
    let bytes = window.bytes.span
    let readsLists = readsLists
    let furthest = bytes.count - HARStep.reach
    let last = bytes.count - 32
    var steps = self.steps.mutableSpan
    // What is not shared stays in registers.
    var here = walk
    defer { walk = here }
    while true {
      guard here.cursor <= furthest else { return .short }
      let index = HARPattern.next(&steps, here, bytes)
      guard index > 0 else { return .unknown }
      let cursor = unsafe here.cursor &+ steps[unchecked: index].length
      if unsafe !steps[unchecked: index].staysInside {
        if unsafe steps[unchecked: index].endsList {
          guard cursor - here.list.start <= HARWindow.largestList else { return .odd(nil) }
          entry.endHeaders(
            of: here.level.parent, count: here.list.count, hasOther: here.list.hasOther)
          here.listsRead += 1
        }
        if let sign = unsafe steps[unchecked: index].sign {
          HARPattern.note(sign, &entry, &silence)
        }
        here.level = unsafe steps[unchecked: index].level
        here.depth &+= unsafe steps[unchecked: index].deepens
      }
      here.step = index
      here.cursor = cursor
      switch unsafe steps[unchecked: index].action {
      case .takeHeader:
        let slot = unsafe steps[unchecked: index].slot
        if let halt = HARPattern.takeHeader(bytes, &here, slot, &entry, into: &kept, last: last) {
          return halt
        }
      case .skipString:
        let end = HARBytes.behindString(bytes, from: cursor, last: last)
        here.cursor = end >= 0 ? end : ~end
        guard end >= 0 else { return .inString }
      case .skipScalar:
        guard HARPattern.skipScalar(bytes, &here, last: last) else { return .odd(nil) }
      case .takeString:
        let key = unsafe steps[unchecked: index].key
        guard let text = HARPattern.string(bytes, &here, last: last) else { return .odd(key) }
        HARPattern.take(key, bytes.extracting(text.range), &entry, &silence, into: &kept)
      case .takeScalar:
        let key = unsafe steps[unchecked: index].key
        guard let text = HARPattern.scalar(bytes, &here, last: last) else { return .odd(key) }
        HARPattern.take(key, bytes.extracting(text.range), &entry, &silence, into: &kept)
      case .goOn: break
      case .cookies:
        let key = unsafe steps[unchecked: index].key
        guard let isEmpty = HARPattern.isEmptyList(bytes, at: cursor, last: last) else {
          return .odd(key)
        }
        if !isEmpty { entry.noteCookies(of: key) }
        here.level = here.level.nest
        here.depth = 1
        here.cursor = cursor + 1
      case .enterList:
        here.list = HARWalk.List(
          start: cursor - 1, step: index, mark: entry.mark(bytes: kept.count))
        guard readsLists else { return .odd(nil) }
      case .done: return .done
      }
    }
  }

  /// The step whose bytes stand at the walk's cursor; 0 where none does.
  @inline(__always)
  private static func next(
    _ steps: inout MutableSpan<HARStep>, _ walk: HARWalk, _ bytes: Span<UInt8>
  ) -> Int {
    let first = unsafe Int(steps[unchecked: walk.step].next[0])
    guard first > 0 else { return 0 }
    let fits = unsafe steps[unchecked: first].stands(
      in: bytes, at: walk.cursor, walk.level, walk.depth)
    if fits { return first }
    return another(
      &steps, behind: walk.step, bytes, at: walk.cursor, walk.level, walk.depth)
  }

  /// The same among those that are less likely.
  @inline(never)
  private static func another(
    _ steps: inout MutableSpan<HARStep>, behind previous: Int, _ bytes: Span<UInt8>,
    at cursor: Int, _ level: HARLevel, _ depth: Int
  ) -> Int {
    for rank in 1..<HARStep.followers {
      let index = unsafe Int(steps[unchecked: previous].next[rank])
      guard index > 0 else { return 0 }
      let fits = unsafe steps[unchecked: index].stands(in: bytes, at: cursor, level, depth)
      guard fits else { continue }
      // What comes often goes to the front.
      unsafe steps[unchecked: previous].next[rank] = steps[unchecked: previous].next[rank - 1]
      unsafe steps[unchecked: previous].next[rank - 1] = UInt16(truncatingIfNeeded: index)
      return index
    }
    return 0
  }

  /// Takes a value that has a key.
  @inline(__always)
  private static func take(
    _ key: HARKey?, _ text: Span<UInt8>, _ entry: inout HAREntry, _ silence: inout HARSilence,
    into kept: inout [UInt8]
  ) {
    guard let key else { return }
    if let producer = HARProducer(key: key) { silence.meet(producer) }
    entry.take(key, text, isCut: false, into: &kept)
  }

  /// Notes a member that is a sign.
  private static func note(_ key: HARKey, _ entry: inout HAREntry, _ silence: inout HARSilence) {
    if let producer = HARProducer(key: key) { silence.meet(producer) }
    entry.note(key)
  }

  /// The inside of the string at the cursor, which goes past it; `nil`, and the cursor on its
  /// quote, where escapes stand in it, or its end is far.
  @inline(__always)
  private static func string(
    _ bytes: Span<UInt8>, _ walk: inout HARWalk, last: Int
  ) -> ByteRange? {
    let begin = walk.cursor
    let end = HARBytes.stop(bytes, from: begin, last: last)
    guard end >= 0, HARBytes.byte(bytes, end) == 0x22, end - begin <= HARWindow.longestString else {
      walk.cursor = begin - 1
      return nil
    }
    walk.cursor = end + 1
    return ByteRange(begin, end)
  }

  /// The number or word at the cursor, which goes past it; `nil` where there is none, and empty for
  /// the word `null`.
  @inline(__always)
  private static func scalar(
    _ bytes: Span<UInt8>, _ walk: inout HARWalk, last: Int
  ) -> ByteRange? {
    let begin = walk.cursor
    let end = HARBytes.scalarEnd(bytes, from: begin, last: last)
    switch HARBytes.byte(bytes, end) {
    case 0x2C, 0x7D, 0x5D, 0x22, 0x20, 0x09, 0x0A, 0x0D: break
    default: return nil
    }
    guard end > begin else { return nil }
    walk.cursor = end
    return ByteRange(HARBytes.byte(bytes, begin) == 0x6E ? end : begin, end)
  }

  /// Goes past the number or word at the cursor; `false` where there is none.
  @inline(__always)
  private static func skipScalar(
    _ bytes: Span<UInt8>, _ walk: inout HARWalk, last: Int
  ) -> Bool {
    let end = HARBytes.scalarEnd(bytes, from: walk.cursor, last: last)
    // In a nest only quotes and brackets count. Elsewhere several words where one should be are
    // passed over together.
    if !walk.level.isNest {
      let next = HARBytes.behindBlanks(bytes, from: end, last: last)
      switch HARBytes.byte(bytes, next) {
      case 0x2C, 0x7D, 0x5D, 0x22: guard end > walk.cursor else { return false }
      default: return false
      }
    }
    walk.cursor = end
    return true
  }

  /// Whether nothing is in the list at `offset`; `nil` where there is no list.
  @inline(__always)
  private static func isEmptyList(_ bytes: Span<UInt8>, at offset: Int, last: Int) -> Bool? {
    guard HARBytes.byte(bytes, offset) == 0x5B else { return nil }
    let next = HARBytes.behindBlanks(bytes, from: offset + 1, last: last)
    return next < last ? HARBytes.byte(bytes, next) == 0x5D : nil
  }

  /// Reads the value of a header.
  ///
  /// - Returns: Why not, where its end is not at hand, or the header was there before.
  @inline(__always)
  private static func takeHeader(
    _ bytes: Span<UInt8>, _ walk: inout HARWalk, _ slot: HARHeaderSlot?, _ entry: inout HAREntry,
    into kept: inout [UInt8], last: Int
  ) -> HARWalk.Halt? {
    let begin = walk.cursor
    var end = HARBytes.stop(bytes, from: begin, last: last)
    guard end >= 0 else { return .short }
    let isEscaped = HARBytes.byte(bytes, end) != 0x22
    if isEscaped {
      end = HARBytes.behindString(bytes, from: end, last: last) - 1
      guard end >= 0 else { return .short }
    }
    walk.cursor = end + 1
    walk.list.count += 1
    switch slot {
    case .own: break
    case .none: walk.list.hasOther = true
    case .network: entry.wasSent = true
    case .some(let slot):
      if let field = slot.field {
        guard !entry.record.present.contains(field) else { return .odd(nil) }
        if !isEscaped {
          entry.record.set(field, kept.keep(bytes, from: begin, to: end))
          return nil
        }
      }
      let value = JSONString(start: begin, end: end, escaped: isEscaped)
      entry.take(HARHeaderList.Hit(slot: slot, value: value, isCapital: false), bytes, into: &kept)
    }
    return nil
  }
}
