import Traffic

/// Finds the step that stands at a place in an entry.
struct HARLearner: ~Escapable {
  /// What the next thing is to the step.
  private enum Part { case inside, end, none }

  private var scanner: JSONScanner
  private let start: Int
  private let startDepth: Int
  private let isFirst: Bool
  private var step: HARStep
  /// How many brackets of a nest are open.
  private var depth: Int
  /// The fewest that were, of the nest in which the step begins.
  private var lowest: Int
  /// Whether that nest was left.
  private var hasLeft = false
  /// The step as far as it could end if need be.
  private var kept: (step: HARStep, end: Int)?

  /// Looks at what stands at the cursor of `walk` in `bytes`.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, _ walk: HARWalk) {
    scanner = JSONScanner(bytes, from: walk.cursor, to: bytes.count)
    start = walk.cursor
    startDepth = walk.depth
    isFirst = walk.cursor == walk.list.start + 1
    step = HARStep(in: walk.level)
    depth = walk.depth
    lowest = walk.depth
  }

  /// The step, and where it ends; `nil` where what stands there is not to be learnt.
  @_lifetime(self: copy self)
  mutating func step(
    _ keys: JSONKeyTable, _ headers: HARHeaderTable
  ) -> (step: HARStep, end: Int)? {
    while true {
      let part: Part
      switch step.level {
      case .requestHeaders, .responseHeaders: part = header(headers)
      case let level where level.isNest: part = nested()
      default: part = member(keys)
      }
      guard scanner.cursor - start <= HARStep.longest else { return kept }
      switch part {
      case .inside: continue
      case .none: return kept
      case .end: return (finished(), scanner.cursor)
      }
    }
  }

  /// Notes that the step could end at the cursor: behind a comma or a bracket, not where a number
  /// may go on.
  @_lifetime(self: copy self)
  private mutating func keep() {
    guard scanner.cursor - start <= HARStep.longest else { return }
    kept = (finished(), scanner.cursor)
  }

  private func finished() -> HARStep {
    var step = step
    step.deepens = depth - startDepth
    step.staysInside =
      step.level == step.before && step.deepens == 0 && !step.endsList && step.sign == nil
    if step.before.isNest {
      // Where the nest was left, it was at just this bracket.
      step.depth = hasLeft ? startDepth : startDepth - lowest + 1
      step.slack = hasLeft ? 0 : UInt(Int.max)
    }
    return step
  }

  /// The next header, or the end of the list.
  @_lifetime(self: copy self)
  private mutating func header(_ headers: HARHeaderTable) -> Part {
    if !isFirst {
      guard scanner.peekOverIndent() == 0x7D else { return .none }
      scanner.cursor += 1
    }
    if scanner.peekOverIndent() == 0x5D {
      scanner.cursor += 1
      step.endsList = true
      step.level = step.level.around
      keep()
      return .inside
    }
    if !isFirst {
      guard scanner.peekOverIndent() == 0x2C else { return .none }
      scanner.cursor += 1
    }
    guard scanner.peekOverIndent() == 0x7B else { return .none }
    scanner.cursor += 1
    guard let name = HARHeaderList.nameBeforeValue(&scanner) else { return .none }
    let index = headers.names.find(
      scanner.bytes, from: name.start, to: name.end, in: step.level.parent)
    step.slot = index.map { headers.slots[Int($0)] }
    step.action = .takeHeader
    return .end
  }

  /// The next member of an object, or its end.
  @_lifetime(self: copy self)
  private mutating func member(_ keys: JSONKeyTable) -> Part {
    if scanner.peek() == 0x2C {
      while scanner.peek() == 0x2C { scanner.cursor += 1 }
      keep()
    }
    if scanner.peek() == 0x7D {
      scanner.cursor += 1
      guard step.level != .entry else {
        step.action = .done
        return .end
      }
      step.level = step.level.around
      keep()
      return .inside
    }
    guard scanner.peek() == 0x22, let name = scanner.string(), !name.escaped,
      scanner.peek() == 0x3A
    else { return .none }
    scanner.cursor += 1
    _ = scanner.peek()
    let found = keys.find(scanner.bytes, from: name.start, to: name.end, in: step.level.parent)
    guard let key = found.flatMap(HARKey.init(rawValue:)) else { return passed() }
    if key.isSign {
      guard step.sign == nil else { return .none }
      step.sign = key
      return passed()
    }
    return wanted(key)
  }

  /// The value of a key that is read.
  @_lifetime(self: copy self)
  private mutating func wanted(_ key: HARKey) -> Part {
    let byte = scanner.peek()
    if let inner = key.inner {
      guard byte == (inner.isList ? 0x5B : 0x7B) else { return .none }
      scanner.cursor += 1
      step.level = inner
      if inner.isList {
        step.action = .enterList
        return .end
      }
      keep()
      return .inside
    }
    // What says nothing is not looked at.
    let saysNothing = key != .url && HARProducer(key: key) == nil
    step.key = key
    if key == .requestCookies || key == .responseCookies {
      if byte == 0x5B, isEmpty() { return constant(2) }
      step.action = .cookies
      return .end
    }
    switch byte {
    case 0x22:
      if saysNothing, isEmpty() { return constant(2) }
      scanner.cursor += 1
      step.action = .takeString
      return .end
    case 0x00, 0x7B, 0x5B, 0x2C, 0x7D, 0x5D: return .none
    default:
      if saysNothing, let length = constantWord(), scanner.word(4) == HARLearner.null {
        return constant(length)
      }
      step.action = .takeScalar
      return .end
    }
  }

  /// A value that is passed over.
  @_lifetime(self: copy self)
  private mutating func passed() -> Part {
    switch scanner.peek() {
    case 0x22:
      if isEmpty() { return constant(2) }
      scanner.cursor += 1
      step.action = .skipString
      return .end
    case 0x7B, 0x5B:
      if isEmpty() { return constant(2) }
      scanner.cursor += 1
      step.level = step.level.nest
      depth = 1
      keep()
      return .inside
    case 0x00, 0x2C, 0x7D, 0x5D: return .none
    default:
      if let length = constantWord() { return constant(length) }
      step.action = .skipScalar
      return .end
    }
  }

  /// What comes next in lists and objects that are passed over.
  @_lifetime(self: copy self)
  private mutating func nested() -> Part {
    switch scanner.peek() {
    case 0x00: return .none
    case 0x2C, 0x3A:
      scanner.cursor += 1
      keep()
      return .inside
    case 0x7B, 0x5B:
      scanner.cursor += 1
      depth += 1
      keep()
      return .inside
    case 0x7D, 0x5D:
      scanner.cursor += 1
      depth -= 1
      if !hasLeft { lowest = min(lowest, depth) }
      if depth == 0 {
        if step.before.isNest { hasLeft = true }
        step.level = step.level.around
      }
      keep()
      return .inside
    case 0x22:
      if isEmpty() { return constant(2) }
      let quote = scanner.cursor
      guard scanner.string() != nil else { return .none }
      // A key, its colon next.
      if scanner.peek() == 0x3A { return .inside }
      scanner.cursor = quote + 1
      step.action = .skipString
      return .end
    default:
      if let length = constantWord() { return constant(length) }
      step.action = .skipScalar
      return .end
    }
  }

  /// Makes a value of `length` bytes, which most entries have alike, a part of the step.
  @_lifetime(self: copy self)
  private mutating func constant(_ length: Int) -> Part {
    step.key = nil
    scanner.cursor += length
    return .inside
  }

  /// Whether the next two bytes are an empty string, list or object.
  private func isEmpty() -> Bool {
    switch scanner.word(2) {
    case 0x2222, 0x5D5B, 0x7D7B: true
    default: false
    }
  }

  /// The length of the word at the cursor if it is one that entries often have alike: `-1`, `0`,
  /// `null`, `true`, `false`.
  private func constantWord() -> Int? {
    for (word, length) in HARLearner.words where scanner.word(length) == word {
      var behind = scanner
      behind.cursor += length
      switch behind.peek() {
      case 0x2C, 0x7D, 0x5D: return length
      default: return nil
      }
    }
    return nil
  }

  /// Words, their first byte in the lowest place.
  private static let words: [(UInt64, Int)] = [
    (0x312D, 2), (0x30, 1), (null, 4), (0x6575_7274, 4), (0x65_736C_6166, 5),
  ]
  private static let null: UInt64 = 0x6C6C_756E
}
