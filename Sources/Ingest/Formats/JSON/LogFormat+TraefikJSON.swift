import Traffic

extension LogFormat {
  /// The access log of Traefik in JSON.
  ///
  /// Headers are keys of the line, those of the request and those sent to the client; `origin_`
  /// stands before those of the server behind Traefik, which are read by nobody here.
  ///
  /// - SeeAlso: https://doc.traefik.io/traefik/observe/logs-and-access-logs/
  static let traefik = LogFormat(
    json: "traefik", summary: "access log of Traefik in JSON",
    words: [["\"DownstreamStatus\"", "\"OriginStatus\""], ["\"RequestMethod\""]],
    samples: [
      #"{"ClientHost":"203.0.113.7","DownstreamStatus":204,"Duration":1516000,"#
        + #""RequestHost":"api.example.com","RequestMethod":"OPTIONS","RequestPath":"/v1","#
        + #""RequestProtocol":"HTTP/2.0","RequestScheme":"https","#
        + #""StartUTC":"2026-11-22T16:35:02.516123456Z","downstream_Access-Control-Allow-Origin":"*","#
        + #""origin_Access-Control-Allow-Origin":"https://a.example.com","#
        + #""request_Origin":"https://app.example.com","request_Access-Control-Request-Method":"PUT","#
        + #""level":"info","msg":"","time":"2026-11-22T16:35:02Z"}"#
    ], hides: ["requests that Traefik could not read: their client was refused before the log"]
  ) { survey in
    var mapping = JSONMapping()
    mapping.dashIsAbsent = true
    let keys: [(String, JSONSlot)] = [
      ("ClientHost", JSONSlot(.client)), ("ClientAddr", JSONSlot(.client, isFallback: true)),
      ("DownstreamStatus", JSONSlot(.status)), ("Duration", JSONSlot(.nanoseconds)),
      ("StartUTC", JSONSlot(.startTime)), ("RequestMethod", JSONSlot(.text, .method)),
      ("RequestPath", JSONSlot(.text, .target)), ("RequestProtocol", JSONSlot(.version)),
      ("RequestScheme", JSONSlot(.text, .scheme)),
      ("RequestAddr", JSONSlot(.authority)), ("TLSVersion", JSONSlot(.tlsVersion)),
    ]
    for (key, slot) in keys { mapping.map(key, to: slot) }
    // The address has the port; the host alone stands in for it.
    if !survey.has("RequestAddr") { mapping.map("RequestHost", to: JSONSlot(.host)) }
    // Without it the time of the log is that of the end.
    if !survey.has("StartUTC") { mapping.map("time", to: JSONSlot(.endTime)) }
    mapping.map(
      flatHeaders: HeaderSlots.request, prefix: "request_", all: HeaderSlots.requestFields, survey)
    mapping.map(
      flatHeaders: HeaderSlots.response, prefix: "downstream_", all: HeaderSlots.responseFields,
      survey)
    return mapping
  }
}

extension JSONMapping {
  /// Maps headers that are keys of the line, behind `prefix`.
  ///
  /// A server that keeps only some headers keeps those that are in the sample; one that keeps all
  /// shows some that nobody would choose.
  fileprivate mutating func map(
    flatHeaders headers: [(name: String, slot: JSONSlot)], prefix: String, all: FieldSet,
    _ survey: JSONKeySurvey
  ) {
    let names = Set(
      survey.keys.compactMap { key -> String? in
        guard key.path.count == 1 else { return nil }
        let bytes = key.path[0]
        let name = String(decodingUTF8: bytes.span).lowercased()
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
      })
    let keepsAll =
      names.filter { JSONLinesFormat.commonHeaders.contains($0) }.count >= 3
    for header in headers where keepsAll || names.contains(header.name) {
      map([Array((prefix + header.name).utf8)], to: header.slot)
      alwaysObservable.formUnion(header.slot.fields)
    }
    if keepsAll { alwaysObservable.formUnion(all) }
  }
}
