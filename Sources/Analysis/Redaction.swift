import Traffic

/// Takes secrets out of values before they become text: userinfo and query tokens.
///
/// Cookie and Authorization values never get this far. What is recognised by its name alone can be
/// missed under another; the list errs on the side of taking out too much.
package enum Redaction {
  /// What stands where a secret stood.
  package static let mark = "REDACTED"

  /// Words that make a query parameter's name secret, wherever in the name they stand.
  private static let words: [StaticString] = [
    "token", "secret", "passw", "pwd", "apikey", "api_key", "api-key", "auth", "signature",
    "session", "jwt", "credential", "private",
  ]

  /// Short names that are secret only as a whole.
  private static let names: [StaticString] = ["key", "sig", "code", "sid", "pass", "otp", "pin"]

  /// The value as text, without its secrets; invalid UTF-8 becomes U+FFFD.
  package static func text(_ value: Span<UInt8>) -> String {
    guard needsLook(value) else { return String(decodingUTF8: value) }
    var result: [UInt8] = []
    redact(value, into: &result)
    return String(decodingUTF8: result.span)
  }

  /// Appends the value without its secrets.
  package static func redact(_ value: Span<UInt8>, into result: inout [UInt8]) {
    var index = 0
    while index < value.count {
      if isAuthorityStart(value, index) {
        result.append(contentsOf: "://".utf8)
        index = appendAuthority(value, from: index + 3, to: &result)
      } else if value[index] == 0x3F || value[index] == 0x26 || value[index] == 0x23 {
        result.append(value[index])
        index = appendParameter(value, from: index + 1, to: &result)
      } else {
        result.append(value[index])
        index += 1
      }
    }
  }

  private static func needsLook(_ value: Span<UInt8>) -> Bool {
    for index in value.indices {
      switch value[index] {
      case 0x3D, 0x40: return true
      default: break
      }
    }
    return false
  }

  private static func isAuthorityStart(_ value: Span<UInt8>, _ index: Int) -> Bool {
    index + 2 < value.count && value[index] == 0x3A && value[index + 1] == 0x2F
      && value[index + 2] == 0x2F
  }

  /// Appends an authority, its userinfo taken out; returns where it ends.
  private static func appendAuthority(
    _ value: Span<UInt8>, from start: Int, to result: inout [UInt8]
  ) -> Int {
    var end = start
    var hostStart = start
    while end < value.count, ![0x2F, 0x3F, 0x23, 0x20, 0x2C].contains(value[end]) {
      if value[end] == 0x40 { hostStart = end + 1 }
      end += 1
    }
    if hostStart > start + 1 {
      result.append(contentsOf: mark.utf8)
      hostStart -= 1
    } else {
      hostStart = start
    }
    for index in hostStart..<end { result.append(value[index]) }
    return end
  }

  /// Appends one `name=value`, the value taken out where the name is secret; returns where it ends.
  private static func appendParameter(
    _ value: Span<UInt8>, from start: Int, to result: inout [UInt8]
  ) -> Int {
    var nameEnd = start
    while nameEnd < value.count, !isDelimiter(value[nameEnd]), value[nameEnd] != 0x3D {
      nameEnd += 1
    }
    for index in start..<nameEnd { result.append(value[index]) }
    guard nameEnd < value.count, value[nameEnd] == 0x3D,
      isSecret(value.extracting(start..<nameEnd))
    else { return nameEnd }
    result.append(0x3D)
    result.append(contentsOf: mark.utf8)
    var end = nameEnd + 1
    while end < value.count, !isDelimiter(value[end]) { end += 1 }
    return end
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x23 || byte == 0x3B || byte == 0x20
  }

  private static func isSecret(_ name: Span<UInt8>) -> Bool {
    for word in words where name.contains(word, ignoringCase: true) { return true }
    for word in names where name.equalsIgnoringCase(word) { return true }
    return false
  }
}
