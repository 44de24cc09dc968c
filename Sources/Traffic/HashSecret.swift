/// Two words drawn by lot, by which what is remembered within one run is told apart.
public struct HashSecret: Sendable, BitwiseCopyable {
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64

  /// Draws the words.
  public init() {
    first = UInt64.random(in: .min ... .max)
    second = UInt64.random(in: .min ... .max)
  }

  /// What a hash begins with that depends on nothing but the bytes.
  @inlinable public var start: UInt64 { first ^ second }

  /// Folds two words into one.
  @inlinable @inline(__always) public func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    (left ^ first).folded(with: right)
  }
}

extension UInt64 {
  /// The two halves of the product with `other`, folded.
  @inlinable @inline(__always) func folded(with other: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
