import Traffic

/// Reads the text of one `log-format`.
struct HAProxyFormatReader {
  private let bytes: [UInt8]
  private let captures: HAProxyLogFormat.Captures
  private let showsRequest: Bool
  private let showsResponse: Bool
  private var index = 0
  private var pieces: [LogTemplate.Piece] = []
  private var literal: [UInt8] = []
  /// Options set for all that follows, by `%{+Q}o`.
  private var quotes = false
  private var escapes = false
  private var leavesBytesOut = false
  private var cutsAtCommas = false

  init(
    _ format: String, _ captures: HAProxyLogFormat.Captures, showsRequest: Bool,
    showsResponse: Bool
  ) {
    bytes = Array(format.utf8)
    self.captures = captures
    self.showsRequest = showsRequest
    self.showsResponse = showsResponse
  }

  /// The template, without the lines of other shapes.
  mutating func template() throws(IngestError) -> LogTemplate {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        try variable()
      } else {
        index += 1
        // Blanks in a row are logged as one.
        if byte != 0x20 || literal.last != 0x20 { literal.append(byte) }
      }
    }
    while literal.last == 0x20 { literal.removeLast() }
    flush()
    guard pieces.contains(where: { if case .capture = $0 { true } else { false } }) else {
      throw IngestError(
        "no %variable in the log-format", mend: "quote it for the shell with single quotes")
    }
    var template = LogTemplate(
      pieces: pieces, escape: .none, null: .dashOrEmpty, hidesRepeats: true)
    let slots = template.captures.map(\.slot)
    // A format without anything of HTTP is that of a TCP proxy.
    let isHTTP = slots.contains { slot in
      !slot.fields.isDisjoint(with: FieldSet(.method, .status, .target))
    }
    template.isExchange = isHTTP
    template.leavesBytesOut = leavesBytesOut
    template.cutsAtCommas = cutsAtCommas
    template.marksUnread = true
    return template
  }

  private mutating func flush() {
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    literal = []
  }

  private mutating func variable() throws(IngestError) {
    let start = index
    index += 1
    var isQuoted = quotes
    var isEscaped = escapes
    if index < bytes.count, bytes[index] == UInt8(ascii: "%") {
      literal.append(UInt8(ascii: "%"))
      index += 1
      return
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
      let flags = try enclosed(UInt8(ascii: "}"))
      for flag in flags.split(separator: ",") {
        switch flag {
        case "+Q": isQuoted = true
        case "-Q": isQuoted = false
        case "+E": isEscaped = true
        case "-E": isEscaped = false
        default: break
        }
      }
    }
    guard index < bytes.count else {
      throw IngestError(
        "the variable at column \(start + 1) of the log-format is cut",
        mend: "paste the whole format")
    }
    if bytes[index] == UInt8(ascii: "[") {
      let expression = try enclosed(UInt8(ascii: "]"))
      var capture = HAProxySample(expression, captures).capture
      if isEscaped, capture.escape == nil { capture.escape = .backslash }
      if expression.hasSuffix("utf8s)") { leavesBytesOut = true }
      if HAProxySample(expression, captures).cutsAtCommas { cutsAtCommas = true }
      append(capture, isQuoted)
      return
    }
    let nameStart = index
    while index < bytes.count, (bytes[index] | 0x20) &- 97 < 26 { index += 1 }
    let name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
    switch name {
    case "o":
      (quotes, escapes) = (isQuoted, isEscaped)
      while literal.last == 0x20 { literal.removeLast() }
      if pieces.isEmpty, literal.isEmpty {
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      }
    case "hr": group(captures.request, showsRequest)
    case "hs": group(captures.response, showsResponse)
    case "hrl": list(captures.request, showsRequest)
    case "hsl": list(captures.response, showsResponse)
    default: append(HAProxyVariable.capture(name, isEscaped: isEscaped), isQuoted)
    }
  }

  /// What stands up to the bracket that closes the one at the index, nested ones counted.
  private mutating func enclosed(_ close: UInt8) throws(IngestError) -> String {
    let open = bytes[index]
    let start = index
    var depth = 0
    while index < bytes.count {
      if bytes[index] == open { depth += 1 }
      if bytes[index] == close { depth -= 1 }
      index += 1
      if depth == 0 { return String(decoding: bytes[start + 1..<index - 1], as: UTF8.self) }
    }
    throw IngestError(
      "the bracket at column \(start + 1) of the log-format is not closed",
      mend: "paste the whole format")
  }

  private mutating func append(_ capture: TemplateCapture, _ isQuoted: Bool) {
    if isQuoted { literal.append(0x22) }
    flush()
    pieces.append(.capture(capture))
    if isQuoted { literal.append(0x22) }
  }

  /// `{a|b}`: captured headers, with `|` between them.
  private mutating func group(_ headers: [HAProxyLogFormat.Captured], _ isShown: Bool) {
    guard isShown, !headers.isEmpty || !captures.areKnown else { return }
    literal.append(UInt8(ascii: "{"))
    if captures.areKnown {
      for (index, header) in headers.enumerated() {
        if index > 0 { literal.append(UInt8(ascii: "|")) }
        flush()
        pieces.append(.capture(captured(header)))
      }
    } else {
      flush()
      var capture = TemplateCapture(.ignored)
      capture.escape = .hash
      pieces.append(.capture(capture))
    }
    literal.append(UInt8(ascii: "}"))
  }

  /// `"a" "b"`: captured headers as words.
  private mutating func list(_ headers: [HAProxyLogFormat.Captured], _ isShown: Bool) {
    guard isShown else { return }
    for (index, header) in headers.enumerated() {
      if index > 0 { literal.append(0x20) }
      append(captured(header), true)
    }
  }

  private func captured(_ header: HAProxyLogFormat.Captured) -> TemplateCapture {
    var capture = TemplateCapture(header.slot, rank: 1, name: "captured header")
    capture.escape = .hash
    capture.null = .empty
    capture.limit = header.limit
    return capture
  }
}
