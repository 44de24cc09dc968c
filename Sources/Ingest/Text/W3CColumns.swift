import Traffic

/// Turns the column names of a W3C extended log, which its `#Fields` line gives, into a template.
///
/// - SeeAlso: https://www.w3.org/TR/WD-logfile.html
enum W3CColumns {
  /// How many columns are read; no log has so many.
  private static let most = 400

  /// Compiles the names in `text`, which blanks or commas separate.
  ///
  /// - Parameters:
  ///   - text: The names, with or without `#Fields:` before them.
  ///   - style: How the columns are separated and written.
  /// - Returns: The template of a line.
  /// - Throws: `IngestError` when no column says what was requested.
  static func template(_ text: String, style: W3CStyle) throws(IngestError) -> LogTemplate {
    var names = text.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\n" || $0 == "\r" }
    if names.first == "#Fields:" { names.removeFirst() }
    var pieces: [LogTemplate.Piece] = []
    for name in names.prefix(most) {
      if !pieces.isEmpty { pieces.append(.literal([style.separator])) }
      var capture = capture(name.lowercased(), style: style)
      capture.name = String(name)
      pieces.append(.capture(capture))
    }
    var template = LogTemplate(
      pieces: pieces, escape: style.escape, timeIsEnd: true,
      hidesRepeats: style != .cloudFront)
    template.allowsMore = names.count > most
    guard template.fields.isSuperset(of: FieldSet(.method, .target)) else {
      throw IngestError(
        "no column is the method, or none the path",
        mend: "log cs-method and cs-uri-stem, or give the columns in their order")
    }
    return template
  }

  private static func capture(_ name: String, style: W3CStyle) -> TemplateCapture {
    var capture = value(name, style: style)
    // What ends every column stands in none.
    capture.isTrusted = true
    guard style != .quoted else { return capture }
    switch capture.slot {
    case .text(.userAgent) where style == .cloudFront, .text(.referer) where style == .cloudFront:
      capture.escape = .percentTwice
    // URLs hold no blanks; a plus in one is a plus.
    case .text(.referer), .text(.origin), .text(.location), .text(.target), .text(.client), .path,
      .query, .text(.method), .text(.requestID), .text(.protocol), .text(.server), .text(.scheme):
      capture.escape = EscapeStyle.none
    case .host, .scheme: capture.escape = EscapeStyle.none
    default: break
    }
    return capture
  }

  private static func value(_ name: String, style: W3CStyle) -> TemplateCapture {
    if let header = header(name, "cs(") {
      let slot = HeaderField.request(header)
      return TemplateCapture(slot, rank: 1)
    }
    if let header = header(name, "sc(") ?? header(name, "rs(") {
      return TemplateCapture(HeaderField.response(header), rank: 1)
    }
    switch name {
    // The format's times are UTC.
    case "date": return TemplateCapture(TimePattern(strftime: "%F").inUTC)
    case "time": return TemplateCapture(clock)
    case "timestamp": return TemplateCapture(.epochTime, rank: 2)
    case "c-ip": return TemplateCapture(.text(.client), rank: 1)
    case "s-ip": return TemplateCapture(.text(.server))
    case "cs-method": return TemplateCapture(.text(.method), rank: 1)
    case "cs-uri-stem": return TemplateCapture(.path)
    case "cs-uri-query": return TemplateCapture(.query)
    case "cs-uri": return TemplateCapture(.url, rank: 1)
    case "cs-username": return TemplateCapture(.user)
    case "cs-host": return TemplateCapture(.host, rank: 1)
    case "x-host-header": return TemplateCapture(.host, rank: 2)
    case "cs-version", "cs-protocol-version": return TemplateCapture(.text(.protocol), rank: 1)
    case "x-h(protocol)": return TemplateCapture(.text(.protocol))
    case "cs-protocol", "cs-uri-scheme": return TemplateCapture(.scheme)
    case "cs-user-agent": return TemplateCapture(.text(.userAgent))
    case "cs-referer", "cs-referrer": return TemplateCapture(.text(.referer))
    case "cs-cookie": return TemplateCapture(.presence(.hasCookie))
    case "cs-headers": return TemplateCapture(.headerBlob)
    case "sc-status": return TemplateCapture(.status)
    case "time-taken": return TemplateCapture(.duration(unit: style.durationUnit))
    case "x-edge-request-id": return TemplateCapture(.text(.requestID), rank: 1)
    case "s-port", "c-port", "cs-bytes", "sc-bytes", "sc-substatus", "sc-win32-status":
      return TemplateCapture(.number)
    default: return custom(name)
    }
  }

  /// `12:34:56`, some write a fraction.
  private static let clock = TimePattern(strftime: "%T")

  private static func header(_ name: String, _ prefix: String) -> String? {
    guard name.hasPrefix(prefix), name.hasSuffix(")") else { return nil }
    return String(name.dropFirst(prefix.count).dropLast())
  }

  /// A column under a name of the operator's own, as IIS has since 8.5.
  private static func custom(_ name: String) -> TemplateCapture {
    // Names that begin with these are the server's own and no header of a request.
    if name.hasPrefix("x-edge") || name.hasPrefix("sc-content") || name.hasPrefix("origin-") {
      return TemplateCapture(.ignored)
    }
    let match = JSONAliases.match(JSONAliases.fold([Array(name.utf8)]))
    switch match?.slot.kind {
    case .header:
      guard let field = match?.slot.field else { break }
      return TemplateCapture(.text(field))
    case .flag:
      guard let field = match?.slot.field else { break }
      return TemplateCapture(.presence(field))
    case .secure: return TemplateCapture(.secureFlag)
    default: break
    }
    return TemplateCapture(.ignored)
  }
}
