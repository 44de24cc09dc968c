import Traffic

extension LogFormat {
  /// Requests as AWS WAF logs them, with all their headers and no response.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
  static let awsFirewall = LogFormat(
    json: "aws-waf", summary: "AWS WAF, requests with their headers and without responses",
    words: [["\"httpRequest\""], ["\"clientIp\""], ["\"httpMethod\""]],
    samples: [
      #"{"timestamp":1795365302516,"formatVersion":1,"action":"ALLOW","httpSourceName":"ALB","#
        + #""httpRequest":{"clientIp":"203.0.113.7","country":"DE","headers":[{"name":"Host","#
        + #""value":"api.example.com"},{"name":"origin","value":"https://app.example.com"}],"#
        + #""uri":"/v1/items","args":"page=2","httpVersion":"HTTP/2.0","httpMethod":"GET","#
        + #""requestId":"1-6741a3f6"},"responseCodeSent":null}"#
    ], hides: ["responses, but for the status of those that the firewall sent itself"]
  ) { _ in
    var mapping = JSONMapping()
    mapping.emptyIsAbsent = false
    mapping.statusIsResponse = true
    let keys: [(String, JSONSlot)] = [
      ("timestamp", JSONSlot(.startTime)), ("httpRequest.clientIp", JSONSlot(.client)),
      ("httpRequest.uri", JSONSlot(.path)), ("httpRequest.args", JSONSlot(.query)),
      ("httpRequest.httpVersion", JSONSlot(.version)),
      ("httpRequest.httpMethod", JSONSlot(.text, .method)),
      ("httpRequest.requestId", JSONSlot(.text, .requestID)),
      ("responseCodeSent", JSONSlot(.status)),
    ]
    for (key, slot) in keys { mapping.map(key, to: slot) }
    mapping.map(
      pairs: HeaderSlots.request + [("host", JSONSlot(.authority))], in: "httpRequest.headers",
      list: JSONSlot(.requestHeaders))
    return mapping
  }
}
