import Traffic

/// Where the parts of a request line stand.
///
/// Servers answer more than the grammar allows, if only with 400: no target, no version, one that
/// nobody knows, blanks within the target. The last word is the version, the first the method.
///
/// - SeeAlso: RFC 9112, section 3, and RFC 1945, section 4.1, on requests without a version.
struct RequestLine {
  /// The method.
  var method: Range<Int>
  /// The target, which may be empty.
  var target: Range<Int>
  /// The version; empty in a request of HTTP/0.9.
  var version: Range<Int>

  private static let versionSize = 8

  /// Takes `line` apart, which ends before its line end.
  init(_ line: Span<UInt8>) {
    let methodEnd = line.firstIndex(of: 0x20) ?? line.count
    method = 0..<methodEnd
    var end = line.count
    if RequestLine.endsWithVersion(line) {
      end = line.count - RequestLine.versionSize
    } else if let word = RequestLine.lastWord(line, after: methodEnd) {
      end = word
    }
    version = end..<line.count
    var start = methodEnd
    while start < end, line[start].isBlank { start += 1 }
    while end > start, line[end - 1].isBlank { end -= 1 }
    target = start..<end
  }

  /// Whether `line` ends with a blank and a version as the grammar has it.
  static func endsWithVersion(_ line: Span<UInt8>) -> Bool {
    guard line.count > versionSize, line[line.count - versionSize - 1] == 0x20 else { return false }
    let version = line.extracting((line.count - versionSize)..<line.count)
    return version.starts(with: "HTTP/") && version[5].isDigit && version[6] == 0x2E
      && version[7].isDigit
  }

  /// Whether `line`, which has no version of HTTP, is all the same a request as clients of HTTP
  /// write them: one of the usual methods and a path.
  static func isUsual(_ line: Span<UInt8>) -> Bool {
    guard let end = line.firstIndex(of: 0x20), end + 1 < line.count, line[end + 1] == 0x2F else {
      return false
    }
    let method = line.extracting(0..<end)
    return switch end {
    case 3: method.equals("GET") || method.equals("PUT")
    case 4: method.equals("HEAD") || method.equals("POST")
    case 5: method.equals("PATCH")
    case 6: method.equals("DELETE")
    case 7: method.equals("OPTIONS")
    default: false
    }
  }

  /// Whether `head` is a usual request that was cut behind its target, within its first line.
  static func isCut(_ head: Span<UInt8>) -> Bool {
    let line = head.extracting(0..<StartLine.end(of: head))
    guard isUsual(line), let word = lastWord(line, after: line.firstIndex(of: 0x20) ?? 0) else {
      return false
    }
    let version: StaticString = "HTTP/"
    for index in word..<min(line.count, word + 5)
    where line[index] != version.byte(at: index - word) {
      return false
    }
    return line.count - word <= versionSize
  }

  /// Where the last word of `line` begins, unless that is the first behind the method.
  private static func lastWord(_ line: Span<UInt8>, after methodEnd: Int) -> Int? {
    var start = line.count
    while start > methodEnd, line[start - 1] != 0x20 { start -= 1 }
    var before = start
    while before > methodEnd, line[before - 1] == 0x20 { before -= 1 }
    return before > methodEnd && start < line.count ? start : nil
  }
}
