import Traffic

/// A stream that is known to be incomplete: its end is told as an error.
struct EndingStream: ByteStream {
  private var source: any ByteStream
  private var error: IngestError?

  /// Gives what `source` holds, then throws `error`.
  init(_ source: any ByteStream, _ error: IngestError) {
    self.source = source
    self.error = error
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let got = try source.read(count, into: &buffer)
    if got == 0, let error {
      self.error = nil
      throw error
    }
    return got
  }
}
