import Traffic

/// One directive of a `LogFormat`: `%`, modifiers, `{argument}`, letter.
struct ApacheDirective {
  private(set) var text = ""
  private(set) var argument = ""
  private(set) var letter: UInt8 = 0
  private(set) var wantsFinal = false
  private(set) var isConditional = false
  private(set) var isTrailer = false

  /// Reads the directive whose `%` stands at `index`, which is moved behind it.
  init(_ bytes: [UInt8], at index: inout Int) throws(IngestError) {
    let start = index
    index += 1
    while index < bytes.count, ApacheDirective.isModifier(bytes[index]) {
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
    if let kind = ApacheDirective.kind(argument) {
      // Undertow's say what they are within the braces.
      letter = kind
      argument = String(argument.dropFirst(2))
      text = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
      return
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
    // aiohttp's `%Tf` has a fraction.
    if letter == UInt8(ascii: "T"), argument.isEmpty, index < bytes.count,
      bytes[index] == UInt8(ascii: "f")
    {
      index += 1
    }
    text = String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// The letter that an argument such as `i,Origin` begins with, for a header of the request or the
  /// response.
  private static func kind(_ argument: String) -> UInt8? {
    guard argument.count > 2, let letter = argument.utf8.first,
      argument.dropFirst().first == ",", letter == UInt8(ascii: "i") || letter == UInt8(ascii: "o")
    else { return nil }
    return letter
  }

  private static func isModifier(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: "!") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// What the directive writes.
  func capture(_ dialect: ApacheLogFormat.Dialect) -> TemplateCapture {
    if letter == UInt8(ascii: "t"), !isTrailer { return time }
    let (slot, rank) = slot(dialect)
    var capture = TemplateCapture(slot, rank: rank, name: text)
    capture.isTrusted = letter == UInt8(ascii: "L") || letter == UInt8(ascii: "e")
    return capture
  }

  private func slot(_ dialect: ApacheLogFormat.Dialect) -> (TemplateSlot, rank: Int) {
    let argument = argument.lowercased()
    if isTrailer { return (.ignored, 0) }
    switch letter {
    case UInt8(ascii: "h"): return (.text(.client), argument == "c" ? 0 : 1)
    case UInt8(ascii: "a"): return (.text(.client), argument == "c" ? 0 : 2)
    case UInt8(ascii: "u"): return (.user, 0)
    case UInt8(ascii: "r"): return (.request, 0)
    case UInt8(ascii: "m"): return (.text(.method), 1)
    case UInt8(ascii: "U"): return (.path, 1)
    case UInt8(ascii: "q"): return (.query, 0)
    case UInt8(ascii: "H"): return (.text(.protocol), 1)
    // Without `>` the status is that of the original request of an internal redirect.
    case UInt8(ascii: "s"): return (.status, wantsFinal ? 1 : 0)
    // Fastly's VCL expressions.
    case UInt8(ascii: "V") where !argument.isEmpty: return expression(argument)
    // lighttpd's is the Host header.
    case UInt8(ascii: "V"): return (dialect == .lighttpd ? .host : .settledHost, 1)
    case UInt8(ascii: "v"): return (.settledHost, 0)
    case UInt8(ascii: "A"): return (.text(.server), 0)
    case UInt8(ascii: "B"), UInt8(ascii: "b"), UInt8(ascii: "I"), UInt8(ascii: "O"),
      UInt8(ascii: "S"), UInt8(ascii: "p"):
      return (.number, 0)
    case UInt8(ascii: "D"): return (.duration(unit: dialect == .undertow ? 1_000_000 : 1_000), 2)
    case UInt8(ascii: "T"): return duration(argument)
    case UInt8(ascii: "i"):
      let slot = HeaderField.request(argument)
      // A presence that is logged for some statuses only would be taken for an absence.
      if case .presence = slot, isConditional { return (.ignored, 0) }
      return (slot, slot == .host ? 2 : 1)
    case UInt8(ascii: "o"): return (HeaderField.response(argument), 1)
    case UInt8(ascii: "L"): return (.text(.requestID), 0)
    case UInt8(ascii: "e"): return environment(argument)
    case UInt8(ascii: "x"): return extended(argument)
    default: return (.ignored, 0)
    }
  }

  /// Variables of the environment; those of CGI name headers.
  private func environment(_ argument: String) -> (TemplateSlot, rank: Int) {
    switch argument {
    case "unique_id": return (.text(.requestID), 0)
    case "https": return (.tlsProtocol, 0)
    case "request_scheme": return (.scheme, 0)
    case "request_method": return (.text(.method), 0)
    case "request_uri": return (.text(.target), 1)
    case _ where argument.hasPrefix("http_"):
      let name = argument.dropFirst(5).map { $0 == "_" ? "-" : $0 }
      return (HeaderField.request(String(name)), 0)
    default: return (.ignored, 0)
    }
  }

  private func extended(_ argument: String) -> (TemplateSlot, rank: Int) {
    switch argument {
    case "ssl_protocol", "ssl_cipher", "https": return (.tlsProtocol, 0)
    case "varnish:time_firstbyte": return (.duration(unit: 1_000_000_000), 0)
    default: break
    }
    // `%{VSL:ReqHeader:Origin}x` of varnishncsa holds `Origin: value`; it is not read.
    return (.ignored, 0)
  }

  private func expression(_ argument: String) -> (TemplateSlot, rank: Int) {
    for (prefix, isRequest) in [("req.http.", true), ("resp.http.", false)]
    where argument.hasPrefix(prefix) {
      let name = String(argument.dropFirst(prefix.count))
      return (isRequest ? HeaderField.request(name) : HeaderField.response(name), 1)
    }
    switch argument {
    case "client.ip": return (.text(.client), 2)
    case "req.method", "req.request": return (.text(.method), 1)
    case "req.url": return (.text(.target), 1)
    case "req.protocol": return (.scheme, 0)
    case "resp.status": return (.status, 1)
    default: return (.ignored, 0)
    }
  }

  private func duration(_ argument: String) -> (TemplateSlot, rank: Int) {
    let units: [String: Int64] = ["ms": 1_000_000, "us": 1_000]
    return (.duration(unit: units[argument] ?? 1_000_000_000), argument.isEmpty ? 0 : 1)
  }

  /// A time: with brackets where nothing is said, else a form of its own or `strftime`'s.
  private var time: TemplateCapture {
    var form = argument
    var isEnd = false
    for (prefix, end) in [("begin:", false), ("end:", true)] where form.hasPrefix(prefix) {
      form = String(form.dropFirst(prefix.count))
      isEnd = end
    }
    let pattern: TimePattern
    switch form {
    case "":
      var capture = TemplateCapture(.clfTime, rank: 1, name: text)
      capture.isEnd = isEnd
      return capture
    case "sec": pattern = .epoch(perSecond: 1)
    case "msec": pattern = .epoch(perSecond: 1_000)
    case "usec": pattern = .epoch(perSecond: 1_000_000)
    case "msec_frac", "usec_frac": pattern = .fraction
    case _ where !form.contains("%"): pattern = TimePattern(java: form)
    default: pattern = TimePattern(strftime: form)
    }
    return TemplateCapture(pattern, rank: 1, name: text, isEnd: isEnd)
  }
}
