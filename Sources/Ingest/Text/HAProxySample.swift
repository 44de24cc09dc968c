import Traffic

/// An expression in a `log-format`: what is fetched, and the converters it goes through.
struct HAProxySample {
  private let fetch: String
  private let argument: String
  private let converters: [String]
  private let captures: HAProxyLogFormat.Captures

  /// Reads `req.hdr(Origin),json(utf8s)` and the like.
  init(_ text: String, _ captures: HAProxyLogFormat.Captures) {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth <= 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    let first = parts[0].split(separator: "(", maxSplits: 1).map(String.init)
    fetch = (first.first ?? "").lowercased()
    argument = first.count > 1 ? String(first[1].prefix { $0 != ")" && $0 != "," }) : ""
    converters = parts.dropFirst().map { $0.lowercased() }
    self.captures = captures
  }

  /// What it writes.
  var capture: TemplateCapture {
    var capture = TemplateCapture(slot, rank: 1, name: "%[\(fetch)(\(argument))]")
    capture.limit = limit
    for converter in converters {
      if converter.hasPrefix("json") { capture.escape = .json }
      if converter.hasPrefix("url_enc") { capture.escape = .percent }
      // What was cut out of a value or hashed is not the value.
      let isHarmless = ["json", "url_enc", "lower", "upper", "ltrim", "rtrim"].contains {
        converter.hasPrefix($0)
      }
      if !isHarmless { capture.slot = .ignored }
    }
    return capture
  }

  private var limit: Int {
    guard let number = Int(argument) else { return 0 }
    switch fetch {
    case "capture.req.hdr":
      return captures.request.indices.contains(number) ? captures.request[number].limit : 0
    case "capture.res.hdr":
      return captures.response.indices.contains(number) ? captures.response[number].limit : 0
    default: return 0
    }
  }

  /// Whether it gives only what follows the last comma of a header.
  var cutsAtCommas: Bool { ["req.hdr", "hdr", "res.hdr", "shdr"].contains(fetch) }

  /// What the fetch fills, its converters left aside.
  var slot: TemplateSlot {
    switch fetch {
    case "req.fhdr", "fhdr": return HeaderField.request(argument.lowercased())
    case "res.fhdr", "sfhdr": return HeaderField.response(argument.lowercased())
    case "req.hdr", "hdr": return HAProxySample.last(HeaderField.request(argument.lowercased()))
    case "res.hdr", "shdr": return HAProxySample.last(HeaderField.response(argument.lowercased()))
    case "capture.req.hdr": return captured(captures.request)
    case "capture.res.hdr": return captured(captures.response)
    case "var": return captures.variables[argument.lowercased()] ?? .ignored
    case "src": return .text(.client)
    case "src_port", "dst_port": return .number
    case "method", "capture.req.method", "txn.method": return .text(.method)
    case "url", "capture.req.uri", "pathq": return .url
    case "path": return .path
    case "query": return .query
    case "status", "txn.status": return .status
    case "ssl_fc": return .secureFlag
    case "ssl_fc_protocol": return .tlsProtocol
    case "capture.req.ver": return .text(.protocol)
    case "req.ver": return .version
    case "unique-id": return .text(.requestID)
    default: return .ignored
    }
  }

  /// What is left of a header of which only what follows the last comma is fetched: nothing where
  /// values hold commas.
  private static func last(_ slot: TemplateSlot) -> TemplateSlot {
    switch slot {
    case .text(.requestHeaders), .text(.allowMethods), .text(.allowHeaders), .text(.exposeHeaders),
      .text(.vary), .text(.userAgent), .text(.referer):
      .ignored
    default: slot
    }
  }

  private func captured(_ headers: [HAProxyLogFormat.Captured]) -> TemplateSlot {
    guard let number = Int(argument), headers.indices.contains(number) else { return .ignored }
    return headers[number].slot
  }
}
