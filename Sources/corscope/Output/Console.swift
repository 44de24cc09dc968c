// Unsafe: hands write(2) and ioctl(2) the bytes of arrays and structs that outlive the call.
import Glibc
import Reports

/// Standard output and standard error.
enum Console {
  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(1) == 1 }

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Whether text may be coloured: a terminal, and nobody asked not to.
  ///
  /// - SeeAlso: https://no-color.org
  static var allowsColor: Bool {
    guard outputIsTerminal, environment("TERM") != "dumb" else { return false }
    return (environment("NO_COLOR") ?? "").isEmpty
  }

  /// Whether hyperlinks may be written: to a terminal that is known to show them.
  static var allowsLinks: Bool { LinkSupport.isKnown(isTerminal: outputIsTerminal, environment) }

  /// Whether the locale writes UTF-8.
  static var writesUTF8: Bool {
    let locale =
      [environment("LC_ALL"), environment("LC_CTYPE"), environment("LANG")]
      .compactMap { $0 }.first { !$0.isEmpty }
    guard let locale else { return true }
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// The terminal's width in columns; 100 where there is none.
  static var width: Int {
    if let columns = environment("COLUMNS").flatMap(Int.init), columns >= 40 { return columns }
    var size = winsize()
    guard outputIsTerminal, unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
      return 100
    }
    return min(Int(size.ws_col), 160)
  }

  /// Writes to standard output; ends the program quietly when nobody reads any more.
  static func write(_ bytes: [UInt8]) {
    guard write(bytes, to: 1) else { exit(errno == EPIPE ? 0 : 2) }
  }

  /// Writes a line to standard error.
  static func complain(_ text: String) { _ = write(Array((text + "\n").utf8), to: 2) }

  /// Writes text to standard error as it is.
  static func show(_ text: String) { _ = write(Array(text.utf8), to: 2) }

  /// Writes all bytes to the descriptor; `false` with `errno` set when that fails.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      start += written
    }
    return true
  }

  /// The name of this machine; empty where it has none.
  static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
