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

  /// Whether `bytes` begin with a request line.
  ///
  /// Servers answer any line that ends with a version, if only with 400, so the method need not be
  /// a token there.
  ///
  /// O(n) in the line's length.
  ///
  /// - Parameters:
  ///   - bytes: What is there of the line, or more.
  ///   - isSearch: Whether it is looked for among other bytes; then the method must be a token.
  /// - Returns: The verdict.
  static func request(_ bytes: Span<UInt8>, isSearch: Bool = false) -> StartLine {
    var index = 0
    while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x7F {
      if isSearch, !bytes[index].isToken { return .invalid }
      index += 1
      if index > methodLimit { return .invalid }
    }
    guard index < bytes.count else { return .undecided }
    guard index > 0, bytes[index] == 0x20 else { return .invalid }
    guard let end = bytes.lineFeed(from: index) else {
      return bytes.count < lineLimit ? .undecided : .invalid
    }
    let line = bytes.extracting(0..<Self.end(of: bytes.extracting(0..<end)))
    // The shortest tail is " / HTTP/1.1".
    guard line.count >= index + 11, line[line.count - 9] == 0x20 else { return .invalid }
    let version = line.extracting((line.count - 8)..<line.count)
    guard version.extracting(0..<5).equals("HTTP/"), version[5].isDigit, version[6] == 0x2E,
      version[7].isDigit
    else { return .invalid }
    // RFC 9113, section 3.4: HTTP/2 begins with a line that no HTTP/1 server answers.
    return line.equals("PRI * HTTP/2.0") ? .invalid : .valid
  }

  /// Whether `bytes` begin with a status line.
  static func response(_ bytes: Span<UInt8>) -> StartLine {
    let known = min(bytes.count, 8)
    guard isVersion(bytes.extracting(0..<known)) else { return .invalid }
    var index = 8
    while index < bytes.count, bytes[index] == 0x20, index < 16 { index += 1 }
    guard index < bytes.count else { return .undecided }
    guard index > 8 else { return .invalid }
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
    var index = 8
    while index < head.count, head[index] == 0x20 { index += 1 }
    guard index + 3 <= head.count else { return 0 }
    return head.extracting(index..<(index + 3)).decimal ?? 0
  }

  /// Where `line` ends without the carriage return and the blanks at its end.
  static func end(of line: Span<UInt8>) -> Int {
    var end = line.count
    while end > 0, line[end - 1] == 0x0D || line[end - 1].isBlank { end -= 1 }
    return end
  }

  /// Whether `bytes`, up to eight, are those of `HTTP/1.` and a digit, as far as they go.
  private static func isVersion(_ bytes: Span<UInt8>) -> Bool {
    let head = bytes.extracting(0..<min(bytes.count, 7))
    switch head.count {
    case 7: guard head.equalsIgnoringCase("http/1.") else { return false }
    case 6: return head.equalsIgnoringCase("http/1")
    case 5: return head.equalsIgnoringCase("http/")
    case 4: return head.equalsIgnoringCase("http")
    case 3: return head.equalsIgnoringCase("htt")
    case 2: return head.equalsIgnoringCase("ht")
    case 1: return head.equalsIgnoringCase("h")
    default: return true
    }
    return bytes.count < 8 || bytes[7].isDigit
  }
}
