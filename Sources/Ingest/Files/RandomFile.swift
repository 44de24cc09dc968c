// Unsafe: hands pread(2), write(2) and mkstemp(3) pointers into buffers that outlive each call.
import Glibc
package import Traffic

/// A file that is read at any place, as an archive with its directory at the end must be.
package final class RandomFile: Sendable {
  private let descriptor: Int32
  /// How many bytes the file holds.
  package let count: Int

  /// Opens the file at `path`.
  ///
  /// - Throws: `IngestError` when it cannot be opened.
  package init(path: String) throws(IngestError) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw IngestError("cannot be opened", mend: "check the path") }
    descriptor = opened
    count = max(0, lseek(opened, 0, SEEK_END))
  }

  private init(descriptor: Int32, count: Int) {
    self.descriptor = descriptor
    self.count = count
  }

  /// Keeps what `stream` holds in a file without a name, which goes with this object.
  ///
  /// - Throws: `IngestError` when there is no room for it, or the stream cannot be read.
  package convenience init(spooling stream: consuming any ByteStream) throws(IngestError) {
    let (descriptor, count, error) = try RandomFile.spool(stream)
    self.init(descriptor: descriptor, count: count)
    if let error { throw error }
  }

  /// Keeps what `stream` holds, as far as it can be read, and why it ended before its end.
  ///
  /// - Throws: `IngestError` when there is no room for it.
  package static func spooled(_ stream: consuming any ByteStream) throws(IngestError)
    -> (file: RandomFile, error: IngestError?)
  {
    let (descriptor, count, error) = try spool(stream)
    return (RandomFile(descriptor: descriptor, count: count), error)
  }

  private static func spool(_ stream: consuming any ByteStream) throws(IngestError)
    -> (descriptor: Int32, count: Int, error: IngestError?)
  {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let made = makeFile(in: folder)
    guard made >= 0 else {
      throw IngestError(
        "this archive needs a temporary file, and none can be made in \(folder)",
        mend: "unpack it, or name a folder with TMPDIR")
    }
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    var total = 0
    var buffer: [UInt8] = []
    while true {
      var failure: IngestError?
      do {
        _ = try stream.read(1 << 18, into: &buffer)
      } catch {
        // What came with it is good.
        failure = error
      }
      guard !buffer.isEmpty else { return (made, total, failure) }
      guard write(buffer, to: made) else {
        _ = close(made)
        throw IngestError(
          "this archive needs a temporary file, and \(folder) is full",
          mend: "unpack it, or name a folder with more room with TMPDIR")
      }
      total += buffer.count
      buffer.removeAll(keepingCapacity: true)
      if let failure { return (made, total, failure) }
    }
  }

  /// Makes a file and takes its name away; below 0 where none can be made.
  private static func makeFile(in folder: String) -> Int32 {
    var path = Array("\(folder)/corscope-XXXXXX".utf8CString)
    return unsafe path.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      let made = unsafe mkstemp(base)
      if made >= 0 { _ = unsafe unlink(base) }
      return made
    }
  }

  deinit { _ = close(descriptor) }

  /// Appends up to `length` bytes from `offset` on to `buffer`.
  ///
  /// - Returns: The number of bytes appended; fewer than `length` only at the end of the file, or
  ///   where it cannot be read.
  package func read(at offset: Int, _ length: Int, into buffer: inout [UInt8]) -> Int {
    var total = 0
    while total < length {
      var result = 0
      let wanted = length - total
      let place = offset + total
      buffer.append(addingCapacity: wanted) { room in
        unsafe room.withUnsafeMutableBufferPointer { pointer, used in
          result = unsafe pread(descriptor, pointer.baseAddress, wanted, place)
          if result > 0 { used = result }
        }
      }
      if result < 0, errno == EINTR { continue }
      if result <= 0 { break }
      total += result
    }
    return total
  }

  /// The `length` bytes from `offset` on, or `nil` when the file does not hold them all.
  package func bytes(at offset: Int, _ length: Int) -> [UInt8]? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    var buffer: [UInt8] = []
    return read(at: offset, length, into: &buffer) == length ? buffer : nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { pointer in
        unsafe Glibc.write(
          descriptor, pointer.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      start += written
    }
    return true
  }
}
