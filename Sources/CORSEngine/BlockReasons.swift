/// A set of block reasons in one machine word.
public struct BlockReasons: OptionSet, Sendable, BitwiseCopyable, Hashable {
  /// One bit a reason, at the place of its raw value.
  public var rawValue: UInt32

  /// Makes the set whose bits are `rawValue`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a set of the `reasons` given.
  public init(_ reasons: BlockReason...) {
    rawValue = 0
    for reason in reasons { insert(reason) }
  }

  /// Whether `reason` is in the set.
  public func contains(_ reason: BlockReason) -> Bool {
    rawValue & (1 << UInt32(reason.rawValue)) != 0
  }

  /// Adds `reason` to the set.
  public mutating func insert(_ reason: BlockReason) {
    rawValue |= 1 << UInt32(reason.rawValue)
  }

  /// The number of reasons in the set.
  public var count: Int { rawValue.nonzeroBitCount }

  /// The reasons in the set, in the order of ``BlockReason``; walking them allocates nothing.
  public var members: Members { Members(rest: rawValue) }

  /// A walk over the reasons of a set.
  public struct Members: Sequence, IteratorProtocol, Sendable, BitwiseCopyable {
    var rest: UInt32

    /// The next reason, or `nil` after the last.
    public mutating func next() -> BlockReason? {
      guard rest != 0 else { return nil }
      let place = rest.trailingZeroBitCount
      rest &= rest &- 1
      return BlockReason(rawValue: UInt8(place))
    }
  }
}
