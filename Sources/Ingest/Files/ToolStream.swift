// Unsafe: starts a program with posix_spawn(3) and hands read(2), send(2) and poll(2) pointers into
// buffers that outlive each call.
import Glibc
import Traffic

/// What an installed program makes of a stream that is fed to it.
///
/// Feeding and reading take turns, so that no thread is needed; the program is ended when the
/// stream is let go of.
final class ToolStream: ByteStream {
  private var source: any ByteStream
  private let compression: Compression
  private let process: pid_t
  /// Our end of the program's standard input, a socket: a pipe would raise SIGPIPE.
  private var input: Int32
  private var output: Int32
  private var pending: [UInt8] = []
  private var cursor = 0
  private var sourceEnded = false
  private var error: IngestError?
  private var isReaped = false

  /// Starts the program that decompresses `compression`, to be fed from `source`.
  ///
  /// - Throws: `IngestError` when the program is not installed.
  init(_ source: any ByteStream, _ compression: Compression) throws(IngestError) {
    self.source = source
    self.compression = compression
    var ends: [Int32] = [-1, -1]
    var results: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ToolStream.missing(compression)
    }
    guard unsafe pipe(&results) == 0 else {
      ends.forEach { _ = close($0) }
      throw ToolStream.missing(compression)
    }
    for end in results { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    input = ends[0]
    output = results[0]
    let started = ToolStream.spawn(compression.tool, input: ends[1], output: results[1])
    _ = close(ends[1])
    _ = close(results[1])
    guard let started else {
      _ = close(ends[0])
      _ = close(results[0])
      throw ToolStream.missing(compression)
    }
    process = started
  }

  deinit {
    if input >= 0 { _ = close(input) }
    if output >= 0 { _ = close(output) }
    guard !isReaped else { return }
    _ = kill(process, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count, output >= 0 {
      refill()
      var waits = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      ]
      guard unsafe poll(&waits, input >= 0 ? 2 : 1, -1) >= 0 || errno == EINTR else { break }
      if waits[1].revents != 0 { feed() }
      if waits[0].revents != 0 { total += take(count - total, into: &buffer) }
    }
    if total == 0, let error {
      self.error = nil
      throw error
    }
    return total
  }

  private func refill() {
    guard input >= 0, cursor == pending.count else { return }
    pending.removeAll(keepingCapacity: true)
    cursor = 0
    if !sourceEnded {
      do {
        if try source.read(1 << 17, into: &pending) == 0 { sourceEnded = true }
      } catch {
        self.error = error
        sourceEnded = true
      }
    }
    if pending.isEmpty { endInput() }
  }

  private func feed() {
    let start = cursor
    let sent = unsafe pending.withUnsafeBytes { bytes in
      unsafe send(
        input, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start,
        Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if sent > 0 {
      cursor += sent
    } else if sent < 0, errno != EINTR, errno != EAGAIN {
      // The program has seen enough, or failed; its status tells.
      sourceEnded = true
      endInput()
    }
  }

  private func endInput() {
    _ = close(input)
    input = -1
  }

  private func take(_ count: Int, into buffer: inout [UInt8]) -> Int {
    var result = 0
    buffer.append(addingCapacity: count) { room in
      unsafe room.withUnsafeMutableBufferPointer { pointer, used in
        result = unsafe Glibc.read(output, pointer.baseAddress, count)
        if result > 0 { used = result }
      }
    }
    if result == 0 || result < 0 && errno != EINTR { finish() }
    return max(0, result)
  }

  /// Asks how the program ended.
  private func finish() {
    _ = close(output)
    output = -1
    if input >= 0 { endInput() }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    if status != 0, error == nil {
      error = IngestError(
        "the \(compression) stream is damaged or cut (\(compression.tool[0]) says so)",
        mend: "copy or download the file again")
    }
  }

  private static func spawn(_ words: [String], input: Int32, output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // We ignore SIGPIPE; the program must not, or it would outlive its reader.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let status = unsafe posix_spawnp(
      &process, words[0], &actions, &attributes, &arguments, environ)
    return status == 0 ? process : nil
  }

  private static func missing(_ compression: Compression) -> IngestError {
    IngestError(
      "compressed with \(compression), and the program \(compression.tool[0]) cannot be started",
      mend: "install it, or decompress the file first: \(compression.command) | corscope -")
  }
}
