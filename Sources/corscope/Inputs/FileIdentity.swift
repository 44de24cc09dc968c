// Unsafe: asks stat(2), which fills a struct.
import Glibc

/// Which file a path leads to, whatever the path's spelling.
struct FileIdentity: Hashable {
  private let device: UInt
  private let number: UInt
  /// When it was last written, in seconds since 1970.
  let modified: Int
  /// Whether it is a file that can be read more than once; a pipe or a device is none.
  let isRegular: Bool

  /// Looks at what `path` leads to, links followed; `nil` when there is nothing.
  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    modified = status.st_mtim.tv_sec
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether two are the same file, whatever else was asked of it meanwhile.
  static func == (left: FileIdentity, right: FileIdentity) -> Bool {
    left.device == right.device && left.number == right.number
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(number)
  }
}
