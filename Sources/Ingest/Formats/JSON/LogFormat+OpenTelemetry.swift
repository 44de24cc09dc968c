import Traffic

extension LogFormat {
  /// Spans and log records of OpenTelemetry as OTLP writes them in JSON.
  ///
  /// A server's span and its client's tell of one exchange: where there are servers' spans, the
  /// others are left out.
  ///
  /// - SeeAlso: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
  /// - SeeAlso: https://opentelemetry.io/docs/specs/semconv/http/http-spans/
  static let openTelemetry = LogFormat(
    json: "otlp", summary: "spans and log records of OpenTelemetry in OTLP's JSON",
    words: [["\"startTimeUnixNano\"", "\"timeUnixNano\""], ["\"attributes\""]],
    samples: [
      #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"#
        + #""stringValue":"api"}}]},"scopeSpans":[{"scope":{"name":"http"},"spans":[{"#
        + #""traceId":"a1","spanId":"b2","name":"GET /v1","kind":2,"#
        + #""startTimeUnixNano":"1795365302516000000","endTimeUnixNano":"1795365302518000000","#
        + #""attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},"#
        + #"{"key":"url.path","value":{"stringValue":"/v1"}},"#
        + #"{"key":"url.query","value":{"stringValue":"a=b"}},"#
        + #"{"key":"url.scheme","value":{"stringValue":"https"}},"#
        + #"{"key":"server.address","value":{"stringValue":"api.example.com"}},"#
        + #"{"key":"http.response.status_code","value":{"intValue":"200"}},"#
        + #"{"key":"http.request.header.origin","value":{"arrayValue":{"values":[{"#
        + #""stringValue":"https://app.example.com"}]}}}]}]}]}]}"#,
      #"{"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"scope":{},"logRecords":[{"#
        + #""timeUnixNano":"1795365302516000000","severityNumber":9,"body":{"stringValue":"x"},"#
        + #""attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},"#
        + #"{"key":"url.path","value":{"stringValue":"/v1"}},"#
        + #"{"key":"http.response.status_code","value":{"intValue":"200"}},"#
        + #"{"key":"http.request.header.origin","value":{"arrayValue":{"values":[{"#
        + #""stringValue":"https://app.example.com"}]}}}]}]}]}]}"#,
    ], hides: ["requests that were not sampled"]
  ) { survey in
    var mapping = JSONMapping()
    mapping.hasTypedValues = true
    mapping.map("startTimeUnixNano", to: JSONSlot(.startTime))
    mapping.map("endTimeUnixNano", to: JSONSlot(.endTime))
    // A record of a log is written when the exchange is over.
    mapping.map("timeUnixNano", to: JSONSlot(.endTime))
    mapping.map("kind", to: JSONSlot(.discriminator))
    let kinds = survey.keys.filter { $0.path.last == Array("kind".utf8) }.flatMap(\.values)
    let isServed = kinds.contains { $0 == [0x32] || $0 == Array("SPAN_KIND_SERVER".utf8) }
    mapping.accepted =
      isServed
      ? [[0x32], Array("span_kind_server".utf8)] : [[0x33], Array("span_kind_client".utf8)]
    mapping.map(
      pairs: OpenTelemetryAttributes.all, in: "attributes", list: JSONSlot(.ignored))
    return mapping
  }
}

/// The attributes of HTTP spans, by the names of the conventions in force and of those before.
enum OpenTelemetryAttributes {
  /// The attributes by name.
  static let all: [(name: String, slot: JSONSlot)] =
    [
      ("http.request.method_original", JSONSlot(.text, .method)),
      ("http.request.method", JSONSlot(.text, .method, isFallback: true)),
      ("http.method", JSONSlot(.text, .method, isFallback: true)),
      ("http.response.status_code", JSONSlot(.status)), ("http.status_code", JSONSlot(.status)),
      ("url.path", JSONSlot(.path)), ("url.query", JSONSlot(.query)),
      ("url.full", JSONSlot(.url)), ("url.original", JSONSlot(.url)),
      ("url.scheme", JSONSlot(.text, .scheme)), ("http.target", JSONSlot(.text, .target)),
      ("http.url", JSONSlot(.url)), ("http.scheme", JSONSlot(.text, .scheme)),
      ("http.host", JSONSlot(.authority)), ("server.address", JSONSlot(.host)),
      ("net.host.name", JSONSlot(.host)), ("server.port", JSONSlot(.port)),
      ("net.host.port", JSONSlot(.port)), ("client.address", JSONSlot(.client)),
      ("http.client_ip", JSONSlot(.client)),
      ("network.peer.address", JSONSlot(.client, isFallback: true)),
      ("net.sock.peer.addr", JSONSlot(.client, isFallback: true)),
      ("network.protocol.version", JSONSlot(.version)), ("http.flavor", JSONSlot(.version)),
      ("net.protocol.version", JSONSlot(.version)),
      ("user_agent.original", JSONSlot(.header, .userAgent)),
      ("http.user_agent", JSONSlot(.header, .userAgent)),
    ]
    + headers(HeaderSlots.request, "http.request.header.")
    + headers(HeaderSlots.response, "http.response.header.")

  /// Older versions wrote underscores for the hyphens of names.
  private static func headers(_ headers: [(name: String, slot: JSONSlot)], _ prefix: String)
    -> [(name: String, slot: JSONSlot)]
  {
    headers.flatMap { header in
      [
        (prefix + header.name, header.slot),
        (prefix + String(header.name.map { $0 == "-" ? "_" : $0 }), header.slot),
      ]
    }
  }
}
