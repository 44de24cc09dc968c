import Traffic

extension LogFormat {
  /// Documents of the Elastic Common Schema, nested or with dots in their keys.
  ///
  /// Headers have no place of their own there; the usual ones are read.
  ///
  /// - SeeAlso: https://www.elastic.co/docs/reference/ecs
  static let elastic = LogFormat(
    json: "ecs", summary: "documents of the Elastic Common Schema (Filebeat, Elastic Agent)",
    words: [["\"@timestamp\""], ["\"http", "\"url"]],
    samples: [
      #"{"@timestamp":"2026-11-22T16:35:02.516Z","ecs":{"version":"8.11.0"},"#
        + #""source":{"ip":"203.0.113.7"},"http":{"version":"1.1","request":{"id":"c1","#
        + #""method":"GET","referrer":"https://app.example.com/","headers":{"#
        + #""origin":"https://app.example.com"}},"response":{"status_code":200}},"#
        + #""url":{"path":"/v1","query":"a=b","domain":"api.example.com","scheme":"https"},"#
        + #""user_agent":{"original":"Mozilla/5.0"},"event":{"duration":2000000}}"#,
      #"{"@timestamp":"2026-11-22T16:35:02.516Z","source.ip":"203.0.113.7","#
        + #""http.request.method":"GET","url.original":"/v1?a=b","url.domain":"api.example.com","#
        + #""http.response.status_code":200,"labels.origin":"https://app.example.com","#
        + #""event.duration":2000000}"#,
    ]
  ) { survey in
    var mapping = JSONLinesFormat.mapping(of: survey)
    // Whose log a shipper made such documents of is not said.
    mapping?.server = .unknown
    mapping?.traits = .hidesRepeats
    return mapping
  }
}
