import Traffic

/// One operator of an Envoy format: `NAME(argument):length`.
struct EnvoyOperator {
  private let name: String
  private let arguments: [String]
  private let limit: Int
  private let text: String

  /// Reads what stands between the percent signs.
  init(_ text: String) {
    self.text = text
    let open = text.firstIndex(of: "(")
    let close = text.lastIndex(of: ")")
    name = String(text[..<(open ?? text.firstIndex(of: ":") ?? text.endIndex)])
    if let open, let close, open < close {
      arguments = text[text.index(after: open)..<close].split(separator: "?").map(String.init)
    } else {
      arguments = []
    }
    let rest = close.map { text[text.index(after: $0)...] } ?? text[...]
    limit = rest.lastIndex(of: ":").flatMap { Int(rest[rest.index(after: $0)...]) } ?? 0
  }

  /// What the operator writes.
  var capture: TemplateCapture {
    var capture = value
    capture.name = "%\(text)%"
    capture.limit = limit
    return capture
  }

  private var value: TemplateCapture {
    switch name {
    case "START_TIME", "START_TIME_LOCAL": return time(isEnd: false)
    case "EMIT_TIME", "EMIT_TIME_LOCAL": return time(isEnd: true)
    case "REQ", "REQUEST_HEADER": return header(isRequest: true)
    case "RESP", "RESPONSE_HEADER": return header(isRequest: false)
    case "REQ_WITHOUT_QUERY": return TemplateCapture(.path)
    case "PROTOCOL": return TemplateCapture(.text(.protocol), rank: 1)
    case "RESPONSE_CODE": return TemplateCapture(.status)
    case "DURATION", "REQUEST_DURATION_MS":
      return TemplateCapture(.duration(unit: 1_000_000), rank: 1)
    case "BYTES_RECEIVED", "BYTES_SENT": return TemplateCapture(.number)
    case "DOWNSTREAM_REMOTE_ADDRESS": return TemplateCapture(.clientPort, rank: 2)
    case "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT": return TemplateCapture(.text(.client), rank: 3)
    case "DOWNSTREAM_DIRECT_REMOTE_ADDRESS": return TemplateCapture(.clientPort, rank: 0)
    case "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT":
      return TemplateCapture(.text(.client), rank: 1)
    case "DOWNSTREAM_TLS_VERSION": return TemplateCapture(.tlsProtocol)
    case "STREAM_ID": return TemplateCapture(.text(.requestID))
    default: return TemplateCapture(.ignored)
    }
  }

  private func time(isEnd: Bool) -> TemplateCapture {
    let form = arguments.first ?? ""
    guard !form.isEmpty else {
      var capture = TemplateCapture(.isoTime, rank: 2)
      capture.isEnd = isEnd
      return capture
    }
    let pattern = TimePattern(strftime: form)
    return TemplateCapture(
      name.hasSuffix("_LOCAL") ? pattern : pattern.inUTC, rank: 2, isEnd: isEnd)
  }

  /// The first of two headers that is there is written; the second tells what it is about.
  private func header(isRequest: Bool) -> TemplateCapture {
    for argument in arguments {
      let slot =
        isRequest
        ? EnvoyOperator.request(argument.lowercased())
        : HeaderField.response(argument.lowercased())
      if slot != .ignored { return TemplateCapture(slot, rank: 1) }
    }
    return TemplateCapture(.ignored)
  }

  private static func request(_ name: String) -> TemplateSlot {
    switch name {
    case ":method": .text(.method)
    case ":path", "x-envoy-original-path": .text(.target)
    case ":authority": .host
    case ":scheme": .scheme
    default: HeaderField.request(name)
    }
  }
}
