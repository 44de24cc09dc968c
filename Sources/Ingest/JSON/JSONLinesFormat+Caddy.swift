import Traffic

extension JSONLinesFormat {
  /// The access log of Caddy 2.
  ///
  /// - SeeAlso: https://caddyserver.com/docs/caddyfile/directives/log
  package static var caddy: JSONLinesFormat {
    var mapping = JSONMapping()
    mapping.emptyIsAbsent = false
    mapping.needsRequest = true
    mapping.map("ts", to: JSONSlot(.endTime))
    mapping.map("duration", to: JSONSlot(.seconds))
    mapping.map("logger", to: JSONSlot(.discriminator))
    mapping.accepted = [Array("http.log.access".utf8)]
    mapping.map("status", to: JSONSlot(.status))
    mapping.map("request", to: JSONSlot(.request))
    mapping.map("request.client_ip", to: JSONSlot(.client))
    mapping.map("request.remote_ip", to: JSONSlot(.client, isFallback: true))
    // Before 2.5 address and port stood in one value.
    mapping.map("request.remote_addr", to: JSONSlot(.client, isFallback: true))
    mapping.map("request.proto", to: JSONSlot(.text, .protocol))
    mapping.map("request.method", to: JSONSlot(.text, .method))
    mapping.map("request.host", to: JSONSlot(.authority))
    mapping.map("request.uri", to: JSONSlot(.text, .target))
    mapping.map("request.tls", to: JSONSlot(.tls))
    mapping.map(
      headers: HeaderSlots.request, in: "request.headers", object: JSONSlot(.requestHeaders))
    mapping.map(
      headers: HeaderSlots.response, in: "resp_headers", object: JSONSlot(.responseHeaders))
    return JSONLinesFormat(
      name: "caddy", summary: "access log of Caddy 2, one JSON object a line", mapping: mapping)
  }
}
