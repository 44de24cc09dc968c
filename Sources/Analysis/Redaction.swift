import Traffic

/// Takes secrets out of values before they become text: userinfo and query tokens, those of a URL
/// within a query too.
///
/// Cookie and Authorization values never get this far. What is recognised by its name alone can be
/// missed under another; the list errs on the side of taking out too much. Reports, which are sent
/// about, show no query value at all and no segment of a path that looks random.
package enum Redaction {
  /// Whether reports are redacted; off for the task of a run that was asked to show all.
  ///
  /// Bound to a task, so that the dozens of places that make text need not hand the wish on.
  @TaskLocal package static var isOn = true

  /// What stands where a secret stood.
  package static let mark = "REDACTED"

  /// Words that make a query parameter's name secret, wherever in the name they stand.
  private static let words: [StaticString] = [
    "token", "secret", "passw", "pwd", "apikey", "api_key", "api-key", "auth", "signature",
    "session", "jwt", "ticket", "saml", "csrf", "xsrf", "credential", "private", "_key", "-key",
    "accesskey",
  ]

  /// Short names that are secret only as a whole.
  private static let names: [StaticString] = ["key", "sig", "code", "sid", "pass", "otp", "pin"]

  /// The value as reports show it, as text; invalid UTF-8 becomes U+FFFD.
  package static func reported(_ value: Span<UInt8>) -> String {
    var result: [UInt8] = []
    report(value, into: &result)
    return String(decodingUTF8: result.span)
  }

  /// Appends the value as reports show it.
  package static func report(_ value: Span<UInt8>, into result: inout [UInt8]) {
    // In this order: most are harmless, and what a task was told is slow to ask for.
    guard !isHarmless(value), isOn else {
      append(value, value.indices, to: &result)
      return
    }
    redact(value, isReport: true, into: &result)
  }

  /// The value as text, without its secrets; invalid UTF-8 becomes U+FFFD.
  package static func text(_ value: Span<UInt8>) -> String {
    guard needsLook(value) else { return String(decodingUTF8: value) }
    var result: [UInt8] = []
    redact(value, into: &result)
    return String(decodingUTF8: result.span)
  }

  /// Appends the value without its secrets.
  package static func redact(_ value: Span<UInt8>, into result: inout [UInt8]) {
    redact(value, isReport: false, into: &result)
  }

  /// Appends the value without its secrets, or as reports show it, looked at closely.
  static func redact(_ value: Span<UInt8>, isReport: Bool, into result: inout [UInt8]) {
    var index = 0
    if value.starts(with: "//") {
      result.append(contentsOf: "//".utf8)
      index = appendAuthority(value, from: 2, to: &result)
    }
    while index < value.count {
      let plain = index
      while index < value.count, isPlain(value[index]) { index += 1 }
      append(value, plain..<index, to: &result)
      guard index < value.count else { return }
      if isAuthorityStart(value, index) {
        result.append(contentsOf: "://".utf8)
        index = appendAuthority(value, from: index + 3, to: &result)
      } else if startsParameter(value[index]) {
        result.append(value[index])
        // A parameter of a path segment, such as a session's, ends with the segment.
        index = appendParameter(
          value, from: index + 1, inPath: value[index] == 0x3B, takesAll: isReport, to: &result)
      } else if isReport, value[index] == 0x2F, let end = RandomSegment.end(value, from: index + 1)
      {
        result.append(value[index])
        result.append(contentsOf: mark.utf8)
        index = end
      } else if value[index] == 0x25 {
        index = appendEncoded(value, from: index, to: &result)
      } else {
        result.append(value[index])
        index += 1
      }
    }
  }

  private static func needsLook(_ value: Span<UInt8>) -> Bool {
    for index in value.indices {
      switch value[index] {
      case 0x25, 0x3D, 0x40: return true
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
    // A comma may stand in a password; between two URLs the second one's scheme ends the first.
    while end < value.count, !endsAuthority(value[end]), !isAuthorityStart(value, end) {
      if value[end] == 0x40 { hostStart = end + 1 }
      end += 1
    }
    if hostStart > start + 1 {
      result.append(contentsOf: mark.utf8)
      hostStart -= 1
    } else {
      hostStart = start
    }
    append(value, hostStart..<end, to: &result)
    return end
  }

  /// Appends one `name=value`, the value taken out where the name is secret, or always where that
  /// is asked for; returns where it ends.
  private static func appendParameter(
    _ value: Span<UInt8>, from start: Int, inPath: Bool, takesAll: Bool,
    to result: inout [UInt8]
  ) -> Int {
    var nameEnd = start
    while nameEnd < value.count, !endsName(value[nameEnd]), !isAuthorityStart(value, nameEnd) {
      nameEnd += 1
    }
    append(value, start..<nameEnd, to: &result)
    guard nameEnd < value.count, value[nameEnd] == 0x3D,
      takesAll && nameEnd + 1 < value.count && !endsValue(value[nameEnd + 1], inPath: inPath)
        || isSecret(value.extracting(start..<nameEnd))
    else { return nameEnd }
    result.append(0x3D)
    result.append(contentsOf: mark.utf8)
    var end = nameEnd + 1
    while end < value.count, !endsValue(value[end], inPath: inPath) { end += 1 }
    return end
  }

  /// Whether nothing that is looked for begins with it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x23, 0x25, 0x26, 0x2F, 0x3A, 0x3B, 0x3F: false
    default: true
    }
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F, 0x3F, 0x23, 0x20: true
    default: false
    }
  }

  private static func startsParameter(_ byte: UInt8) -> Bool {
    byte == 0x3F || byte == 0x26 || byte == 0x23 || byte == 0x3B
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    startsParameter(byte) || byte == 0x3D || byte == 0x20
  }

  private static func endsValue(_ byte: UInt8, inPath: Bool) -> Bool {
    byte == 0x26 || byte == 0x23 || byte == 0x20 || inPath && (byte == 0x2F || byte == 0x3F)
  }

  static func isSecret(_ name: Span<UInt8>) -> Bool {
    for word in words where name.contains(word, ignoringCase: true) { return true }
    for word in names where name.equalsIgnoringCase(word) { return true }
    return false
  }
}
