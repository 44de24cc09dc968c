import Ingest
import Traffic

/// A stream of bytes at hand that may end in an error.
///
/// It keeps the promise that other streams rely on: less than asked for only at the end.
struct MemoryStream: ByteStream {
  private var rest: ArraySlice<UInt8>
  private var error: IngestError?

  init(_ bytes: [UInt8], failing error: IngestError? = nil) {
    rest = bytes[...]
    self.error = error
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let part = rest.prefix(count)
    buffer += part
    rest = rest.dropFirst(count)
    if part.count < count, let error {
      self.error = nil
      throw error
    }
    return part.count
  }
}

/// What a stream gives when it is read to its end in pieces of `size`, and the errors on the way.
func drain(_ stream: any ByteStream, by size: Int) -> (bytes: [UInt8], errors: [IngestError]) {
  var stream = stream
  var bytes: [UInt8] = []
  var errors: [IngestError] = []
  var ends = 0
  // Two reads past the end show whether an error comes once, and whether the end is the end.
  while ends < 2 {
    do {
      if try stream.read(size, into: &bytes) == 0 { ends += 1 }
    } catch {
      errors.append(error)
      if errors.count > 3 { break }
    }
  }
  return (bytes, errors)
}

/// The bytes of `text`.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }
