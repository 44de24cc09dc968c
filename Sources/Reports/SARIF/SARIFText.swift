/// Text and addresses as SARIF wants them.
///
/// - SeeAlso: SARIF 2.1.0, sections 3.4.4 (URIs) and 3.11.6 (links in messages).
enum SARIFText {
  /// A message: square brackets would make a link.
  static func message(_ text: String) -> String {
    VisibleText.of(text, limit: 4000).replacingScalars { scalar in
      switch scalar {
      case "[": "\\["
      case "]": "\\]"
      case "\\": "\\\\"
      default: nil
      }
    }
  }

  /// The reference to a file: a relative one, or a `file:` address where the path is absolute.
  ///
  /// Everything that could make a scheme, a host, a query or a fragment of a path is written as
  /// per cent escapes, and so is a second slash at its start.
  static func reference(_ path: String) -> String {
    var result = ""
    var previous: UInt8 = 0
    for byte in path.utf8 {
      let isPlain =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~".utf8.contains(byte)
        || byte == UInt8(ascii: "/") && previous != UInt8(ascii: "/")
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
      }
      previous = byte
    }
    if result.isEmpty || result == "-" { return "stdin" }
    return result.hasPrefix("/") ? "file://\(result)" : result
  }
}
