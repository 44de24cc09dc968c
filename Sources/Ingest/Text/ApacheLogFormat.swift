package import Traffic

/// Turns an Apache `LogFormat` into a template.
///
/// - SeeAlso: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
package enum ApacheLogFormat {
  /// Compiles `text`: a bare format string, a quoted one, or a whole `LogFormat` directive.
  ///
  /// - Throws: `IngestError` when a quote is not closed, a directive is cut or none is there.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    let format = try unquote(text)
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
      let directive = try Directive(bytes, at: &index)
      guard directive.letter != UInt8(ascii: "%") else {
        literal.append(UInt8(ascii: "%"))
        continue
      }
      if directive.isConditional { conditional.formUnion(slot(of: directive).0.fields) }
      append(directive, to: &pieces, literal: &literal)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no %directive in the log format", mend: "paste the format itself")
    }
    return LogTemplate(
      pieces: pieces, escape: .backslash, hidesRepeats: true, conditional: conditional)
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
    if trimmed.hasPrefix("\"") {
      let words = try ConfigText.words(trimmed, file: "LogFormat")
      // A nickname may follow; anything else shows that the quotes belong to the line itself.
      let isNamed = words.count == 2 && !words[1].isQuoted && !words[1].text.contains("%")
      if words.count == 1 || isNamed { return words[0].text }
    }
    return ConfigText.unescape(text)
  }

  private static func append(
    _ directive: Directive, to pieces: inout [LogTemplate.Piece], literal: inout [UInt8]
  ) {
    let (slot, rank) = slot(of: directive)
    // `%t` writes its own brackets.
    let brackets = directive.letter == UInt8(ascii: "t") && directive.argument.isEmpty
    if brackets { literal.append(UInt8(ascii: "[")) }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    pieces.append(.capture(slot, rank: rank, name: directive.text))
    literal = brackets ? [UInt8(ascii: "]")] : []
  }

  /// `%`, modifiers, `{argument}`, letter.
  struct Directive {
    var text = ""
    var argument = ""
    var letter: UInt8 = 0
    var wantsFinal = false
    var isConditional = false
    var isTrailer = false

    init(_ bytes: [UInt8], at index: inout Int) throws(IngestError) {
      let start = index
      index += 1
      while index < bytes.count, Directive.isModifier(bytes[index]) {
        if bytes[index] == UInt8(ascii: ">") { wantsFinal = true }
        if bytes[index].isDigit { isConditional = true }
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
        let argumentStart = index + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "}") { index += 1 }
        argument = String(
          decoding: bytes[argumentStart..<min(index, bytes.count)], as: UTF8.self)
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "^") {
        isTrailer = true
        index += 2
      }
      guard index < bytes.count else {
        throw IngestError(
          "the directive at column \(start + 1) of the log format is cut",
          mend: "paste the whole format; in a shell, quote it with single quotes")
      }
      letter = bytes[index]
      index += 1
      text = String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func isModifier(_ byte: UInt8) -> Bool {
      byte.isDigit || byte == UInt8(ascii: "!") || byte == UInt8(ascii: ",")
        || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }
  }

  private static func slot(of directive: Directive) -> (TemplateSlot, rank: Int) {
    let argument = directive.argument.lowercased()
    if directive.isTrailer { return (.ignored, 0) }
    switch directive.letter {
    case UInt8(ascii: "h"): return (.text(.client), 1)
    case UInt8(ascii: "a"): return (.text(.client), argument == "c" ? 0 : 2)
    case UInt8(ascii: "u"): return (.user, 0)
    case UInt8(ascii: "r"): return (.request, 0)
    case UInt8(ascii: "m"): return (.text(.method), 1)
    case UInt8(ascii: "U"): return (.path, 1)
    case UInt8(ascii: "q"): return (.query, 0)
    case UInt8(ascii: "H"): return (.text(.protocol), 1)
    // Without `>` the status is that of the original request of an internal redirect.
    case UInt8(ascii: "s"): return (.status, directive.wantsFinal ? 1 : 0)
    case UInt8(ascii: "v"), UInt8(ascii: "V"): return (.host, 1)
    case UInt8(ascii: "A"): return (.text(.server), 0)
    case UInt8(ascii: "D"): return (.duration(unit: 1_000), 2)
    case UInt8(ascii: "T"):
      let units: [String: Int64] = ["ms": 1_000_000, "us": 1_000]
      return (.duration(unit: units[argument] ?? 1_000_000_000), argument.isEmpty ? 0 : 1)
    case UInt8(ascii: "t"): return timeSlot(directive.argument)
    case UInt8(ascii: "i"):
      let slot = HeaderField.request(argument)
      // A presence that is logged for some statuses only would be taken for an absence.
      if case .presence = slot, directive.isConditional { return (.ignored, 0) }
      return (slot, slot == .host ? 2 : 1)
    case UInt8(ascii: "o"): return (HeaderField.response(argument), 1)
    case UInt8(ascii: "C"): return (.ignored, 0)
    case UInt8(ascii: "L"): return (.text(.requestID), 0)
    case UInt8(ascii: "e") where argument == "unique_id": return (.text(.requestID), 0)
    case UInt8(ascii: "x") where argument == "ssl_protocol": return (.tlsProtocol, 0)
    default: return (.ignored, 0)
    }
  }

  private static func timeSlot(_ argument: String) -> (TemplateSlot, rank: Int) {
    switch argument.hasPrefix("begin:") ? String(argument.dropFirst(6)) : argument {
    case "": (.clfTime, 1)
    case "sec", "%s": (.epochTime, 0)
    case "msec": (.epochTime, 2)
    case "usec": (.epochTime, 3)
    case "%d/%b/%Y:%H:%M:%S %z", "%d/%b/%Y:%T %z": (.clfTime, 1)
    case "%Y-%m-%dT%H:%M:%S%z", "%FT%T%z": (.isoTime, 1)
    default: (.ignored, 0)
    }
  }
}
