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

  /// Keeps what `stream` holds in a file without a name, which goes with this object.
  ///
  /// - Throws: `IngestError` when there is no room for it, or the stream cannot be read.
  package init(spooling stream: consuming any ByteStream) throws(IngestError) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/corscope-XXXXXX".utf8CString)
    let made = unsafe path.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      let made = unsafe mkstemp(base)
      if made >= 0 { _ = unsafe unlink(base) }
      return made
    }
    guard made >= 0 else {
      throw IngestError(
        "an archive from a pipe needs a temporary file, and none can be made in \(folder)",
        mend: "save the archive and pass its path")
    }
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    var total = 0
    do throws(IngestError) {
      var buffer: [UInt8] = []
      while try stream.read(1 << 18, into: &buffer) > 0 {
        guard RandomFile.write(buffer, to: made) else {
          throw IngestError(
            "an archive from a pipe needs a temporary file, and \(folder) is full",
            mend: "save the archive and pass its path")
        }
        total += buffer.count
        buffer.removeAll(keepingCapacity: true)
      }
    } catch {
      _ = close(made)
      throw error
    }
    descriptor = made
    count = total
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
