package import Traffic

/// Turns an Apache `LogFormat`, or what other servers made of it, into a template.
///
/// - SeeAlso: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
package enum ApacheLogFormat {
  /// Whose directives they are; the letters are Apache's, some mean something else elsewhere.
  package enum Dialect: Sendable {
    case apache, varnish, lighttpd, jetty, undertow
  }

  /// Compiles `text`: a bare format string, a quoted one, or a whole `LogFormat` directive.
  ///
  /// - Throws: `IngestError` when a quote is not closed, a directive is cut or none is there.
  package static func compile(_ text: String, _ dialect: Dialect = .apache) throws(IngestError)
    -> LogTemplate
  {
    if GunicornDirectives.stand(in: text) {
      return try template(GunicornDirectives.rewrite(text), dialect)
    }
    return try template(ConfigText.unescape(try unquote(text)), dialect)
  }

  /// The template of a format whose quotes are taken off; `\t` and `\n` are still to be read.
  static func template(_ text: String, _ dialect: Dialect = .apache) throws(IngestError)
    -> LogTemplate
  {
    let format = ConfigText.unescape(text)
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var conditional: FieldSet = []
    let bytes = Array(format.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      let directive = try ApacheDirective(bytes, at: &index)
      guard directive.letter != UInt8(ascii: "%") else {
        literal.append(UInt8(ascii: "%"))
        continue
      }
      if directive.isConditional {
        conditional.formUnion(directive.capture(dialect).slot.fields)
      }
      // `%t` writes its own brackets.
      let brackets =
        directive.letter == UInt8(ascii: "t") && (directive.argument.isEmpty || dialect == .jetty)
      if brackets { literal.append(UInt8(ascii: "[")) }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      pieces.append(.capture(directive.capture(dialect)))
      literal = brackets ? [UInt8(ascii: "]")] : []
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no %directive in the log format", mend: "paste the format itself")
    }
    var template = LogTemplate(
      pieces: pieces, escape: .backslash, hidesRepeats: dialect != .lighttpd,
      conditional: conditional)
    // lighttpd takes the time when it logs, where it is not asked for that of the beginning.
    template.timeIsEnd =
      dialect == .lighttpd && !template.captures.contains { $0.name.contains("{begin:") }
    template.queryLacksMark = dialect == .lighttpd
    template.refusesAsOldVersion = dialect == .apache
    template.decodesPaths = dialect == .apache
    if dialect == .varnish { template.settleForVarnish() }
    return template
  }

  /// The format itself, out of a directive or its quotes.
  private static func unquote(_ text: String) throws(IngestError) -> String {
    let trimmed = ConfigText.trim(text)
    let isCustomLog = trimmed.hasPrefix("CustomLog")
    if isCustomLog || trimmed.hasPrefix("LogFormat") {
      let words = try ConfigText.words(trimmed, file: "LogFormat")
      // The log's file, or the pipe to a program, comes first and may be quoted too.
      guard let quoted = words.dropFirst(isCustomLog ? 2 : 1).first(where: \.isQuoted) else {
        throw IngestError("no quoted format in LogFormat", mend: "paste the whole directive")
      }
      return quoted.text
    }
    if trimmed.hasPrefix("accesslog.format"), let sign = trimmed.firstIndex(of: "=") {
      return try unquote(String(trimmed[trimmed.index(after: sign)...]))
    }
    if trimmed.hasPrefix("\"") {
      let words = try ConfigText.words(trimmed, file: "LogFormat")
      // A nickname may follow; anything else shows that the quotes belong to the line itself.
      let isNamed = words.count == 2 && !words[1].isQuoted && !words[1].text.contains("%")
      if words.count == 1 || isNamed { return words[0].text }
    }
    return text
  }
}
