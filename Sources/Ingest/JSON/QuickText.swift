// Unsafe: loads words inside bounds that are checked right before.
import Traffic

extension UInt64 {
  /// The top bit of each byte that is neither a digit nor a point.
  @inline(__always)
  var oddToNumbers: UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let digits = self ^ 0x3030_3030_3030_3030
    let points = self ^ 0x2E2E_2E2E_2E2E_2E2E
    // From ten on, and from one on, the sum reaches the top bit.
    let noDigits = ((digits & low) &+ 0x7676_7676_7676_7676) | digits
    let noPoints = ((points & low) &+ low) | points
    return noDigits & noPoints & 0x8080_8080_8080_8080
  }

  /// How many bytes the number has with which the word begins, if it is one as most are: of seven
  /// digits at most, a point among them, and a comma or a brace behind it; 0 otherwise.
  @inline(__always)
  var endOfUsualNumber: Int {
    let odd = oddToNumbers
    let count = odd.trailingZeroBitCount &>> 3
    let last = self &>> UInt64(truncatingIfNeeded: count &<< 3) & 0xFF
    let isZero = self & 0xFF == 0x30
    let isUsual =
      odd != 0 && count > 0 && (last == 0x2C || last == 0x7D)
      && (!isZero || self >> 8 & 0xFF < 0x30)
    return isUsual ? count : 0
  }

  /// The number that the lowest bytes write, eight digits at most; those above them must be 0.
  @inline(__always)
  func decimal(ofDigits count: Int) -> UInt64 {
    guard count > 0, count <= 8 else { return 0 }
    let digits = self &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) & 0x0F0F_0F0F_0F0F_0F0F
    // Neighbours become numbers below 100, those numbers below 10,000, and so on.
    let pairs = (digits &* 2_561) &>> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* 42_949_672_960_001) &>> 32
  }
}

/// What is read of short texts a word at a time.
extension Span<UInt8> {
  /// Whether `byte` stands in the bytes.
  ///
  /// O(n), eight bytes a step.
  @inline(__always)
  func holds(_ byte: UInt8) -> Bool {
    guard count >= 8 else {
      for index in indices where self[index] == byte { return true }
      return false
    }
    let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
    let last = count &- 8
    var index = 0
    while index < last {
      if unsafe (word(index) ^ wanted).zeroBytes != 0 { return true }
      index &+= 8
    }
    // The last word overlaps the one before it.
    return unsafe (word(last) ^ wanted).zeroBytes != 0
  }

  /// Whether one of two bytes stands in the bytes.
  @inline(__always)
  func holds(_ first: UInt8, or second: UInt8) -> Bool {
    guard count >= 8 else {
      for index in indices where self[index] == first || self[index] == second { return true }
      return false
    }
    let wanted = UInt64(first) &* 0x0101_0101_0101_0101
    let other = UInt64(second) &* 0x0101_0101_0101_0101
    let last = count &- 8
    var index = 0
    while true {
      let bytes = unsafe word(index)
      if (bytes ^ wanted).zeroBytes | (bytes ^ other).zeroBytes != 0 { return true }
      if index == last { return false }
      index = Swift.min(index &+ 8, last)
    }
  }

  @inline(__always) @unsafe
  private func word(_ index: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
  }
}
