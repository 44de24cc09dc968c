import Traffic

extension LogFormat {
  /// Zeek's http.log in JSON.
  ///
  /// - SeeAlso: https://docs.zeek.org/en/master/scripts/base/protocols/http/main.zeek.html
  static let zeekJSON = LogFormat(
    json: "zeek-json", summary: "http.log of Zeek in JSON",
    words: [["\"id.orig_h\""], ["\"trans_depth\"", "\"status_code\"", "\"method\""]],
    samples: [
      #"{"ts":1795365302.516479,"uid":"Cabc1","id.orig_h":"203.0.113.7","id.orig_p":54238,"#
        + #""id.resp_h":"198.51.100.1","id.resp_p":80,"trans_depth":1,"method":"GET","#
        + #""host":"api.example.com","uri":"/v1?a=b","version":"1.1","user_agent":"Mozilla/5.0","#
        + #""origin":"https://app.example.com","request_body_len":0,"response_body_len":58,"#
        + #""status_code":200,"status_msg":"OK","tags":[]}"#
    ], hides: ["requests over TLS or HTTP/2"]
  ) { _ in
    var mapping = JSONMapping()
    for column in ZeekColumns.all { mapping.map([Array(column.name.utf8)], to: column.slot) }
    mapping.statusIsResponse = true
    mapping.alwaysObservable = ZeekColumns.headers
    return mapping
  }
}

/// The columns of Zeek's http.log that say something of an exchange.
enum ZeekColumns {
  /// The columns by name.
  static let all: [(name: String, slot: JSONSlot)] = [
    ("ts", JSONSlot(.startTime)), ("id.orig_h", JSONSlot(.client)),
    ("id.resp_h", JSONSlot(.text, .server)), ("method", JSONSlot(.text, .method)),
    ("host", JSONSlot(.authority)), ("uri", JSONSlot(.text, .target)),
    ("version", JSONSlot(.version)), ("referrer", JSONSlot(.header, .referer)),
    ("user_agent", JSONSlot(.header, .userAgent)), ("origin", JSONSlot(.header, .origin)),
    ("status_code", JSONSlot(.status)), ("username", JSONSlot(.flag, .hasAuthorization)),
  ]

  /// The first columns of a log whose columns nobody chose, in their order.
  static let usual = [
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "method",
    "host", "uri", "referrer", "version", "user_agent", "origin", "request_body_len",
    "response_body_len", "status_code", "status_msg",
  ]

  /// The headers that every line shows.
  static let headers = FieldSet(.referer, .userAgent, .origin)
}
