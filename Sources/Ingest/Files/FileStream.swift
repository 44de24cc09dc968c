// Unsafe: hands read(2) the free room of a buffer.
import Glibc
package import Traffic

/// The bytes of a file, a pipe or standard input, read with read(2).
///
/// Reading, not mapping: logs are rotated and truncated while they are read.
package final class FileStream: ByteStream {
  private let descriptor: Int32
  private let closes: Bool
  private var ended = false

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// - Throws: `IngestError` when the file cannot be opened.
  package init(path: String) throws(IngestError) {
    if path == "-" {
      descriptor = 0
      closes = false
      return
    }
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw FileStream.error("cannot be opened", errno) }
    descriptor = opened
    closes = true
  }

  deinit {
    if closes { _ = close(descriptor) }
  }

  /// Whether the file can be read at any place, as a pipe cannot.
  package var isSeekable: Bool { closes && lseek(descriptor, 0, SEEK_CUR) >= 0 }

  package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count, !ended {
      var result = 0
      let wanted = count - total
      buffer.append(addingCapacity: wanted) { room in
        unsafe room.withUnsafeMutableBufferPointer { pointer, used in
          result = unsafe Glibc.read(descriptor, pointer.baseAddress, wanted)
          if result > 0 { used = result }
        }
      }
      if result < 0 {
        if errno == EINTR { continue }
        ended = true
        throw FileStream.error("cannot be read on", errno)
      }
      if result == 0 { ended = true }
      total += result
    }
    return total
  }

  private static func error(_ what: String, _ number: Int32) -> IngestError {
    let reason = unsafe strerror(number).map { unsafe String(cString: $0).lowercased() }
    let mend: String
    switch number {
    case ENOENT: mend = "check the path"
    case EACCES, EPERM: mend = "run as a user who may read it"
    case EISDIR: mend = "pass the files in it"
    default: mend = ""
    }
    return IngestError("\(what): \(reason ?? "error \(number)")", mend: mend)
  }
}
