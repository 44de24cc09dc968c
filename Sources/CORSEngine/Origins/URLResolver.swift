import Traffic

/// Resolves the references of Location headers.
///
/// - SeeAlso: https://url.spec.whatwg.org/#concept-basic-url-parser
enum URLResolver {
  /// The URL that `reference` means at `base`, an http or https URL; `nil` if it is none.
  ///
  /// The fragment of `base` is passed on where the reference has none.
  static func resolve(_ reference: Span<UInt8>, against base: Span<UInt8>) -> [UInt8]? {
    guard let parts = URLParts(base) else { return nil }
    var text = cleaned(reference)
    let scheme = Array(copying: base.extracting(parts.scheme.range)).asciiLowercased
    if let colon = schemeEnd(text) {
      let own = Array(text[..<colon]).asciiLowercased
      guard own == Array("http".utf8) || own == Array("https".utf8) else {
        return URLSyntax.isURL(text.span) ? text : nil
      }
      let rest = Array(text[(colon + 1)...])
      guard own == scheme, rest.first.map(isSlash) != true else {
        return absolute(own, rest, base)
      }
      text = rest
    }
    if text.count >= 2, isSlash(text[0]), isSlash(text[1]) { return absolute(scheme, text, base) }
    let authority = Array(copying: base.extracting(0..<parts.pathStart))
    return authority + relative(text, base.extracting(parts.pathStart..<base.count))
  }

  /// `scheme://` and what follows the slashes at the front of `rest`.
  private static func absolute(
    _ scheme: [UInt8], _ rest: [UInt8], _ base: Span<UInt8>
  ) -> [UInt8]? {
    let url = scheme + Array("://".utf8) + Array(rest.drop(while: isSlash))
    guard URLSyntax.isURL(url.span), let parts = URLParts(url.span) else { return nil }
    let path = Array(url[parts.pathStart...])
    let rooted = path.first.map(isSlash) == true ? path : [0x2F] + path
    return Array(url[..<parts.pathStart]) + withFragment(withoutDots(rooted), base)
  }

  /// Path, query and fragment of a reference without authority.
  private static func relative(_ text: [UInt8], _ base: Span<UInt8>) -> [UInt8] {
    let path = split(Array(copying: base))
    guard let first = text.first else { return withFragment(path.path + path.query, base) }
    if isSlash(first) { return withFragment(withoutDots(text), base) }
    if first == 0x3F { return withFragment(path.path + text, base) }
    if first == 0x23 { return path.path + path.query + text }
    let folder = path.path.lastIndex(where: isSlash).map { Array(path.path[...$0]) } ?? [0x2F]
    return withFragment(withoutDots(folder + text), base)
  }

  /// Path, query (with its mark) and fragment (with its mark).
  private static func split(
    _ text: [UInt8]
  ) -> (path: [UInt8], query: [UInt8], fragment: [UInt8]) {
    let hash = text.firstIndex(of: 0x23) ?? text.count
    let mark = text[..<hash].firstIndex(of: 0x3F) ?? hash
    return (Array(text[..<mark]), Array(text[mark..<hash]), Array(text[hash...]))
  }

  private static func withFragment(_ text: [UInt8], _ base: Span<UInt8>) -> [UInt8] {
    text.contains(0x23) ? text : text + split(Array(copying: base)).fragment
  }

  /// The text with `.` and `..` taken out of its path.
  private static func withoutDots(_ text: [UInt8]) -> [UInt8] {
    let parts = split(text)
    var kept: [[UInt8]] = []
    let segments = parts.path.split(
      omittingEmptySubsequences: false, whereSeparator: isSlash
    ).dropFirst().map { Array($0) }
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment.asciiLowercased {
      case Array(".".utf8), Array("%2e".utf8): if isLast { kept.append([]) }
      case Array("..".utf8), Array(".%2e".utf8), Array("%2e.".utf8), Array("%2e%2e".utf8):
        if !kept.isEmpty { kept.removeLast() }
        if isLast { kept.append([]) }
      default: kept.append(segment)
      }
    }
    return [0x2F] + Array(kept.joined(separator: [0x2F])) + parts.query + parts.fragment
  }

  /// The text without control bytes and blanks at its ends, and without tabs and line ends.
  private static func cleaned(_ reference: Span<UInt8>) -> [UInt8] {
    var text = Array(copying: reference)
    while let last = text.last, last <= 0x20 { text.removeLast() }
    text = Array(text.drop { $0 <= 0x20 })
    text.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return text
  }

  /// The offset of the colon behind a scheme.
  private static func schemeEnd(_ text: [UInt8]) -> Int? {
    guard let first = text.first, first.isLetter else { return nil }
    let end = text.firstIndex { !$0.isSchemeByte }
    guard let end, text[end] == 0x3A else { return nil }
    return end
  }

  private static func isSlash(_ byte: UInt8) -> Bool { byte == 0x2F || byte == 0x5C }
}
