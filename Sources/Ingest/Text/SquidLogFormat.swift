package import Traffic

/// Turns a Squid `logformat` into a template.
///
/// - SeeAlso: http://www.squid-cache.org/Doc/config/logformat/
package enum SquidLogFormat {
  /// The formats that Squid knows without being told; `%request` is `%rm %ru HTTP/%rv`, in place of
  /// which Squid writes another protocol where there was no request.
  package static let predefined: [(name: String, format: String)] = [
    ("squid", "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt"),
    ("common", "%>a - %[un [%tl] \"%request\" %>Hs %<st %Ss:%Sh"),
    (
      "combined",
      "%>a %[ui %[un [%tl] \"%request\" %>Hs %<st \"%{Referer}>h\" \"%{User-Agent}>h\" %Ss:%Sh"
    ),
    ("referrer", "%ts.%03tu %>a %{Referer}>h %ru"),
    ("useragent", "%>a [%tl] \"%{User-Agent}>h\""),
  ]

  /// The template of the predefined format called `name`.
  ///
  /// Squid writes these by other code than formats of one's own: nothing in quotes is escaped.
  static func known(_ name: String) throws(IngestError) -> LogTemplate? {
    guard let known = predefined.first(where: { $0.name == name }) else { return nil }
    var template = try compile(known.format)
    guard name != "squid" else { return template }
    for index in template.pieces.indices {
      guard case .capture(var capture) = template.pieces[index], capture.escape == .backslash else {
        continue
      }
      capture.escape = EscapeStyle.none
      template.pieces[index] = .capture(capture)
    }
    return template
  }

  /// Compiles `text`: a bare format string or a whole `logformat NAME …` directive.
  ///
  /// - Throws: `IngestError` when a code is cut or none is there.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    var format = ConfigText.trim(text)
    if format.hasPrefix("logformat ") {
      // What follows the name is the format, blanks and quotes included.
      let words = format.split(
        maxSplits: 2, omittingEmptySubsequences: true, whereSeparator: { $0 == " " || $0 == "\t" })
      format = words.count == 3 ? ConfigText.trim(String(words[2])) : ""
    }
    let bytes = Array(format.utf8)
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var context = EscapeStyle.percentUnsafe
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        if bytes[index] == 0x5C, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "t") {
          literal.append(0x09)
          index += 2
          continue
        }
        follow(bytes[index], &context)
        literal.append(bytes[index])
        index += 1
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "%") {
        literal.append(UInt8(ascii: "%"))
        index += 2
        continue
      }
      let code = try SquidCode(bytes, at: &index, context)
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(.capture(code.capture))
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no %code in the logformat", mend: "paste the whole directive")
    }
    var template = LogTemplate(pieces: pieces, escape: .percentUnsafe)
    template.timeIsEnd = true
    template.settlesURLs = true
    return template
  }

  /// How values are quoted where a code does not say so: by the quotes or brackets around it.
  private static func follow(_ byte: UInt8, _ context: inout EscapeStyle) {
    switch (byte, context) {
    case (0x22, .percentUnsafe): context = .backslash
    case (0x22, .backslash): context = .percentUnsafe
    case (0x5B, .percentUnsafe): context = .percent
    case (0x5D, .percent): context = .percentUnsafe
    default: break
    }
  }
}
