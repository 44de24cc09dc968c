/// Whether a head holds bytes that recipients take differently.
struct OddBytes: BitwiseCopyable {
  /// Whether a carriage return stands alone, without a line feed behind it.
  var hasBareReturn = false
  /// Whether there is a zero byte.
  var hasZero = false

  /// Whether there are any.
  var isOdd: Bool { hasBareReturn || hasZero }
}
