import Traffic

extension LogFormat {
  /// The access log of Azure's Application Gateway, in a record's properties or as a table's row.
  ///
  /// - SeeAlso: https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference
  static let azureGateway = LogFormat(
    json: "azure-app-gateway", summary: "Azure Application Gateway, access log",
    words: [["ApplicationGatewayAccessLog", "AGWAccessLogs"]],
    samples: [
      #"{"timeStamp":"2026-11-22T16:35:02.516Z","category":"ApplicationGatewayAccessLog","#
        + #""properties":{"clientIP":"203.0.113.7","httpMethod":"OPTIONS","requestUri":"/v1/items","#
        + #""requestQuery":"a=b","userAgent":"Mozilla/5.0","httpStatus":204,"#
        + #""httpVersion":"HTTP/1.1","timeTaken":0.012,"sslEnabled":"on","host":"10.0.0.1","#
        + #""originalHost":"api.example.com"}}"#,
      #"{"TimeGenerated":"2026-11-22T16:35:02.516Z","Type":"AGWAccessLogs","ClientIp":"203.0.113.7","#
        + #""HttpMethod":"GET","RequestUri":"/v1","HttpStatus":200,"HttpVersion":"HTTP/2.0","#
        + #""Host":"api.example.com"}"#,
    ]
  ) { survey in
    var mapping = JSONMapping()
    let taken = survey.keys.filter {
      JSONAliases.fold([$0.path[$0.path.count - 1]]) == "timetaken"
    }
    // The first generation counts milliseconds, the second seconds with a fraction.
    let isSeconds = taken.contains { $0.values.contains { $0.contains(0x2E) } }
    let hasOriginal = survey.keys.contains {
      JSONAliases.fold([$0.path[$0.path.count - 1]]) == "originalhost"
    }
    let keys: [(String, JSONSlot)] = [
      ("clientIP", JSONSlot(.client)), ("httpMethod", JSONSlot(.text, .method)),
      ("requestUri", JSONSlot(.path)), ("requestQuery", JSONSlot(.query)),
      ("userAgent", JSONSlot(.header, .userAgent)), ("httpStatus", JSONSlot(.status)),
      ("httpVersion", JSONSlot(.version)), ("sslEnabled", JSONSlot(.secure)),
      ("timeTaken", JSONSlot(isSeconds ? .seconds : .milliseconds)),
      (hasOriginal ? "originalHost" : "host", JSONSlot(.authority)),
      ("transactionId", JSONSlot(.text, .requestID)),
    ]
    for (key, slot) in keys {
      mapping.map("properties.\(key)", to: slot)
      mapping.map(key, to: slot)
      // As a row of the table AzureDiagnostics, whose columns name their type.
      for type in ["s", "d"] { mapping.map("\(key)_\(type)", to: slot) }
    }
    for key in ["timeStamp", "time", "TimeGenerated"] { mapping.map(key, to: JSONSlot(.endTime)) }
    mapping.map("category", to: JSONSlot(.discriminator))
    mapping.accepted = [Array("applicationgatewayaccesslog".utf8)]
    mapping.alwaysObservable = FieldSet(.userAgent)
    return mapping
  }

  /// The access log of Azure's Front Door.
  ///
  /// - SeeAlso: https://learn.microsoft.com/azure/frontdoor/monitor-front-door-reference
  static let azureFrontDoor = LogFormat(
    json: "azure-front-door", summary: "Azure Front Door, access log",
    words: [["FrontDoorAccessLog", "FrontdoorAccessLog", "FrontDoorWebLog"]],
    samples: [
      #"{"time":"2026-11-22T16:35:02.516Z","category":"FrontDoorAccessLog","properties":{"#
        + #""trackingReference":"0a1","httpMethod":"OPTIONS","httpVersion":"2.0.0.0","#
        + #""requestUri":"https://api.example.com:443/v1/items?a=b","clientIp":"203.0.113.7","#
        + #""socketIp":"203.0.113.7","timeTaken":"0.012","requestProtocol":"HTTPS","#
        + #""securityProtocol":"TLS 1.3","httpStatusCode":"204","userAgent":"Mozilla/5.0","#
        + #""referer":"https://app.example.com/","originUrl":"N/A","originName":"N/A"}}"#
    ]
  ) { _ in
    var mapping = JSONMapping()
    let keys: [(String, JSONSlot)] = [
      ("clientIp", JSONSlot(.client)), ("httpMethod", JSONSlot(.text, .method)),
      ("requestUri", JSONSlot(.url)), ("httpStatusCode", JSONSlot(.status)),
      ("httpVersion", JSONSlot(.version)), ("timeTaken", JSONSlot(.seconds)),
      ("userAgent", JSONSlot(.header, .userAgent)), ("referrer", JSONSlot(.header, .referer)),
      ("referer", JSONSlot(.header, .referer, isFallback: true)),
      ("trackingReference", JSONSlot(.text, .requestID)),
    ]
    for (key, slot) in keys {
      mapping.map("properties.\(key)", to: slot)
      mapping.map(key, to: slot)
      // As a row of the table AzureDiagnostics, whose columns name their type.
      for type in ["s", "d"] { mapping.map("\(key)_\(type)", to: slot) }
    }
    mapping.map("time", to: JSONSlot(.endTime))
    mapping.map("TimeGenerated", to: JSONSlot(.endTime))
    mapping.map("category", to: JSONSlot(.discriminator))
    mapping.accepted = [
      Array("frontdooraccesslog".utf8), Array("azurefrontdooraccesslog".utf8),
      Array("frontdoorweblog".utf8),
    ]
    mapping.alwaysObservable = FieldSet(.userAgent, .referer)
    return mapping
  }
}
