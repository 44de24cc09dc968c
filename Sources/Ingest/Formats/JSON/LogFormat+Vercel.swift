import Traffic

extension LogFormat {
  /// What Vercel's log drains send of requests; lines of builds and functions tell of none.
  ///
  /// - SeeAlso: https://vercel.com/docs/drains/reference/logs
  static let vercel = LogFormat(
    json: "vercel", summary: "Vercel's log drains",
    words: [["\"deploymentId\""], ["\"proxy\""], ["\"clientIp\"", "\"statusCode\""]],
    samples: [
      #"{"id":"1795365302516","message":"","timestamp":1795365302516,"source":"edge","#
        + #""projectId":"prj_x","deploymentId":"dpl_x","host":"x-git.vercel.app","proxy":{"#
        + #""timestamp":1795365302510,"method":"GET","scheme":"https","host":"api.example.com","#
        + #""path":"/v1/items?page=2","userAgent":["Mozilla/5.0"],"referer":"","#
        + #""statusCode":200,"clientIp":"203.0.113.7","region":"fra1"}}"#
    ]
  ) { survey in
    var mapping = JSONMapping()
    mapping.needsRequest = true
    let keys: [(String, JSONSlot)] = [
      ("proxy", JSONSlot(.request)), ("proxy.timestamp", JSONSlot(.startTime)),
      ("proxy.method", JSONSlot(.text, .method)), ("proxy.scheme", JSONSlot(.text, .scheme)),
      ("proxy.host", JSONSlot(.authority)), ("proxy.path", JSONSlot(.text, .target)),
      ("proxy.userAgent", JSONSlot(.header, .userAgent)),
      ("proxy.referer", JSONSlot(.header, .referer)), ("proxy.statusCode", JSONSlot(.status)),
      ("proxy.clientIp", JSONSlot(.client)), ("requestId", JSONSlot(.text, .requestID)),
    ]
    for (key, slot) in keys {
      mapping.map(key, to: slot)
      if slot.kind == .header, survey.has(key) { mapping.alwaysObservable.formUnion(slot.fields) }
    }
    return mapping
  }
}
