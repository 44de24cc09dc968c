package import Traffic

/// Turns an Apache `LogFormat` into a template.
///
/// - SeeAlso: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
package enum ApacheLogFormat {
  /// Compiles `text`: a bare format string, a quoted one, or a whole `LogFormat` directive.
  ///
  /// - Throws: `IngestError` when a quote is not closed, a directive is cut or none is there.
  package static func compile(_ text: String) throws(IngestError) -> LogTemplate {
    var format = text
    let trimmed = ConfigText.trim(text)
    if trimmed.hasPrefix("LogFormat") || trimmed.hasPrefix("CustomLog") || trimmed.hasPrefix("\"") {
      let words = try ConfigText.words(trimmed, file: "LogFormat")
      guard let quoted = words.first(where: \.isQuoted) else {
        throw IngestError("no quoted format in LogFormat", mend: "paste the whole directive")
      }
      format = quoted.text
    }
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
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
      append(directive, to: &pieces, literal: &literal)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError("no %directive in the log format", mend: "paste the format itself")
    }
    return LogTemplate(pieces: pieces, escape: .backslash, hidesRepeats: true)
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
    var wantsOriginal = false

    init(_ bytes: [UInt8], at index: inout Int) throws(IngestError) {
      let start = index
      index += 1
      while index < bytes.count, Directive.isModifier(bytes[index]) {
        if bytes[index] == UInt8(ascii: "<") { wantsOriginal = true }
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
        let argumentStart = index + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "}") { index += 1 }
        argument = String(
          decoding: bytes[argumentStart..<min(index, bytes.count)], as: UTF8.self)
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 2 }
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
    case UInt8(ascii: "s"): return (.status, directive.wantsOriginal ? 0 : 1)
    case UInt8(ascii: "v"), UInt8(ascii: "V"): return (.host, 1)
    case UInt8(ascii: "A"): return (.text(.server), 0)
    case UInt8(ascii: "D"): return (.duration(unit: 1_000), 2)
    case UInt8(ascii: "T"):
      let units: [String: Int64] = ["ms": 1_000_000, "us": 1_000]
      return (.duration(unit: units[argument] ?? 1_000_000_000), argument.isEmpty ? 0 : 1)
    case UInt8(ascii: "t"): return timeSlot(argument)
    case UInt8(ascii: "i"):
      let slot = HeaderField.request(argument)
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
    switch argument {
    case "": (.clfTime, 1)
    case "sec", "begin:sec": (.epochTime, 0)
    case "msec", "begin:msec": (.epochTime, 2)
    case "usec", "begin:usec": (.epochTime, 3)
    case "%d/%b/%y:%h:%m:%s %z", "begin:%d/%b/%y:%h:%m:%s %z": (.clfTime, 1)
    case "%y-%m-%dt%h:%m:%s%z", "%ft%t%z": (.isoTime, 1)
    default: (.ignored, 0)
    }
  }
}
