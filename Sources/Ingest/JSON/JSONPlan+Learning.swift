import Traffic

extension JSONPlan {
  /// What may stand next.
  private enum Expectation: BitwiseCopyable {
    /// A value.
    case value
    /// The first value of a list, or its end.
    case element
    /// A key.
    case key
    /// The first key of an object, or its end.
    case firstKey
    /// A colon.
    case colon
    /// A comma, or the end of the container.
    case separator
    /// The line's end.
    case lineEnd
  }

  /// Makes a step of what stands at `start` within `container`, behind the step `last`.
  ///
  /// Only what is JSON letter for letter is learned, and only what each value means by itself;
  /// everything else is left to the careful reading of a line.
  ///
  /// - Returns: The index of the step, or `nil`.
  @inline(never)
  mutating func learn(
    _ bytes: Span<UInt8>, at start: Int, in container: UInt8, behind last: UInt8,
    _ mapping: JSONMapping
  ) -> UInt8? {
    var step = JSONStep()
    step.start = UInt32(truncatingIfNeeded: start)
    step.from = container
    var inside = container
    var node = JSONKeyMemo.unmapped
    var expected = container == JSONPlan.outside ? Expectation.value : .separator
    var index = start
    // The closing quote of the string before.
    if expected == .separator, bytes[index] == 0x22 { index += 1 }
    let limit = min(start + JSONStep.longest, bytes.count)
    while index < limit {
      let byte = bytes[index]
      index += 1
      if byte == 0x20 || byte == 0x09 || byte == 0x0D { continue }
      switch expected {
      case .lineEnd:
        if byte == 0x2C { continue }
        guard byte == 0x0A else { return nil }
        step.kind = .end
        return finish(step, to: inside, end: index, bytes, behind: last)
      case .colon:
        guard byte == 0x3A else { return nil }
        expected = .value
      case .separator,
        .firstKey where byte == 0x7D,
        .element where byte == 0x5D:
        if byte == 0x2C {
          guard expected == .separator, mayGoOn(inside) else { return nil }
          expected = self.container(inside).isList ? .value : .key
          node = JSONKeyMemo.unmapped
          continue
        }
        let left = self.container(inside)
        guard inside != JSONPlan.outside, byte == (left.isList ? 0x5D : 0x7D) else { return nil }
        // Caddy prints an empty list for a secret that it does not show.
        if expected == .element, left.node != JSONKeyMemo.unmapped,
          !addNote(left.node, to: &step)
        {
          return nil
        }
        inside = left.outer
        expected = inside == JSONPlan.outside ? .lineEnd : .separator
        if expected == .lineEnd { step.closing = UInt8(truncatingIfNeeded: index - start) }
      case .key, .firstKey:
        guard byte == 0x22, let end = JSONPlan.endOfKey(bytes, from: index, to: limit) else {
          return nil
        }
        let parent = self.container(inside).node
        node = JSONKeyMemo.unmapped
        if parent != node, let found = mapping.keys.find(bytes, from: index, to: end, in: parent) {
          node = found
        }
        index = end + 1
        expected = .colon
      case .value, .element:
        if byte == 0x7B || byte == 0x5B {
          guard let entered = enter(byte, node, from: inside, &step, mapping) else { return nil }
          inside = entered
          expected = byte == 0x5B ? .element : .firstKey
          continue
        }
        guard inside != JSONPlan.outside,
          let kind = kind(byte, node, in: inside, &step, mapping)
        else { return nil }
        step.kind = kind
        step.takesEmpty = mapping.emptyIsAbsent && !self.container(inside).isList
        return finish(
          step, to: inside, end: byte == 0x22 ? index : index - 1, bytes, behind: last)
      }
    }
    return nil
  }

  /// Whether a container may have another value: of a list that is read only one is.
  private func mayGoOn(_ inside: UInt8) -> Bool {
    let container = container(inside)
    return inside != JSONPlan.outside
      && (!container.isList || container.node == JSONKeyMemo.unmapped)
  }

  /// The closing quote of a key without anything odd.
  private static func endOfKey(_ bytes: Span<UInt8>, from start: Int, to limit: Int) -> Int? {
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte == 0x22 { return index }
      guard byte >= 0x20, byte < 0x80, byte != 0x5C else { return nil }
      index += 1
    }
    return nil
  }

  /// Goes into the object or list that `byte` opens, the value of `node`.
  private mutating func enter(
    _ byte: UInt8, _ node: UInt16, from inside: UInt8, _ step: inout JSONStep,
    _ mapping: JSONMapping
  ) -> UInt8? {
    let isList = byte == 0x5B
    if inside == JSONPlan.outside {
      return isList ? nil : enter(Container(outer: inside, node: 0))
    }
    // The elements of a list that is read are strings.
    let around = container(inside)
    if around.isList, around.node != JSONKeyMemo.unmapped { return nil }
    guard node != JSONKeyMemo.unmapped else {
      return enter(Container(outer: inside, isList: isList))
    }
    let known = mapping.nodes[Int(node)]
    if isList {
      guard !known.isPairs, known.slot.kind != .container else { return nil }
      return enter(Container(outer: inside, node: node, isList: true))
    }
    guard known.isObject || !mapping.hasTypedValues else { return nil }
    guard known.slot.kind == .ignored || addNote(node, to: &step) else { return nil }
    return enter(Container(outer: inside, node: known.isObject ? node : JSONKeyMemo.unmapped))
  }

  /// What kind of value begins with `byte`, that of the key `node` or of the list around it.
  private func kind(
    _ byte: UInt8, _ node: UInt16, in inside: UInt8, _ step: inout JSONStep, _ mapping: JSONMapping
  ) -> JSONStep.Kind? {
    let around = container(inside)
    let isString = byte == 0x22
    guard isString || byte.isDigit || byte == 0x2D || (byte | 0x20) &- 97 < 26 else { return nil }
    let isElement = around.isList && around.node != JSONKeyMemo.unmapped
    // Several numbers of a list would be joined.
    guard isString || !isElement else { return nil }
    let read = isElement ? around.node : node
    guard read != JSONKeyMemo.unmapped, mapping.nodes[Int(read)].slot.kind != .ignored else {
      return isString ? .unreadString : .unreadScalar
    }
    let slot = mapping.nodes[Int(read)].slot
    step.node = read
    step.field = slot.field
    guard isString else { return .scalar }
    // Values that are hidden are so by their length, which is looked at each time.
    return slot.isPlain && !mapping.decodesPercent ? .place : .string
  }

  private mutating func finish(
    _ step: JSONStep, to container: UInt8, end: Int, _ bytes: Span<UInt8>, behind last: UInt8
  ) -> UInt8? {
    var step = step
    let length = end - Int(step.start)
    guard length > 0, Int(step.start) + JSONPlan.reach <= bytes.count else { return nil }
    step.length = UInt8(truncatingIfNeeded: length)
    step.lastWord = UInt8(truncatingIfNeeded: max(0, length - 8))
    step.spareBits = length < 8 ? UInt8(truncatingIfNeeded: 64 - 8 * length) : 0
    step.to = container
    return add(step, bytes, behind: last)
  }
}
