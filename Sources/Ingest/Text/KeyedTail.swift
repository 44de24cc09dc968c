import Traffic

/// Combined lines that go on with `name=value` pairs, whose names say what stands there.
///
/// Many operators append to combined what they need, and put names before it so that people can
/// read it; then no configuration is needed to read it either.
enum KeyedTail {
  private static let base = #"%h %l %u %t "%r" %>s %b"#
  private static let more = #" "%{Referer}i" "%{User-Agent}i""#

  /// The template of `lines`, by the names in the first that has some; `nil` where none has.
  static func template(_ lines: [UInt8]) -> LogTemplate? {
    for line in lines.split(separator: 0x0A).prefix(20) {
      if line.first == 0x5B {
        guard let tail = tailOfEnvoy(Array(line)), let pieces = pieces(tail),
          var template = try? EnvoyLogFormat.compile(EnvoyLogFormat.standard)
        else { continue }
        template.pieces += pieces
        return template
      }
      guard let (tail, hasAgent) = tail(of: Array(line)), let pieces = pieces(tail) else {
        continue
      }
      guard
        var template = try? ApacheLogFormat.template(hasAgent ? base + more : base)
      else { return nil }
      template.pieces += pieces
      return template
    }
    return nil
  }

  /// What follows the combined or common part of a line, and whether that names the agent.
  private static func tail(of line: [UInt8]) -> (tail: [UInt8], hasAgent: Bool)? {
    var index = 0
    // The request is the first value in quotes.
    while index < line.count, line[index] != 0x22 { index += 1 }
    guard skipQuoted(line, &index), skipNumbers(line, &index) else { return nil }
    let common = index
    for _ in 0..<2 {
      guard index + 1 < line.count, line[index] == 0x20, line[index + 1] == 0x22 else {
        return (Array(line[common...]), false)
      }
      index += 1
      guard skipQuoted(line, &index) else { return nil }
    }
    return (Array(line[index...]), true)
  }

  /// What follows Envoy's own columns: the request and, behind five words, five values in quotes.
  private static func tailOfEnvoy(_ line: [UInt8]) -> [UInt8]? {
    var index = 0
    for _ in 0..<6 {
      while index < line.count, line[index] != 0x22 { index += 1 }
      guard skipQuoted(line, &index) else { return nil }
    }
    return Array(line[index...])
  }

  private static func skipQuoted(_ line: [UInt8], _ index: inout Int) -> Bool {
    guard index < line.count, line[index] == 0x22 else { return false }
    index += 1
    while index < line.count, line[index] != 0x22 { index += line[index] == 0x5C ? 2 : 1 }
    guard index < line.count else { return false }
    index += 1
    return true
  }

  /// Passes the status and the count of bytes.
  private static func skipNumbers(_ line: [UInt8], _ index: inout Int) -> Bool {
    for _ in 0..<2 {
      guard index < line.count, line[index] == 0x20 else { return false }
      index += 1
      let start = index
      while index < line.count, line[index].isDigit || line[index] == 0x2D { index += 1 }
      guard index > start else { return false }
    }
    return true
  }

  /// The pieces of ` name=value name="value"`; `nil` where something else stands, or no name is
  /// known for a header.
  private static func pieces(_ tail: [UInt8]) -> [LogTemplate.Piece]? {
    var pieces: [LogTemplate.Piece] = []
    var literal: [UInt8] = []
    var index = 0
    var known: FieldSet = []
    while index < tail.count, pieces.count < 200 {
      if tail[index] == 0x0D { break }
      guard tail[index] == 0x20 else { return nil }
      literal.append(0x20)
      index += 1
      let start = index
      while index < tail.count, isNameByte(tail[index]) { index += 1 }
      guard index > start, index < tail.count, tail[index] == 0x3D else { return nil }
      let name = Array(tail[start..<index])
      index += 1
      literal += name + [0x3D]
      let isQuoted = index < tail.count && tail[index] == 0x22
      if isQuoted {
        literal.append(0x22)
        guard skipQuoted(tail, &index) else { return nil }
      } else {
        while index < tail.count, tail[index] != 0x20 { index += 1 }
      }
      pieces.append(.literal(literal))
      literal = isQuoted ? [0x22] : []
      let capture = capture(name)
      known.formUnion(capture.slot.fields)
      pieces.append(.capture(capture))
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    let headers = HeaderSlots.requestFields.union(HeaderSlots.responseFields)
    return known.isDisjoint(with: headers) ? nil : pieces
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == 0x5F || byte == 0x2D || byte == 0x2E || (byte | 0x20) &- 97 < 26
  }

  private static func capture(_ name: [UInt8]) -> TemplateCapture {
    var capture = TemplateCapture(
      .ignored, rank: 2, name: String(decoding: name, as: UTF8.self) + "=")
    let folded = JSONAliases.fold([name])
    if ["tls", "ssl", "sslprotocol", "tlsversion"].contains(folded) {
      capture.slot = .tlsProtocol
      return capture
    }
    if ["ust", "upstreamstatus", "upstreamaddr"].contains(folded) {
      capture.slot = .upstream
      return capture
    }
    guard let slot = JSONAliases.match(folded)?.slot else { return capture }
    switch slot.kind {
    case .text where slot.field == .scheme: capture.slot = .scheme
    case .text, .header: capture.slot = .text(slot.field)
    case .flag: capture.slot = .presence(slot.field)
    case .authority, .host: capture.slot = folded == "httphost" ? .host : .settledHost
    case .secure: capture.slot = .secureFlag
    case .seconds: capture.slot = .duration(unit: 1_000_000_000)
    case .milliseconds: capture.slot = .duration(unit: 1_000_000)
    default: break
    }
    return capture
  }
}
