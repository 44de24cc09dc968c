import Traffic

/// An IPv4 or IPv6 address in two words; IPv4 stands in the low word, its family with the flow.
struct IPAddress: Hashable, BitwiseCopyable {
  /// The first eight bytes; 0 for IPv4.
  var high: UInt64
  /// The last eight bytes, or the four of IPv4.
  var low: UInt64

  /// Whether `left` is the smaller number.
  static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// Writes the address as text.
  ///
  /// - SeeAlso: RFC 5952, section 4.
  func write(isIPv6: Bool, to bytes: inout [UInt8]) {
    guard isIPv6 else { return writeDotted(to: &bytes) }
    if high == 0, low >> 32 == 0xFFFF {
      for byte in "::ffff:".utf8 { bytes.append(byte) }
      return writeDotted(to: &bytes)
    }
    let gap = longestZeros
    var index = 0
    while index < 8 {
      if gap.count > 1, index == gap.lowerBound {
        bytes.append(0x3A)
        bytes.append(0x3A)
        index = gap.upperBound
        continue
      }
      if index > 0, gap.count < 2 || index != gap.upperBound { bytes.append(0x3A) }
      writeHexadecimal(group(index), to: &bytes)
      index += 1
    }
  }

  private func group(_ index: Int) -> UInt64 {
    (index < 4 ? high : low) >> UInt64(48 - 16 * (index & 3)) & 0xFFFF
  }

  private var longestZeros: Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index + 1 - start > best.count {
        best = start..<(index + 1)
      }
    }
    return best
  }

  private func writeDotted(to bytes: inout [UInt8]) {
    for shift: UInt64 in [24, 16, 8, 0] {
      Decimal.write(Int(low >> shift & 0xFF), to: &bytes)
      if shift > 0 { bytes.append(0x2E) }
    }
  }

  private func writeHexadecimal(_ group: UInt64, to bytes: inout [UInt8]) {
    var shift: UInt64 = 12
    while shift > 0, group >> shift == 0 { shift -= 4 }
    while true {
      let digit = UInt8(truncatingIfNeeded: group >> shift & 15)
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
      guard shift > 0 else { return }
      shift -= 4
    }
  }
}

/// Decimal numbers as bytes.
enum Decimal {
  /// Writes `number`, which is not negative.
  static func write(_ number: Int, to bytes: inout [UInt8]) {
    var power = 1
    while power <= number / 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + number / power % 10))
      power /= 10
    }
  }
}
