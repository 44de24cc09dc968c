import Traffic

extension LogFormat {
  /// The access log of Envoy in JSON, its keys those of Istio or of the operator's choice.
  ///
  /// - SeeAlso: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
  static let envoyJSON = LogFormat(
    json: "envoy-json", summary: "access log of Envoy and Istio in JSON",
    words: [["\"response_flags\""], ["\"response_code\"", "\"status\""]],
    samples: [
      #"{"start_time":"2026-11-22T16:35:02.516Z","method":"GET","path":"/v1?a=b","#
        + #""protocol":"HTTP/2","authority":"api.example.com","response_code":200,"#
        + #""response_flags":"-","duration":5,"upstream_host":"10.0.0.1:80","#
        + #""downstream_remote_address":"203.0.113.7:50412","user_agent":"Mozilla/5.0","#
        + #""origin":"https://app.example.com","acao":null}"#
    ]
  ) { survey in
    var mapping = JSONLinesFormat.mapping(of: survey) { choices in
      for index in choices.indices where choices[index].slot.kind == .unitDuration {
        choices[index].slot = JSONSlot(.milliseconds)
      }
    }
    // `%REQ()%` and `%RESP()%` give the first of several equal headers.
    mapping?.traits = .hidesRepeats
    // An older formatter prints `-` where a newer one prints null.
    mapping?.dashIsAbsent = true
    return mapping
  }
}
