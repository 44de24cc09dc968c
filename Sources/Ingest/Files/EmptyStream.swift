package import Traffic

/// A stream that has ended.
package struct EmptyStream: ByteStream {
  /// Makes the stream.
  package init() {}

  package mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    0
  }
}
