import Traffic

extension LogFormat {
  /// What Kong's log plugins write: file-log, http-log and their like.
  ///
  /// - SeeAlso: https://developer.konghq.com/plugins/file-log/
  static let kongJSON = LogFormat(
    json: "kong", summary: "what Kong's file-log, http-log and other log plugins write",
    words: [["\"started_at\""], ["\"request\""], ["\"response\""]],
    samples: [
      #"{"client_ip":"203.0.113.7","started_at":1795365302516,"latencies":{"request":12},"#
        + #""request":{"method":"OPTIONS","uri":"/v1?a=b","#
        + #""url":"http://api.example.com:8000/v1?a=b","headers":{"#
        + #""origin":"https://app.example.com","access-control-request-method":"PUT","#
        + #""host":"api.example.com"}},"response":{"status":200,"headers":{"#
        + #""access-control-allow-origin":"*","vary":["Origin","Accept"]}}}"#
    ]
  ) { _ in
    var mapping = JSONMapping()
    mapping.emptyIsAbsent = false
    let keys: [(String, JSONSlot)] = [
      ("client_ip", JSONSlot(.client)), ("started_at", JSONSlot(.startTime)),
      ("latencies.request", JSONSlot(.milliseconds)), ("request.method", JSONSlot(.text, .method)),
      ("request.url", JSONSlot(.url)),
      // The URL is left out where nothing but the path is known.
      ("request.uri", JSONSlot(.text, .target, isFallback: true)), ("request.tls", JSONSlot(.tls)),
      ("request.id", JSONSlot(.text, .requestID)), ("response.status", JSONSlot(.status)),
    ]
    for (key, slot) in keys { mapping.map(key, to: slot) }
    mapping.map(
      headers: HeaderSlots.request + [("host", JSONSlot(.authority))], in: "request.headers",
      object: JSONSlot(.requestHeaders))
    mapping.map(
      headers: HeaderSlots.response, in: "response.headers", object: JSONSlot(.responseHeaders))
    return mapping
  }
}
