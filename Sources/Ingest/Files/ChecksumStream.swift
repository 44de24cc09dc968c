// Unsafe: hands zlib's crc32 a pointer into a buffer that outlives the call.
import CZlib
import Traffic

/// A stream whose content must have the length and the checksum that an archive says.
final class ChecksumStream: ByteStream {
  private var source: any ByteStream
  private let expected: UInt32
  private let length: Int
  private var sum: UInt = 0
  private var seen = 0
  private var ended = false

  /// Watches what `source` gives.
  init(_ source: any ByteStream, crc32 expected: UInt32, length: Int) {
    self.source = source
    self.expected = expected
    self.length = length
  }

  func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    guard !ended else { return 0 }
    let start = buffer.count
    let got: Int
    do {
      got = try source.read(count, into: &buffer)
    } catch {
      ended = true
      throw error
    }
    guard got > 0 else {
      ended = true
      guard seen == length, UInt32(truncatingIfNeeded: sum) == expected else {
        throw IngestError(
          "the file in the archive is damaged: its checksum differs",
          mend: "copy or download the archive again")
      }
      return 0
    }
    unsafe buffer.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe sum = crc32_z(sum, base + start, got)
    }
    seen += got
    return got
  }
}
