import Traffic

/// Tells whether one input holds what another holds.
package enum ContentComparison {
  /// What two contents are to each other.
  package enum Relation: Sendable {
    /// They are the same, byte for byte.
    case same
    /// The first ends before the second, and is its beginning.
    case firstBegins
    /// The second is the beginning of the first.
    case secondBegins
    /// They differ.
    case different
  }

  /// Reads both contents side by side, as far as they agree; one that cannot be read on ends there.
  package static func relation(_ first: ByteSource, _ second: ByteSource) -> Relation {
    var (left, right) = (first.stream, second.stream)
    var (leftBytes, rightBytes): ([UInt8], [UInt8]) = ([], [])
    while true {
      leftBytes.removeAll(keepingCapacity: true)
      rightBytes.removeAll(keepingCapacity: true)
      let leftCount = (try? left.read(1 << 16, into: &leftBytes)) ?? 0
      let rightCount = (try? right.read(1 << 16, into: &rightBytes)) ?? 0
      let common = min(leftCount, rightCount)
      guard leftBytes.prefix(common) == rightBytes.prefix(common) else { return .different }
      // A stream gives less than was asked for only at its end.
      if leftCount < rightCount { return .firstBegins }
      if rightCount < leftCount { return .secondBegins }
      if leftCount < 1 << 16 { return .same }
    }
  }
}
