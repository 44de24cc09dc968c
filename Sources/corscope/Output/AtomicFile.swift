// Unsafe: hands paths to open(2), fstat(2), rename(2) and their like.
import Glibc

/// Writes files whole or not at all.
enum AtomicFile {
  /// Why a file could not be written.
  struct Failure: Error {
    /// The system's reason, in lower case.
    let reason: String
  }

  /// Writes `bytes` under `path`, in the place of what is there.
  ///
  /// They go to a new file beside it, which takes its name once it is complete, so that no reader
  /// sees half a report and a full disk leaves the old one. A link is followed; a pipe or a device
  /// is written to as it is.
  ///
  /// - Throws: ``Failure`` when that fails; then `path` is as it was.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw Failure(reason: "it is a folder") }
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      try append(bytes, to: path)
      return
    }
    // The place that a link stands for is replaced, not the link.
    let place = exists ? resolved(path) : path
    let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
    let temporary = "\(folder).corscope-\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    var reason: Failure?
    // A report that others could read before stays so, and one that they could not, too.
    if exists { _ = fchmod(descriptor, status.st_mode & 0o7777) }
    if !Console.write(bytes, to: descriptor) || fsync(descriptor) != 0 { reason = failure() }
    if close(descriptor) != 0, reason == nil { reason = failure() }
    if reason == nil, unsafe rename(temporary, place) != 0 { reason = failure() }
    if let reason {
      _ = unsafe unlink(temporary)
      throw reason
    }
  }

  /// Makes the folder `path` if there is none.
  ///
  /// - Throws: ``Failure`` when there is something else, or it cannot be made.
  static func makeFolder(_ path: String) throws(Failure) {
    if isFolder(path) { return }
    guard unsafe mkdir(path, 0o755) == 0 else { throw failure() }
  }

  /// Whether `path` is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func append(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    let isWritten = Console.write(bytes, to: descriptor)
    let reason = failure()
    guard close(descriptor) == 0, isWritten else { throw reason }
  }

  /// The absolute path of a file that is there; `nil` for anything else.
  static func existing(_ path: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return resolved(path)
  }

  private static func resolved(_ path: String) -> String {
    guard let place = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(place) }
    return unsafe String(cString: place)
  }

  private static func failure() -> Failure {
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    return Failure(reason: reason.lowercased())
  }
}
