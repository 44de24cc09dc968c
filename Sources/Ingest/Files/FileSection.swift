import Traffic

/// A part of a file as a stream.
final class FileSection: ByteStream {
  private let file: RandomFile
  private var offset: Int
  private let end: Int

  /// Gives the `length` bytes of `file` from `offset` on, or as many of them as there are.
  init(_ file: RandomFile, at offset: Int, _ length: Int) {
    self.file = file
    self.offset = min(max(0, offset), file.count)
    end = self.offset + min(max(0, length), file.count - self.offset)
  }

  func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let got = file.read(at: offset, min(count, end - offset), into: &buffer)
    offset += got
    return got
  }
}
