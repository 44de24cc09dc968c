import Traffic

extension LogFormat {
  /// Suricata's eve.json, its HTTP events.
  ///
  /// Headers are there with `dump-all-headers: both`, or those named under `custom`.
  ///
  /// - SeeAlso: https://docs.suricata.io/en/latest/output/eve/eve-json-format.html#event-type-http
  static let suricata = LogFormat(
    json: "suricata", summary: "eve.json of Suricata, HTTP events",
    words: [["\"event_type\""], ["\"http\""]],
    samples: [
      #"{"timestamp":"2026-11-22T16:35:02.516474+0000","flow_id":1,"event_type":"http","#
        + #""src_ip":"203.0.113.7","src_port":50990,"dest_ip":"198.51.100.1","dest_port":80,"#
        + #""proto":"TCP","tx_id":0,"http":{"hostname":"api.example.com","url":"/v1","#
        + #""http_user_agent":"Mozilla/5.0","http_method":"GET","protocol":"HTTP/1.1","status":200,"#
        + #""request_headers":[{"name":"Origin","value":"https://app.example.com"}],"#
        + #""response_headers":[{"name":"Access-Control-Allow-Origin","value":"*"}]}}"#
    ],
    hides: [
      "requests over TLS", "what follows a NUL in the value of a header",
      "that a header went on behind a bare line feed: what follows stands as a header of its own",
    ], producer: "Suricata"
  ) { survey in
    var mapping = JSONMapping()
    mapping.emptyIsAbsent = false
    mapping.decodesHex = true
    // At the end of a capture it writes what is left under the time of the beginning.
    mapping.answersTellTime = true
    // The library that parses HTTP for it keeps so much of a header's value in events.
    mapping.cutLength = 2047
    mapping.endsHeadersAtLineFeeds = true
    mapping.map("event_type", to: JSONSlot(.discriminator))
    mapping.accepted = [Array("http".utf8)]
    mapping.statusIsResponse = true
    // The time is that of the packet with which the exchange was done.
    mapping.map("timestamp", to: JSONSlot(.endTime))
    mapping.map("src_ip", to: JSONSlot(.client))
    mapping.map("dest_ip", to: JSONSlot(.text, .server))
    let keys: [(String, JSONSlot)] = [
      ("http_method", JSONSlot(.text, .method)), ("url", JSONSlot(.text, .target)),
      ("protocol", JSONSlot(.version)), ("status", JSONSlot(.status)),
      ("http_port", JSONSlot(.port)), ("hostname", JSONSlot(.host)),
      ("http_user_agent", JSONSlot(.header, .userAgent, isFallback: true)),
      ("http_refer", JSONSlot(.header, .referer, isFallback: true)),
      ("redirect", JSONSlot(.header, .location, isFallback: true)),
    ]
    for (key, slot) in keys { mapping.map("http.\(key)", to: slot) }
    mapping.alwaysObservable = FieldSet(.userAgent, .referer)
    mapping.map(
      pairs: HeaderSlots.request + [("host", JSONSlot(.authority))], in: "http.request_headers",
      list: JSONSlot(.requestHeaders))
    mapping.map(
      pairs: HeaderSlots.response, in: "http.response_headers", list: JSONSlot(.responseHeaders))
    // Those that were named are keys beside the others, with underscores.
    for header in HeaderSlots.request + HeaderSlots.response {
      let name = String(header.name.map { $0 == "-" ? "_" : $0 })
      guard survey.has("http.\(name)") else { continue }
      mapping.map("http.\(name)", to: header.slot)
      mapping.alwaysObservable.formUnion(header.slot.fields)
    }
    return mapping
  }
}
