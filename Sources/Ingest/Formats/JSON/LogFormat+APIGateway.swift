import Traffic

extension LogFormat {
  /// Access logs of AWS API Gateway in JSON, the keys as its console proposes them.
  ///
  /// No header can be logged there.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
  static let apiGateway = LogFormat(
    json: "api-gateway", summary: "AWS API Gateway, access log in JSON",
    words: [
      ["\"requestId\"", "\"requestid\""], ["\"requestTime", "\"caller\""],
      ["\"routeKey\"", "\"resourcePath\"", "\"apiId\"", "\"stage\""],
    ],
    samples: [
      #"{"requestId":"x","ip":"203.0.113.7","requestTime":"22/Nov/2026:16:35:02 +0000","#
        + #""httpMethod":"OPTIONS","routeKey":"-","status":"204","protocol":"HTTP/1.1","#
        + #""responseLength":"0"}"#,
      #"{"requestId":"y","ip":"203.0.113.7","caller":"-","user":"-","#
        + #""requestTime":"22/Nov/2026:16:35:02 +0000","requestTimeEpoch":"1795365302516","#
        + #""httpMethod":"GET","resourcePath":"/v1/{id}","path":"/prod/v1/7","status":"200","#
        + #""protocol":"HTTP/1.1","responseLength":"17"}"#,
    ]
  ) { survey in
    var mapping = JSONMapping()
    mapping.dashIsAbsent = true
    let keys: [(String, JSONSlot)] = [
      ("requestTimeEpoch", JSONSlot(.startTime)), ("ip", JSONSlot(.client)),
      ("sourceIp", JSONSlot(.client)), ("httpMethod", JSONSlot(.text, .method)),
      ("path", JSONSlot(.path)), ("status", JSONSlot(.status)), ("protocol", JSONSlot(.version)),
      ("domainName", JSONSlot(.host)), ("userAgent", JSONSlot(.header, .userAgent)),
      ("requestId", JSONSlot(.text, .requestID)), ("responseLatency", JSONSlot(.milliseconds)),
    ]
    for (key, slot) in keys where survey.has(key) { mapping.map(key, to: slot) }
    if !survey.has("requestTimeEpoch") { mapping.map("requestTime", to: JSONSlot(.startTime)) }
    mapping.alwaysObservable = mapping.fields.intersection(FieldSet(.userAgent))
    return mapping
  }
}
