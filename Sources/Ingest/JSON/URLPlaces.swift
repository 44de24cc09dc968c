package import Traffic

/// Where the parts of a URL, or of a host with a port, lie; offsets count from its first byte.
package struct URLPlaces: Sendable, BitwiseCopyable, Hashable {
  /// What a URL is to a record.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// Its scheme is `http`, `https`, `ws` or `wss`.
    case http
    /// It names another scheme, such as `data:`: no request went over HTTP.
    case otherScheme
    /// It cannot be read.
    case malformed
  }

  /// What the URL is.
  package var kind = Kind.malformed
  /// Whether the scheme is one of the two that encrypt.
  package var isSecure = false
  /// Whether the scheme is one of WebSocket's.
  package var isWebSocket = false
  /// Whether it is `https://`, a host and a path in one piece.
  package private(set) var isPlain = false
  /// The host, without user information and port.
  package var host = ByteRange()
  /// The port as written, or `nil`.
  package var port: Int?
  /// The path and query; empty where the URL ends behind the host.
  package var target = ByteRange()

  /// Reads an absolute URL; the fragment and user information are left out.
  ///
  /// - SeeAlso: RFC 3986, section 3.
  package init(url text: Span<UInt8>) {
    if readPlain(text) { return }
    guard let colon = text.firstIndex(of: 0x3A), colon > 0 else { return }
    let scheme = text.extracting(0..<colon)
    isWebSocket = scheme.equalsIgnoringCase("ws") || scheme.equalsIgnoringCase("wss")
    isSecure = scheme.equalsIgnoringCase("https") || scheme.equalsIgnoringCase("wss")
    guard isSecure || isWebSocket || scheme.equalsIgnoringCase("http") else {
      kind = URLPlaces.isScheme(text, to: colon) ? .otherScheme : .malformed
      return
    }
    guard text.count > colon + 3, text[colon + 1] == 0x2F, text[colon + 2] == 0x2F else { return }
    let start = colon + 3
    var end = start
    while end < text.count, text[end] != 0x2F, text[end] != 0x3F, text[end] != 0x23 { end += 1 }
    var hostStart = start
    for index in start..<end where text[index] == 0x40 { hostStart = index + 1 }
    guard let split = URLPlaces.split(text, from: hostStart, to: end) else { return }
    host = split.host
    port = split.port
    let fragment = text.firstIndex(of: 0x23, from: end) ?? text.count
    target = ByteRange(end, fragment)
    kind = .http
  }

  /// Reads what nearly all URLs are: `https://host/path` with nothing else before the path.
  ///
  /// - Returns: `false`, and nothing is changed, for any other URL.
  private mutating func readPlain(_ text: Span<UInt8>) -> Bool {
    let count = text.count
    guard count >= 12, text.loadWord(at: 0) == URLPlaces.httpsColon else { return false }
    let start = 8
    let end = text.position(of: 0x2F, from: start, to: count)
    guard end > start, end < count else { return false }
    for index in start..<end {
      let byte = text[index]
      guard byte &- 0x61 < 26 || byte &- 0x2D < 2 || byte.isDigit else { return false }
    }
    kind = .http
    isPlain = true
    isSecure = true
    host = ByteRange(start, end)
    target = ByteRange(end, text.position(of: 0x23, from: end, to: count))
    return true
  }

  /// `https://`, its first byte in the lowest place.
  private static let httpsColon: UInt64 = 0x2F2F_3A73_7074_7468

  /// Splits `host:port` in `start..<end`; an IPv6 address keeps its brackets.
  ///
  /// - Returns: `nil` when there is no host, or the port is none.
  package static func split(_ text: Span<UInt8>, from start: Int, to end: Int)
    -> (host: ByteRange, port: Int?)?
  {
    guard start < end else { return nil }
    var hostEnd = start
    if text[start] == 0x5B {
      while hostEnd < end, text[hostEnd] != 0x5D { hostEnd += 1 }
      guard hostEnd < end else { return nil }
      hostEnd += 1
    } else {
      while hostEnd < end, text[hostEnd] != 0x3A { hostEnd += 1 }
    }
    let host = ByteRange(start, hostEnd)
    guard !host.isEmpty else { return nil }
    guard hostEnd < end else { return (host, nil) }
    guard text[hostEnd] == 0x3A else { return nil }
    guard hostEnd + 1 < end else { return (host, nil) }
    guard let port = text.extracting(hostEnd + 1..<end).decimal, port <= 65_535 else { return nil }
    return (host, port)
  }

  /// Whether a scheme stands before the colon at `colon`, and not a host before its port.
  private static func isScheme(_ text: Span<UInt8>, to colon: Int) -> Bool {
    guard (text[0] | 0x20) &- 97 < 26 else { return false }
    for index in 0..<colon {
      switch text[index] {
      case 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
      default: return false
      }
    }
    return colon + 1 >= text.count || !text[colon + 1].isDigit
  }
}
