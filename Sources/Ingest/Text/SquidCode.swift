import Traffic

/// One code of a Squid `logformat`: `%`, quoting, width, `{argument}`, name.
struct SquidCode {
  private var name = ""
  private var argument = ""
  private var escape: EscapeStyle
  private var isPadded = false

  /// Reads the code whose `%` stands at `index`, which is moved behind it.
  init(_ bytes: [UInt8], at index: inout Int, _ context: EscapeStyle) throws(IngestError) {
    let start = index
    escape = context
    index += 1
    if index < bytes.count, let style = SquidCode.style(bytes[index]) {
      escape = style
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      isPadded = true
      index += 1
    }
    let isZeroed = index < bytes.count && bytes[index] == UInt8(ascii: "0")
    while index < bytes.count, bytes[index].isDigit || bytes[index] == UInt8(ascii: ".") {
      if !isZeroed { isPadded = true }
      index += 1
    }
    SquidCode.readArgument(bytes, &index, &argument)
    let prefix = index
    while index < bytes.count, SquidCode.isNameByte(bytes[index], index - prefix) { index += 1 }
    name = String(decoding: bytes[prefix..<index], as: UTF8.self)
    trim(&index, prefix)
    SquidCode.readArgument(bytes, &index, &argument)
    guard !name.isEmpty else {
      throw IngestError(
        "the code at column \(start + 1) of the logformat is cut", mend: "paste the whole format")
    }
  }

  private static func readArgument(_ bytes: [UInt8], _ index: inout Int, _ argument: inout String) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return }
    let start = index + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "}") { index += 1 }
    argument = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
    index = min(index + 1, bytes.count)
  }

  private static func isNameByte(_ byte: UInt8, _ offset: Int) -> Bool {
    if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { return true }
    return byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_") || (byte | 0x20) &- 97 < 26
  }

  private static func style(_ byte: UInt8) -> EscapeStyle? {
    switch byte {
    case 0x22: .backslash
    case 0x5B: .percent
    case UInt8(ascii: "#"): .percent
    case 0x27: EscapeStyle.none
    case UInt8(ascii: "/"): .shell
    default: nil
    }
  }

  /// Takes off what follows a known name without a blank, as in `%Ss:%Sh`.
  private mutating func trim(_ index: inout Int, _ start: Int) {
    for prefix in ["http::", "ssl::", "tls::", "icap::", "adapt::", "proxy_protocol::"]
    where name.hasPrefix(prefix) {
      let rest = String(name.dropFirst(prefix.count).prefix { $0 != ":" })
      index = start + prefix.utf8.count + rest.utf8.count
      name = prefix == "http::" ? rest : prefix + rest
      return
    }
    if let colon = name.firstIndex(of: ":") {
      name = String(name[..<colon])
      index = start + name.utf8.count
    }
    // A code may end before the run of name bytes does, as `%<a` in `%<a>`.
    let known = SquidCode.names.filter { name.hasPrefix($0) }.max { $0.count < $1.count }
    if let known, known.count < name.count {
      name = known
      index = start + known.utf8.count
    }
  }

  private static let names = [
    ">a", ">A", ">p", ">eui", ">la", ">lp", "<a", "<A", "<p", "<la", "<lp", "la", "lp", "ts", "tu",
    "tl", "tg", "tr", "dt", "tS", ">ha", ">h", "<h", "<ha", ">Hs", "<Hs", "Hs", "un", "ul", "ue",
    "ui", "us", "request", "rm", ">rm", "<rm", "ru", ">ru", "<ru", "rp", ">rp", "<rp", ">rd", "<rd",
    ">rs",
    "<rs", ">rP", "<rP", "rv", ">rv", "<rv", "st", "<st", ">st", "<sH", ">sh", "<sS", "Ss", "Sh",
    "mt", "et", "ea", "sn", "note", "err_code", "err_detail", "busy_time", "<pt", "<tt",
    "master_xaction",
  ]

  /// What the code writes.
  var capture: TemplateCapture {
    var capture = value
    capture.name = "%" + (argument.isEmpty ? "" : "{\(argument)}") + name
    if capture.escape == nil { capture.escape = escape }
    capture.isPadded = isPadded
    if isPadded, capture.slot == .time { capture.isPadded = false }
    return capture
  }

  private var value: TemplateCapture {
    switch name {
    case ">a": return TemplateCapture(.text(.client), rank: 2)
    case ">A": return TemplateCapture(.text(.client), rank: 1)
    case "un", "ul", "ue", "ui", "us": return name == "ui" ? word : TemplateCapture(.user)
    case "request":
      var capture = TemplateCapture(.request)
      capture.escape = EscapeStyle.none
      return capture
    case "rm", ">rm": return TemplateCapture(.text(.method), rank: name == "rm" ? 1 : 2)
    case "ru": return url(1)
    case ">ru": return url(2)
    case "rp", ">rp":
      var capture = TemplateCapture(.text(.target), rank: name == "rp" ? 0 : 1)
      capture.escape = EscapeStyle.none
      return capture
    case ">rd": return TemplateCapture(.host, rank: 1)
    case ">rs": return TemplateCapture(.scheme, rank: 1)
    case "rv", ">rv": return TemplateCapture(.version)
    case ">Hs", "Hs": return TemplateCapture(.status)
    case "tr": return TemplateCapture(.duration(unit: 1_000_000))
    case "ts": return TemplateCapture(TimePattern(strftime: "%s"), rank: 2)
    case "tu": return TemplateCapture(TimePattern(strftime: "%3f"))
    case "tl", "tg":
      let form = argument.isEmpty ? "%d/%b/%Y:%H:%M:%S %z" : argument
      let pattern = TimePattern(strftime: form)
      return TemplateCapture(name == "tg" ? pattern.inUTC : pattern, rank: 1)
    case "tS": return TemplateCapture(TimePattern(strftime: "%s.%3f"), rank: 3)
    case ">h", ">ha":
      let slot = HeaderField.request(argument.lowercased())
      return TemplateCapture(slot, rank: (name == ">h" ? 2 : 1) - (escape == .backslash ? 0 : 2))
    case "<h", "<ha":
      // What was sent to the client is called `<h`; `<ha` had been adapted before.
      return TemplateCapture(HeaderField.response(argument.lowercased()), rank: 1)
    case ">p", "<p", ">lp", "<lp", "st", "<st", ">st", "<sH", ">sh", "dt", "lp":
      return TemplateCapture(.number)
    case "Ss", "Sh", "<a", "<A", "<la", ">la": return word
    case "ssl::>negotiated_version", "tls::>negotiated_version":
      return TemplateCapture(.tlsProtocol)
    default: return TemplateCapture(.ignored)
    }
  }

  private var word: TemplateCapture { TemplateCapture(.word) }

  /// A URL is logged as it was sent, or made safe in a way that is no escape.
  private func url(_ rank: Int) -> TemplateCapture {
    var capture = TemplateCapture(.url, rank: rank)
    capture.escape = escape == .backslash ? .backslash : EscapeStyle.none
    // Squid writes no blank in a URL.
    capture.isTrusted = true
    return capture
  }
}
