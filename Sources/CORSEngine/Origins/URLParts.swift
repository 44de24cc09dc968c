public import Traffic

/// The parts of an absolute URL that decide its origin, as places in the URL's bytes.
///
/// It reads URLs as logs, HAR files and headers write them, `scheme://[userinfo@]host[:port]/…`;
/// it does not repair them as an address bar would.
///
/// - SeeAlso: https://url.spec.whatwg.org/#concept-url-origin
public struct URLParts: Sendable, BitwiseCopyable {
  /// Where the scheme stands, without its colon.
  public let scheme: ByteRange
  /// Where the host stands, brackets included, as spelt.
  public let host: ByteRange
  /// The port, the scheme's default filled in; `nil` where there is neither.
  public let port: UInt16?
  /// Whether the URL spells out a port.
  public let hasPort: Bool
  /// Whether a user name or password stands before the host; `https://@host/` has none.
  public let hasUserinfo: Bool
  /// The offset at which path, query or fragment begin; the URL's length where there are none.
  public let pathStart: Int

  /// Finds the parts of `url`; `nil` if it has no scheme or host, or a port that is none.
  public init?(_ url: Span<UInt8>) {
    guard let colon = URLParts.schemeEnd(url), colon + 2 < url.count,
      url[colon + 1] == 0x2F, url[colon + 2] == 0x2F
    else { return nil }
    let start = colon + 3
    var end = start
    var hostStart = start
    while end < url.count {
      let byte = url[end]
      // Most are small letters.
      if byte <= 0x5C {
        if URLParts.endsAuthority(byte) { break }
        // The last one counts: a password may hold others.
        if byte == 0x40 { hostStart = end + 1 }
      }
      end += 1
    }
    guard let hostEnd = URLParts.hostEnd(url, from: hostStart, to: end), hostEnd > hostStart else {
      return nil
    }
    scheme = ByteRange(0, colon)
    host = ByteRange(hostStart, hostEnd)
    hasUserinfo = URLParts.holdsUserinfo(url, from: start, to: hostStart - 1)
    pathStart = end
    // A colon without digits means the default port.
    let digits = hostEnd < end ? url.extracting((hostEnd + 1)..<end) : url.extracting(0..<0)
    hasPort = digits.count > 0
    guard hasPort else {
      port = Origin.defaultPort(url.extracting(0..<colon))
      return
    }
    guard let number = digits.decimal, number <= 65_535 else { return nil }
    port = UInt16(number)
  }

  /// The offset of the colon that ends a scheme at the front of `url`.
  private static func schemeEnd(_ url: Span<UInt8>) -> Int? {
    guard url.count > 0, url[0].isLetter else { return nil }
    var index = 1
    while index < url.count, url[index].isSchemeByte { index += 1 }
    return index < url.count && url[index] == 0x3A ? index : nil
  }

  /// Whether `byte` ends the authority; a backslash does as a slash would.
  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == 0x2F || byte == 0x3F || byte == 0x23 || byte == 0x5C
  }

  /// The offset behind the host that begins at `start`; `nil` if what follows is no port.
  private static func hostEnd(_ url: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    guard url[start] == 0x5B else { return min(url.firstIndex(of: 0x3A, from: start) ?? end, end) }
    guard let close = url.firstIndex(of: 0x5D, from: start), close < end else { return nil }
    return close + 1 == end || url[close + 1] == 0x3A ? close + 1 : nil
  }

  /// Whether the userinfo from `start` to `end` names a user or holds a password.
  private static func holdsUserinfo(_ url: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    return end - start > 1 || url[start] != 0x3A
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (self | 0x20) &- 97 < 26 }

  /// Whether the byte may stand in a URL's scheme behind its first.
  var isSchemeByte: Bool {
    isLetter || isDigit || self == 0x2B || self == 0x2D || self == 0x2E
  }
}
