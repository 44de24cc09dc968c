import Traffic

extension LogFormat {
  /// Log entries of Google Cloud's HTTP load balancers, and of all that logs an `httpRequest`.
  ///
  /// - SeeAlso: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest
  static let googleCloud = LogFormat(
    json: "gcp-lb", summary: "Google Cloud load balancers and other entries with an httpRequest",
    words: [["\"httpRequest\""], ["\"requestMethod\"", "\"requestUrl\""]],
    samples: [
      #"{"httpRequest":{"requestMethod":"OPTIONS","requestUrl":"https://api.example.com/v1?a=b","#
        + #""status":204,"remoteIp":"203.0.113.7","latency":"0.002s","protocol":"HTTP/2"},"#
        + #""jsonPayload":{"statusDetails":"response_sent_by_backend"},"#
        + #""timestamp":"2026-11-22T16:35:02.516789Z"}"#
    ], hides: ["requests that were not sampled, where the load balancer logs a share of them"]
  ) { _ in
    var mapping = JSONMapping()
    let keys: [(String, JSONSlot)] = [
      ("httpRequest.requestMethod", JSONSlot(.text, .method)),
      ("httpRequest.requestUrl", JSONSlot(.url)), ("httpRequest.status", JSONSlot(.status)),
      ("httpRequest.remoteIp", JSONSlot(.client)), ("httpRequest.latency", JSONSlot(.seconds)),
      ("httpRequest.userAgent", JSONSlot(.header, .userAgent)),
      ("httpRequest.referer", JSONSlot(.header, .referer)),
      ("httpRequest.protocol", JSONSlot(.version)), ("timestamp", JSONSlot(.startTime)),
      ("trace", JSONSlot(.text, .requestID)), ("insertId", JSONSlot(.ignored)),
    ]
    for (key, slot) in keys { mapping.map(key, to: slot) }
    mapping.alwaysObservable = FieldSet(.userAgent, .referer)
    return mapping
  }
}
