// Unsafe: loads words inside bounds that are checked right before.
import Traffic

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
