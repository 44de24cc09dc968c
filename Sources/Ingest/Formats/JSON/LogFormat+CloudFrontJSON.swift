import Traffic

extension LogFormat {
  /// CloudFront's standard log as it is delivered in JSON, the fields those that were chosen.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
  static let cloudFrontJSON = LogFormat(
    json: "cloudfront-json", summary: "CloudFront's standard log in JSON",
    words: [["\"cs-method\""], ["\"cs-uri-stem\""]],
    samples: [
      #"{"date":"2026-11-22","time":"16:35:02","x-edge-location":"FRA56-P3","c-ip":"203.0.113.7","#
        + #""cs-method":"GET","cs(Host)":"d111111abcdef8.cloudfront.net","cs-uri-stem":"/v1/items","#
        + #""sc-status":"200","cs(Referer)":"https://app.example.com/","#
        + #""cs(User-Agent)":"Mozilla/5.0%20(X11)","cs-uri-query":"page=2","cs(Cookie)":"-","#
        + #""x-edge-request-id":"RID==","x-host-header":"api.example.com","cs-protocol":"https","#
        + #""time-taken":"0.015","cs-protocol-version":"HTTP/2.0"}"#
    ]
  ) { survey in
    var mapping = JSONMapping()
    mapping.decodesPercent = true
    mapping.dashIsAbsent = true
    let keys: [(String, JSONSlot)] = [
      ("timestamp(ms)", JSONSlot(.endTime)), ("timestamp", JSONSlot(.endTime)),
      ("date", JSONSlot(.endDate)), ("time", JSONSlot(.endClock)), ("c-ip", JSONSlot(.client)),
      ("cs-method", JSONSlot(.text, .method)), ("cs-uri-stem", JSONSlot(.path)),
      ("cs-uri-query", JSONSlot(.query)), ("sc-status", JSONSlot(.status)),
      ("cs(Referer)", JSONSlot(.header, .referer)),
      ("cs(User-Agent)", JSONSlot(.header, .userAgent)),
      ("cs(Cookie)", JSONSlot(.flag, .hasCookie)), ("cs-protocol", JSONSlot(.text, .scheme)),
      ("cs-protocol-version", JSONSlot(.version)), ("time-taken", JSONSlot(.seconds)),
      ("x-edge-request-id", JSONSlot(.text, .requestID)),
      (survey.has("x-host-header") ? "x-host-header" : "cs(Host)", JSONSlot(.authority)),
    ]
    for (key, slot) in keys where survey.has(key) { mapping.map([Array(key.utf8)], to: slot) }
    mapping.alwaysObservable = mapping.fields.intersection(
      FieldSet(.referer, .userAgent, .hasCookie))
    return mapping
  }
}
