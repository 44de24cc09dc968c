import Traffic

extension LogFormat {
  /// Cloudflare's HTTP requests, as Logpush delivers them.
  ///
  /// Headers are there only where they were chosen as custom fields, their names in lower case.
  ///
  /// - SeeAlso: https://developers.cloudflare.com/logs/reference/log-fields/zone/http_requests/
  static let cloudflare = LogFormat(
    json: "cloudflare", summary: "Cloudflare Logpush, HTTP requests",
    words: [["\"ClientRequestMethod\""], ["\"EdgeResponseStatus\"", "\"ClientRequestURI\""]],
    samples: [
      #"{"ClientRequestMethod":"GET","ClientRequestHost":"api.example.com","#
        + #""ClientRequestScheme":"https","ClientRequestURI":"/v1","ClientIP":"203.0.113.7","#
        + #""EdgeResponseStatus":200,"EdgeStartTimestamp":1795365302516000000,"RayID":"a1","#
        + #""OriginResponseStatus":200,"OriginIP":"198.51.100.1","#
        + #""RequestHeaders":{"origin":"https://app.example.com"},"#
        + #""ResponseHeaders":{"vary":"Origin"}}"#
    ]
  ) { survey in
    var mapping = JSONMapping()
    let keys: [(String, JSONSlot)] = [
      ("ClientIP", JSONSlot(.client)), ("ClientRequestMethod", JSONSlot(.text, .method)),
      ("ClientRequestHost", JSONSlot(.authority)),
      ("ClientRequestScheme", JSONSlot(.text, .scheme)),
      ("ClientRequestURI", JSONSlot(.text, .target)),
      ("ClientRequestProtocol", JSONSlot(.version)),
      ("ClientRequestReferer", JSONSlot(.header, .referer)),
      ("ClientRequestUserAgent", JSONSlot(.header, .userAgent)),
      ("EdgeResponseStatus", JSONSlot(.status)), ("RayID", JSONSlot(.text, .requestID)),
      ("EdgeStartTimestamp", JSONSlot(.startTime)), ("EdgeEndTimestamp", JSONSlot(.endTime)),
      ("EdgeTimeToFirstByteMs", JSONSlot(.milliseconds)),
      ("ClientSSLProtocol", JSONSlot(.tlsVersion)),
    ]
    for (key, slot) in keys {
      mapping.map(key, to: slot)
      // Every chosen column is written, empty where there was nothing; the others are not.
      if slot.kind == .header, survey.has(key) { mapping.alwaysObservable.formUnion(slot.fields) }
    }
    mapping.map(chosen: HeaderSlots.request, in: "RequestHeaders", survey)
    mapping.map(chosen: HeaderSlots.response, in: "ResponseHeaders", survey)
    return mapping
  }
}

extension JSONMapping {
  /// Maps those headers of the object at `path` that a sample shows: the others may not have been
  /// chosen.
  mutating func map(
    chosen headers: [(name: String, slot: JSONSlot)], in path: String, _ survey: JSONKeySurvey
  ) {
    for header in headers {
      let key = [Array(path.utf8), Array(header.name.utf8)]
      guard survey.keys.contains(where: { $0.path == key }) else { continue }
      map(key, to: header.slot)
      alwaysObservable.formUnion(header.slot.fields)
    }
  }
}
