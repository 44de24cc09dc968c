import Traffic

/// Tells HTTP/1 messages from other bytes by their first line, whole or not.
///
/// - SeeAlso: RFC 9112, sections 3 and 4.
enum StartLine: BitwiseCopyable {
  /// The bytes begin a message.
  case valid
  /// The bytes cannot begin a message.
  case invalid
  /// More bytes are needed to tell.
  case undecided

  /// More than any server takes; a line that goes on is no request line.
  private static let lineLimit = 64 << 10
  private static let methodLimit = 8192
  private static let searchedMethodLimit = 64

  /// Whether `bytes` begin with a request line.
  ///
  /// Servers answer any line that ends with a version, if only with 400, so the method need not be
  /// a token there; and a usual request whose version is missing or wrong.
  ///
  /// O(n) in the line's length.
  ///
  /// - Parameters:
  ///   - bytes: What is there of the line, or more.
  ///   - isSearch: Whether it is looked for among other bytes; then the method must be a token.
  /// - Returns: The verdict.
  /// - SeeAlso: ``RequestLine``
  static func request(_ bytes: Span<UInt8>, isSearch: Bool = false) -> StartLine {
    var index = 0
    while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x7F {
      if isSearch, !bytes[index].isToken { return .invalid }
      index += 1
      if index > (isSearch ? searchedMethodLimit : methodLimit) { return .invalid }
    }
    guard index < bytes.count else { return .undecided }
    guard index > 0, bytes[index] == 0x20 else { return .invalid }
    guard let end = bytes.lineFeed(from: index) else {
      return bytes.count < lineLimit ? .undecided : .invalid
    }
    let line = bytes.extracting(0..<Self.end(of: bytes.extracting(0..<end)))
    // What is found by searching has a target: it may be the middle of anything.
    guard !isSearch || line.count >= index + 11 else { return .invalid }
    guard RequestLine.endsWithVersion(line) else {
      return !isSearch && RequestLine.isUsual(line) ? .valid : .invalid
    }
    // RFC 9113, section 3.4: HTTP/2 begins with a line that no HTTP/1 server answers.
    return line.equals("PRI * HTTP/2.0") ? .invalid : .valid
  }

  /// Whether `head`, whose request line is valid, is a request without a version, which has no
  /// header either.
  static func isSimple(request head: Span<UInt8>) -> Bool {
    guard let end = head.lineFeed(from: 0) else { return false }
    let line = head.extracting(0..<Self.end(of: head.extracting(0..<end)))
    return !RequestLine.endsWithVersion(line) && RequestLine(line).version.isEmpty
  }

  /// Whether `bytes` begin with a status line.
  static func response(_ bytes: Span<UInt8>) -> StartLine {
    let version = versionEnd(bytes)
    guard version >= 0 else { return .invalid }
    var index = version
    while index < bytes.count, bytes[index] == 0x20, index < version + 8 { index += 1 }
    guard index < bytes.count else { return .undecided }
    guard index > version else { return .invalid }
    for digit in index..<(index + 3) {
      guard digit < bytes.count else { return .undecided }
      guard bytes[digit].isDigit else { return .invalid }
    }
    guard bytes[index] != 0x30 else { return .invalid }
    guard index + 3 < bytes.count else { return .undecided }
    let next = bytes[index + 3]
    return next.isBlank || next == 0x0D || next == 0x0A ? .valid : .invalid
  }

  /// The status code of the response `head`, whose status line is valid.
  static func status(_ head: Span<UInt8>) -> Int {
    var index = max(0, versionEnd(head))
    while index < head.count, head[index] == 0x20 { index += 1 }
    guard index + 3 <= head.count else { return 0 }
    return head.extracting(index..<(index + 3)).decimal ?? 0
  }

  /// Where `line` ends without the carriage return and the blanks at its end.
  static func end(of line: Span<UInt8>) -> Int { line.trimmedEnd(0, line.count) }

  /// Whether the message `head`, whose start line is valid, is of HTTP/1.0.
  static func isVersion10(response head: Span<UInt8>) -> Bool {
    head.count >= 8 && head.extracting(5..<8).equals("1.0") && versionEnd(head) == 8
  }

  /// Where the version ends with which `bytes` begin.
  ///
  /// Any number is taken, as browsers do; what is cut ends with the bytes.
  ///
  /// - Returns: -1 when there is no version.
  private static func versionEnd(_ bytes: Span<UInt8>) -> Int {
    if bytes.count > 8, bytes.starts(with: "HTTP/1.1"), bytes[8] == 0x20 { return 8 }
    let known = min(bytes.count, 5)
    let name: StaticString = "http/"
    for index in 0..<known where bytes[index].asciiLowercased != name.byte(at: index) { return -1 }
    var index = known
    var digits = 0
    var hasPoint = false
    while index < bytes.count, index < 13 {
      if bytes[index].isDigit {
        digits += 1
        guard digits <= 3 else { return -1 }
      } else if bytes[index] == 0x2E, !hasPoint, digits > 0 {
        hasPoint = true
        digits = 0
      } else {
        return hasPoint && digits > 0 ? index : -1
      }
      index += 1
    }
    return index
  }
}
