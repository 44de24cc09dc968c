import Traffic

extension LogFormat {
  /// What Tomcat's JsonAccessLogValve writes, whose `host` is the client's.
  ///
  /// - SeeAlso: https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html#JSON_Access_Log_Valve
  static let tomcatJSON = LogFormat(
    json: "tomcat", summary: "Tomcat's access log in JSON",
    words: [["\"time\":\"["], ["\"statusCode\":\""], ["\"request\":", "\"method\":"]],
    samples: [
      #"{"host":"203.0.113.7","time":"[22/Nov/2026:16:35:02 +0000]","#
        + #""request":"GET /v1/items?page=2 HTTP/1.1","statusCode":"200","elapsedTime":"2752","#
        + #""requestHeaders": {"Origin":"https://app.example.com","User-Agent":"-"},"#
        + #""responseHeaders": {"Access-Control-Allow-Origin":"*"}}"#
    ]
  ) { survey in
    var mapping = JSONMapping()
    mapping.dashIsAbsent = true
    mapping.traits = .hidesRepeats
    let keys: [(String, JSONSlot)] = [
      ("remoteAddr", JSONSlot(.client)), ("host", JSONSlot(.client, isFallback: true)),
      ("time", JSONSlot(.startTime)), ("elapsedTime", JSONSlot(.microseconds)),
      ("statusCode", JSONSlot(.status)), ("localServerName", JSONSlot(.host)),
    ]
    for (key, slot) in keys where survey.has(key) { mapping.map(key, to: slot) }
    if survey.has("request") {
      mapping.map("request", to: JSONSlot(.requestLine))
    } else {
      mapping.map("method", to: JSONSlot(.text, .method))
      mapping.map("path", to: JSONSlot(.path))
      mapping.map("query", to: JSONSlot(.query))
      mapping.map("protocol", to: JSONSlot(.version))
    }
    mapping.mapChosen(HeaderSlots.request, in: "requestHeaders", survey)
    mapping.mapChosen(HeaderSlots.response, in: "responseHeaders", survey)
    return mapping
  }
}

extension JSONMapping {
  /// Maps the headers of the object at `path` that a sample shows, however their names are written:
  /// each was chosen, and is in every line.
  fileprivate mutating func mapChosen(
    _ headers: [(name: String, slot: JSONSlot)], in path: String, _ survey: JSONKeySurvey
  ) {
    let object = Array(path.utf8)
    for key in survey.keys where key.path.count == 2 && key.path[0] == object {
      let written = key.path[1]
      let name = String(decodingUTF8: written.span).lowercased()
      guard let header = headers.first(where: { $0.name == name }) else { continue }
      map(key.path, to: header.slot)
      alwaysObservable.formUnion(header.slot.fields)
    }
  }
}
