import Traffic

extension LogFormat {
  /// Akamai's DataStream 2 in JSON.
  ///
  /// Values are written as in a URL. Headers stand only in the custom field, in a syntax of the
  /// operator's own: `name=value` after `name=value` is read.
  ///
  /// - SeeAlso: https://techdocs.akamai.com/datastream2/docs/data-set-parameters
  static let akamai = LogFormat(
    json: "akamai", summary: "Akamai DataStream 2 in JSON",
    words: [["\"reqTimeSec\""], ["\"reqMethod\"", "\"reqHost\""]],
    samples: [
      #"{"version":"1","reqTimeSec":"1795365302.516","cliIP":"203.0.113.7","statusCode":"204","#
        + #""reqMethod":"OPTIONS","reqHost":"api.example.com","reqPath":"v1/items","#
        + #""queryStr":"a=b","proto":"HTTPS","UA":"Mozilla%2F5.0","turnAroundTimeMSec":"11","#
        + #""customField":"o=https%3A%2F%2Fapp.example.com;acrm=PUT"}"#
    ]
  ) { survey in
    var mapping = JSONMapping()
    mapping.decodesPercent = true
    mapping.dashIsAbsent = true
    let keys: [(String, JSONSlot)] = [
      ("reqTimeSec", JSONSlot(.startTime)), ("cliIP", JSONSlot(.client)),
      ("statusCode", JSONSlot(.status)), ("reqMethod", JSONSlot(.text, .method)),
      ("reqHost", JSONSlot(.authority)), ("reqPath", JSONSlot(.barePath)),
      ("queryStr", JSONSlot(.query)), ("proto", JSONSlot(.versionOrScheme)),
      ("tlsVersion", JSONSlot(.tlsVersion)), ("UA", JSONSlot(.header, .userAgent)),
      ("referer", JSONSlot(.header, .referer)), ("reqId", JSONSlot(.text, .requestID)),
      ("transferTimeMSec", JSONSlot(.milliseconds)), ("customField", JSONSlot(.pairs)),
    ]
    for (key, slot) in keys {
      mapping.map(key, to: slot)
      // A stream writes the keys that were chosen for it, each in every line.
      if slot.kind == .header, survey.has(key) { mapping.alwaysObservable.formUnion(slot.fields) }
    }
    mapping.map(pairNames: customNames)
    for value in survey.key("customField")?.values ?? [] {
      let text = String(decodingUTF8: value.span).lowercased()
      for (name, slot) in customNames
      where text.hasPrefix("\(name)=") || text.contains(";\(name)=") {
        mapping.alwaysObservable.formUnion(slot.fields)
      }
    }
    return mapping
  }

  /// The names that are known in a custom field: those of headers, and the usual short forms.
  private static let customNames: [(name: String, slot: JSONSlot)] =
    HeaderSlots.request + HeaderSlots.response + [
      ("o", JSONSlot(.header, .origin)), ("acrm", JSONSlot(.header, .requestMethod)),
      ("acrh", JSONSlot(.header, .requestHeaders)), ("acao", JSONSlot(.header, .allowOrigin)),
      ("acac", JSONSlot(.header, .allowCredentials)), ("acam", JSONSlot(.header, .allowMethods)),
      ("acah", JSONSlot(.header, .allowHeaders)), ("aceh", JSONSlot(.header, .exposeHeaders)),
      ("acma", JSONSlot(.header, .maxAge)),
    ]
}
