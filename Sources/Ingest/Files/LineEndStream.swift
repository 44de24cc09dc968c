import Traffic

/// A stream whose lines end in a line feed alone, whatever they ended in.
struct LineEndStream: ByteStream {
  private var source: any ByteStream
  private var bytes: [UInt8] = []
  private var cursor = 0

  /// Takes the carriage returns off the line ends of `source`.
  init(_ source: any ByteStream) { self.source = source }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count {
      // A carriage return is kept back until what follows it is known.
      if cursor + 1 >= bytes.count {
        bytes.removeSubrange(..<cursor)
        cursor = 0
        do {
          if try source.read(1 << 16, into: &bytes) == 0 {
            guard cursor < bytes.count else { return total }
            buffer.append(bytes[cursor])
            cursor += 1
            return total + 1
          }
        } catch {
          // What came before the error stands, and the error is told with the next call.
          guard total == 0 else {
            source = FailedStream(error)
            return total
          }
          throw error
        }
        continue
      }
      let byte = bytes[cursor]
      cursor += 1
      if byte == 0x0D, bytes[cursor] == 0x0A { continue }
      buffer.append(byte)
      total += 1
    }
    return total
  }
}

/// A stream that tells why it ended, then ends.
private struct FailedStream: ByteStream {
  private var error: IngestError?

  init(_ error: IngestError) { self.error = error }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    guard let error else { return 0 }
    self.error = nil
    throw error
  }
}
