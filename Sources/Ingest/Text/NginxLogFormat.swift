package import Traffic

/// Turns an nginx `log_format` into a template.
///
/// - SeeAlso: https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
package enum NginxLogFormat {
  /// Compiles `text`: a bare format string, quoted strings, or a whole `log_format` directive.
  ///
  /// - Throws: `IngestError` when a quote is not closed or nothing is captured.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    var escape = EscapeStyle.backslash
    var null = NullStyle.dash
    var format = ConfigText.unescape(text)
    let trimmed = ConfigText.trim(text)
    let isDirective = trimmed.hasPrefix("log_format")
    if isDirective || trimmed.hasPrefix("'") || trimmed.hasPrefix("\"") {
      var words = try ConfigText.words(trimmed, file: "log_format")
      if words.first == ConfigText.Word("log_format", quoted: false) {
        words.removeFirst(min(2, words.count))
      }
      while let word = words.first, !word.isQuoted, word.text.hasPrefix("escape=") {
        words.removeFirst()
        switch word.text {
        case "escape=json": (escape, null) = (.json, .empty)
        case "escape=none": (escape, null) = (.none, .empty)
        case "escape=default": break
        default:
          throw IngestError(
            "unknown '\(word.text)' in log_format",
            mend: "nginx knows escape=default, escape=json and escape=none")
        }
      }
      // Outside a directive, words beside the quotes show that these belong to the line itself.
      if isDirective || words.allSatisfy(\.isQuoted) { format = words.map(\.text).joined() }
    } else if trimmed.hasPrefix("{") {
      // JSON by hand is written with escape=json wherever it is to be read again.
      (escape, null) = (.json, .empty)
    }
    return try template(format, escape: escape, null: null, [:])
  }

  /// The template of a directive's words behind its name; `variables` are those that the operator
  /// made, by what they hold: another's name, with `map:` before it where only the presence counts.
  static func template(_ words: [ConfigText.Word], _ variables: [String: String])
    throws(IngestError) -> LogTemplate
  {
    var words = words[...]
    var escape = EscapeStyle.backslash
    var null = NullStyle.dash
    while let word = words.first, !word.isQuoted, word.text.hasPrefix("escape=") {
      words.removeFirst()
      if word.text == "escape=json" { (escape, null) = (.json, .empty) }
      if word.text == "escape=none" { (escape, null) = (.none, .empty) }
    }
    return try template(words.map(\.text).joined(), escape: escape, null: null, variables)
  }

  private static func template(
    _ format: String, escape: EscapeStyle, null: NullStyle, _ variables: [String: String]
  ) throws(IngestError) -> LogTemplate {
    let pieces = pieces(of: Array(format.utf8), variables)
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError(
        "no $variable in the log format", mend: "quote it for the shell with single quotes")
    }
    // $time_local, $time_iso8601 and $msec are taken when the response has been sent.
    var template = LogTemplate(
      pieces: pieces, escape: escape, null: null, timeIsEnd: true, hidesRepeats: true)
    template.decodesPaths = true
    return template
  }

  private static func pieces(of format: [UInt8], _ variables: [String: String])
    -> [LogTemplate.Piece]
  {
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < format.count {
      guard format[index] == UInt8(ascii: "$"),
        let (name, end) = variable(format, after: index + 1)
      else {
        literal.append(format[index])
        index += 1
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      let (slot, rank) = slot(of: name, variables)
      var capture = TemplateCapture(slot, rank: rank, name: "$" + name)
      capture.isTrusted = name.hasSuffix("request_id") && !name.hasPrefix("http_")
      pieces.append(.capture(capture))
      index = end
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }

  /// The variable's name at `start`, written `name` or `{name}`, and where it ends.
  private static func variable(_ format: [UInt8], after start: Int) -> (String, Int)? {
    let braced = start < format.count && format[start] == UInt8(ascii: "{")
    let first = braced ? start + 1 : start
    var end = first
    while end < format.count, isNameByte(format[end]) { end += 1 }
    guard end > first else { return nil }
    let name = String(decoding: format[first..<end], as: UTF8.self)
    guard braced else { return (name, end) }
    guard end < format.count, format[end] == UInt8(ascii: "}") else { return nil }
    return (name, end + 1)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: "_") || (byte | 0x20) &- 97 < 26
  }

  /// What a variable says, those of the operator's own followed to their sources.
  private static func slot(of name: String, _ variables: [String: String])
    -> (TemplateSlot, rank: Int)
  {
    let own = slot(of: name)
    guard own.0 == .ignored, let source = variables[name] else { return own }
    guard source.hasPrefix("map:") else { return slot(of: source) }
    // A map may make anything of a value; that it makes something of a secret is its presence.
    let (slot, rank) = slot(of: String(source.dropFirst(4)))
    if case .presence = slot { return (slot, rank) }
    return own
  }

  /// What a variable says; the rank decides between several that say the same.
  package static func slot(of name: String) -> (TemplateSlot, rank: Int) {
    switch name {
    case "remote_addr": (.text(.client), 1)
    // What ingress-nginx called it before it set the real address itself.
    case "the_real_ip": (.text(.client), 2)
    case "remote_port", "server_port", "body_bytes_sent", "bytes_sent", "request_length":
      (.number, 0)
    case "remote_user": (.user, 0)
    case "time_local": (.clfTime, 0)
    case "time_iso8601": (.isoTime, 1)
    case "msec": (.epochTime, 2)
    case "request": (.request, 0)
    case "request_method": (.text(.method), 1)
    case "request_uri": (.text(.target), 2)
    case "uri", "document_uri": (.path, 1)
    case "args", "query_string": (.query, 0)
    case "is_args": (.query, 0)
    case "status": (.status, 0)
    case "request_time": (.duration(unit: 1_000_000_000), 0)
    // As Traefik writes it; nginx has no such variable.
    case "request_time_ms": (.duration(unit: 1_000_000), 0)
    case "http_host": (.host, 3)
    case "host": (.settledHost, 2)
    case "server_name": (.settledHost, 1)
    case "scheme": (.scheme, 0)
    case "server_protocol": (.text(.protocol), 1)
    case "request_id", "req_id", "kong_request_id": (.text(.requestID), 0)
    case "https", "ssl_protocol", "ssl_cipher": (.tlsProtocol, 0)
    case "upstream_status", "upstream_addr": (.upstream, 0)
    case "content_type": (.text(.contentType), 0)
    // A variable that the operator maps, so that the log holds no cookie.
    case "has_cookie": (.presence(.hasCookie), 1)
    case "has_authorization": (.presence(.hasAuthorization), 1)
    case "server_addr": (.text(.server), 0)
    default: headerSlot(of: name)
    }
  }

  private static func headerSlot(of name: String) -> (TemplateSlot, rank: Int) {
    let hyphened = { (prefix: String) in
      String(name.dropFirst(prefix.count).map { $0 == "_" ? "-" : $0 }).lowercased()
    }
    if name.hasPrefix("sent_http_") { return (HeaderField.response(hyphened("sent_http_")), 1) }
    if name.hasPrefix("http_") { return (HeaderField.request(hyphened("http_")), 1) }
    return (.ignored, 0)
  }
}
