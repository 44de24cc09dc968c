// Unsafe: asks stat(2), which fills a struct.
import Glibc

/// Which file a path leads to, whatever the path's spelling.
struct FileIdentity: Hashable {
  private let device: UInt
  private let number: UInt
  /// Whether it is a file that can be read more than once; a pipe or a device is none.
  let isRegular: Bool

  /// Looks at what `path` leads to, links followed; `nil` when there is nothing.
  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }
}
