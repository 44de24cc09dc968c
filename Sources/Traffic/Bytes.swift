/// Byte-wise helpers that HTTP's grammars are made of; none of them allocates.
extension Span<UInt8> {
  /// Whether the bytes are those of `other`.
  @inlinable public func equals(_ other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard count >= 8 else {
      for index in indices where self[index] != other[index] { return false }
      return true
    }
    if count &- 16 <= 16, count >= 16 {
      // The first and the last two words, which may overlap: no decision between them.
      let first = loadWord(at: 0) ^ other.loadWord(at: 0)
      let second = loadWord(at: 8) ^ other.loadWord(at: 8)
      let third = loadWord(at: count &- 16) ^ other.loadWord(at: count &- 16)
      let fourth = loadWord(at: count &- 8) ^ other.loadWord(at: count &- 8)
      return first | second | third | fourth == 0
    }
    var index = 0
    while index &+ 8 < count {
      if loadWord(at: index) != other.loadWord(at: index) { return false }
      index &+= 8
    }
    // The last word overlaps the one before it.
    return loadWord(at: count &- 8) == other.loadWord(at: count &- 8)
  }

  /// Whether the bytes are those of the literal `text`.
  @inlinable @inline(__always) public func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return matches(text, at: 0, ignoringCase: false)
  }

  /// Whether the bytes are those of the literal `text`, ASCII case apart; `text` is lower case.
  @inlinable @inline(__always) public func equalsIgnoringCase(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return matches(text, at: 0, ignoringCase: true)
  }

  /// Whether the bytes are those of `other`, ASCII case apart.
  @inlinable public func equalsIgnoringCase(_ other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var start = 0
    // Most are spelt alike.
    while start &+ 8 <= count, loadWord(at: start) == other.loadWord(at: start) { start &+= 8 }
    // The last word overlaps the one before it.
    if start &+ 8 > count, start > 0, loadWord(at: count &- 8) == other.loadWord(at: count &- 8) {
      return true
    }
    for index in start..<count where self[index].asciiLowercased != other[index].asciiLowercased {
      return false
    }
    return true
  }

  /// Whether the bytes begin with the literal `text`.
  @inlinable public func starts(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    return matches(text, at: 0, ignoringCase: false)
  }

  /// Whether the literal `text` stands somewhere in the bytes.
  public func contains(_ text: StaticString, ignoringCase: Bool = false) -> Bool {
    let last = count - text.utf8CodeUnitCount
    guard last >= 0, text.utf8CodeUnitCount > 0 else { return last >= 0 }
    let first = text.firstByte
    for offset in 0...last {
      let byte = self[offset]
      guard byte == first || ignoringCase && byte.asciiLowercased == first else { continue }
      if matches(text, at: offset, ignoringCase: ignoringCase) { return true }
    }
    return false
  }

  /// The index of the first `byte` at or after `start`, or `nil`.
  ///
  /// O(n), sixteen bytes a step.
  @inlinable public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    let index = position(of: byte, from: start, to: count)
    return index < count ? index : nil
  }

  /// The bytes without the spaces and tabs at both ends.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func trimmingBlanks() -> Span<UInt8> {
    // Servers trim what they log: there is mostly nothing to do.
    guard count > 0, self[0] <= 0x20 || self[count - 1] <= 0x20 else { return self }
    return trimmingEnds()
  }

  @inlinable @_lifetime(copy self)
  func trimmingEnds() -> Span<UInt8> {
    var start = 0
    var end = count
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return extracting(start..<end)
  }

  /// The number that the bytes spell in decimal digits alone; `nil` when empty, other or over
  /// `Int`.
  @inlinable public var decimal: Int? {
    guard count > 0, count < 20 else { return nil }
    var number = 0
    for index in indices {
      let digit = Int(self[index]) - 48
      guard digit >= 0, digit <= 9 else { return nil }
      let (scaled, overScale) = number.multipliedReportingOverflow(by: 10)
      let (sum, overSum) = scaled.addingReportingOverflow(digit)
      guard !overScale, !overSum else { return nil }
      number = sum
    }
    return number
  }
}

extension UInt64 {
  /// The bits folded through a 128-bit product: each input bit reaches all output bits.
  @inlinable public var mixed: UInt64 {
    let product = self.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  /// The bits folded with those of two words, through the 128 bits of a product.
  ///
  /// What goes in stands beside the product: one word makes that 0, and must not make all be
  /// forgotten.
  @inlinable @inline(__always) func mixed(with first: UInt64, _ second: UInt64) -> UInt64 {
    let other = second ^ self
    let product = (first ^ 0xD6E8_FEB8_6659_FD93).multipliedFullWidth(by: other)
    return product.high ^ product.low ^ first ^ other
  }

  /// A word whose lowest bit that is set lies in the lowest byte that is 0 here; 0 where none is.
  @inlinable @inline(__always) public var zeroBytes: UInt64 {
    (self &- 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080
  }

  /// The eight bytes of the word, the ASCII capitals among them made small.
  @inlinable public var asciiLowercased: UInt64 {
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    // The top bit of a byte is set from A on, and from the byte behind Z on.
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let behindZ = low &+ 0x2525_2525_2525_2525
    return self | ((fromA & ~behindZ & ~self & 0x8080_8080_8080_8080) >> 2)
  }
}

extension UInt64 {
  /// The bit that capitals lack, in each of the eight bytes that is a small ASCII letter.
  ///
  /// Of a literal the compiler knows it: text is the literal, case apart, if it is with these bits
  /// set.
  @inlinable @inline(__always) var asciiCaseBits: UInt64 {
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
    let behindZ = low &+ 0x0505_0505_0505_0505
    return (fromA & ~behindZ & ~self & 0x8080_8080_8080_8080) >> 2
  }
}

extension UInt8 {
  /// The byte with an ASCII capital made small.
  @inlinable public var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 0x20 : self }

  /// Whether the byte is a space or a tab.
  @inlinable public var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// Whether the byte is an ASCII digit.
  @inlinable public var isDigit: Bool { self &- 48 < 10 }

  /// The value of an ASCII hexadecimal digit, or `nil`.
  @inlinable public var hexValue: UInt8? {
    if isDigit { return self &- 48 }
    let lower = self | 0x20
    return lower &- 97 < 6 ? lower &- 87 : nil
  }

  /// Whether the byte may stand in an HTTP token.
  ///
  /// - SeeAlso: RFC 9110, section 5.6.2.
  @inlinable public var isToken: Bool {
    if self.isDigit || (self | 0x20) &- 97 < 26 { return true }
    switch self {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: return true
    default: return false
    }
  }
}
