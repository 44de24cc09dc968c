import Traffic

/// Finds where a message's head ends.
enum HeadEnd {
  /// The offset behind the empty line that ends the head, or `nil`.
  ///
  /// A line may end with a bare line feed.
  ///
  /// - SeeAlso: RFC 9112, section 2.2.
  static func find(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while let end = bytes.lineFeed(from: index) {
      index = end + 1
      if index < bytes.count, bytes[index] == 0x0A { return index + 1 }
      if index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A {
        return index + 2
      }
    }
    return nil
  }
}
