package import Traffic

/// Turns a format of morgan, the logger of Express, into a template.
///
/// - SeeAlso: https://github.com/expressjs/morgan#tokens
package enum MorganLogFormat {
  /// The formats that morgan knows by name; `dev` is coloured.
  package static let predefined: [(name: String, format: String)] = [
    (
      "combined",
      ":remote-addr - :remote-user [:date[clf]] \":method :url HTTP/:http-version\" :status "
        + ":res[content-length] \":referrer\" \":user-agent\""
    ),
    (
      "common",
      ":remote-addr - :remote-user [:date[clf]] \":method :url HTTP/:http-version\" :status "
        + ":res[content-length]"
    ),
    (
      "short",
      ":remote-addr :remote-user :method :url HTTP/:http-version :status :res[content-length] - "
        + ":response-time ms"
    ),
    ("tiny", ":method :url :status :res[content-length] - :response-time ms"),
  ]

  /// Compiles `text`.
  ///
  /// - Throws: `IngestError` when there is no token.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    let format = ConfigText.trim(text)
    let known = predefined.first { $0.name == format }?.format ?? format
    let bytes = Array(known.utf8)
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: ":"), index + 1 < bytes.count,
        (bytes[index + 1] | 0x20) &- 97 < 26
      else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      let start = index + 1
      index += 1
      while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
      // A hyphen that ends a name is a literal: names have them inside only.
      while bytes[index - 1] == 0x2D { index -= 1 }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      var argument = ""
      if index < bytes.count, bytes[index] == UInt8(ascii: "[") {
        let argumentStart = index + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
        argument = String(
          decoding: bytes[argumentStart..<min(index, bytes.count)], as: UTF8.self)
        index = min(index + 1, bytes.count)
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(.capture(capture(name, argument)))
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no :token in the format", mend: "paste the format string itself")
    }
    // morgan writes when the response is out; Node's headers are bytes that it prints as UTF-8.
    return LogTemplate(pieces: pieces, escape: .widened, timeIsEnd: true)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == 0x2D || byte == 0x5F || (byte | 0x20) &- 97 < 26
  }

  private static func capture(_ name: String, _ argument: String) -> TemplateCapture {
    var capture = value(name, argument)
    capture.name = ":" + name + (argument.isEmpty ? "" : "[\(argument)]")
    return capture
  }

  private static func value(_ name: String, _ argument: String) -> TemplateCapture {
    switch name {
    case "remote-addr": return TemplateCapture(.text(.client), rank: 1)
    case "remote-user": return TemplateCapture(.user)
    case "method": return TemplateCapture(.text(.method), rank: 1)
    case "url": return TemplateCapture(.text(.target), rank: 1)
    case "http-version": return TemplateCapture(.version)
    case "status": return TemplateCapture(.status)
    case "referrer", "referer": return TemplateCapture(.text(.referer), rank: 1)
    case "user-agent": return TemplateCapture(.text(.userAgent), rank: 1)
    case "response-time": return TemplateCapture(.duration(unit: 1_000_000), rank: 1)
    case "total-time": return TemplateCapture(.duration(unit: 1_000_000), rank: 2)
    case "req":
      let slot = HeaderField.request(argument.lowercased())
      return TemplateCapture(slot, rank: slot == .host ? 2 : 1)
    case "res":
      // The length is a number, which tells formats apart.
      if argument.lowercased() == "content-length" { return TemplateCapture(.number) }
      return TemplateCapture(HeaderField.response(argument.lowercased()), rank: 1)
    case "date":
      switch argument {
      case "clf": return TemplateCapture(.clf, rank: 1)
      case "iso": return TemplateCapture(TimePattern(strftime: "%FT%T.%3fZ"), rank: 2)
      default: return TemplateCapture(TimePattern(strftime: "%a, %d %b %Y %T %Z"), rank: 1)
      }
    default:
      // A token of the operator's own, by the usual names.
      let match = JSONAliases.match(JSONAliases.fold([Array(name.utf8)]))
      switch match?.slot.kind {
      case .header, .text: return TemplateCapture(.text(match?.slot.field ?? .requestID))
      case .flag: return TemplateCapture(.presence(match?.slot.field ?? .hasCookie))
      case .authority, .host: return TemplateCapture(.host)
      default: return TemplateCapture(.ignored)
      }
    }
  }
}
