package import Traffic

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

  /// What two contents are to each other, and why each ended before its end, if it did.
  package struct Result: Sendable {
    /// What they are to each other.
    package var relation: Relation
    /// Why the first could not be read on.
    package var firstError: IngestError?
    /// Why the second could not be read on.
    package var secondError: IngestError?
  }

  /// Reads both contents side by side, as far as they agree; one that cannot be read on ends there.
  ///
  /// Line ends count as equal, with a carriage return or without.
  package static func compare(_ first: ByteSource, _ second: ByteSource) -> Result {
    var (left, right) = (Side(first), Side(second))
    while true {
      let (leftCount, rightCount) = (left.read(), right.read())
      let common = min(leftCount, rightCount)
      guard left.bytes.prefix(common) == right.bytes.prefix(common) else {
        return Result(relation: .different)
      }
      // A stream gives less than was asked for only at its end.
      guard common < Side.chunk else { continue }
      let relation: Relation =
        leftCount < rightCount ? .firstBegins : rightCount < leftCount ? .secondBegins : .same
      return Result(
        relation: relation, firstError: left.failure(), secondError: right.failure())
    }
  }

  /// One of the two contents.
  private struct Side {
    static let chunk = 1 << 16
    private var stream: LineEndStream
    private(set) var bytes: [UInt8] = []
    private var error: IngestError?

    init(_ source: ByteSource) { stream = LineEndStream(source.stream) }

    mutating func read() -> Int {
      bytes.removeAll(keepingCapacity: true)
      do {
        return try stream.read(Side.chunk, into: &bytes)
      } catch {
        self.error = error
        return bytes.count
      }
    }

    /// Why it ended, once it has given all that it had.
    mutating func failure() -> IngestError? {
      if error == nil, bytes.count < Side.chunk { _ = read() }
      return error
    }
  }
}
