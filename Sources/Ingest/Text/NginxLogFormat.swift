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
    var emptyIsAbsent = false
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
        case "escape=json": (escape, emptyIsAbsent) = (.json, true)
        case "escape=none": (escape, emptyIsAbsent) = (.none, true)
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
      (escape, emptyIsAbsent) = (.json, true)
    }
    let pieces = pieces(of: Array(format.utf8))
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError(
        "no $variable in the log format", mend: "quote it for the shell with single quotes")
    }
    // $time_local, $time_iso8601 and $msec are taken when the response has been sent.
    return LogTemplate(
      pieces: pieces, escape: escape, emptyIsAbsent: emptyIsAbsent, timeIsEnd: true,
      hidesRepeats: true)
  }

  private static func pieces(of format: [UInt8]) -> [LogTemplate.Piece] {
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
      let (slot, rank) = slot(of: name)
      pieces.append(.capture(slot, rank: rank, name: "$" + name))
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

  /// What a variable says; the rank decides between several that say the same.
  package static func slot(of name: String) -> (TemplateSlot, rank: Int) {
    switch name {
    case "remote_addr": (.text(.client), 1)
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
    case "http_host": (.host, 3)
    case "host": (.host, 2)
    case "server_name": (.host, 1)
    case "scheme": (.scheme, 0)
    case "server_protocol": (.text(.protocol), 1)
    case "request_id": (.text(.requestID), 0)
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
