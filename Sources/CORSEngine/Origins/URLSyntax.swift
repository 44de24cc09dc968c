import Traffic

/// Whether bytes are an absolute URL to a URL parser.
///
/// - SeeAlso: https://url.spec.whatwg.org/#url-parsing
enum URLSyntax {
  /// Whether a URL parser takes `text` for an absolute URL.
  static func isURL(_ text: Span<UInt8>) -> Bool {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    let url = text.extracting(start..<end)
    guard url.count > 0, url[0].isLetter else { return false }
    var colon = 1
    while colon < url.count, url[colon].isSchemeByte { colon += 1 }
    guard colon < url.count, url[colon] == 0x3A else { return false }
    let scheme = url.extracting(0..<colon)
    let isFile = scheme.equalsIgnoringCase("file")
    let isSpecial = isFile || Origin.defaultPort(scheme) != nil
    var index = colon + 1
    var slashes = 0
    while index < url.count, url[index] == 0x2F || isSpecial && url[index] == 0x5C {
      guard isSpecial || slashes < 2 else { break }
      slashes += 1
      index += 1
    }
    // Behind any other scheme, what does not begin with two slashes is a path.
    guard isSpecial || slashes >= 2 else { return true }
    return isAuthority(url.extracting(index..<url.count), isSpecial: isSpecial, isFile: isFile)
  }

  /// Whether `rest` begins with a host and a port that are allowed.
  private static func isAuthority(_ rest: Span<UInt8>, isSpecial: Bool, isFile: Bool) -> Bool {
    var end = 0
    var hostStart = 0
    while end < rest.count {
      let byte = rest[end]
      if byte == 0x2F || byte == 0x3F || byte == 0x23 || isSpecial && byte == 0x5C { break }
      if byte == 0x40 { hostStart = end + 1 }
      end += 1
    }
    var hostEnd = hostStart
    var bracketed = false
    while hostEnd < end {
      if rest[hostEnd] == 0x5B { bracketed = true }
      if rest[hostEnd] == 0x5D { bracketed = false }
      if rest[hostEnd] == 0x3A, !bracketed { break }
      hostEnd += 1
    }
    if hostEnd < end {
      let digits = rest.extracting((hostEnd + 1)..<end)
      guard digits.count == 0 || (digits.decimal.map { $0 <= 65_535 } ?? false) else {
        return false
      }
    }
    let host = rest.extracting(hostStart..<hostEnd)
    guard host.count > 0 else { return isFile || !isSpecial && end == hostStart }
    return isSpecial ? HostSyntax.isHost(host) : HostSyntax.isOpaqueHost(host)
  }
}
