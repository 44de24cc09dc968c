import Traffic

/// A stream that is given up where it is longer than is bearable.
struct LimitedStream: ByteStream {
  private var source: any ByteStream
  private var left: Int
  private let error: IngestError

  /// Gives what `source` holds, and throws `error` behind `limit` bytes of it.
  init(_ source: any ByteStream, _ limit: Int, _ error: IngestError) {
    self.source = source
    left = limit
    self.error = error
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let got = try source.read(count, into: &buffer)
    left -= got
    if left < 0 { throw error }
    return got
  }
}
