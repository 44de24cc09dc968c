import Traffic

/// The names under which operators log what records keep.
///
/// Names are compared folded: lower case, without the marks between words, a path's parts run
/// together. Names of backends that hold the word "origin" are in no list.
enum JSONAliases {
  /// What a key was found to mean, and how good a source it is; 0 is the best.
  struct Match {
    /// What the key fills.
    var slot: JSONSlot
    /// The lower, the better among keys of one goal.
    var rank: Int
  }

  /// What the key with the folded name `name` means, or `nil`.
  static func match(_ name: String) -> Match? {
    for (slot, names) in table {
      if let rank = names.firstIndex(of: name) { return Match(slot: slot, rank: rank) }
    }
    for (prefixes, headers) in wrappers {
      for prefix in prefixes where name.hasPrefix(prefix) {
        if let slot = header(String(name.dropFirst(prefix.count)), among: headers) {
          return Match(slot: slot, rank: 1)
        }
      }
    }
    // A bare content type is as often the response's, and `accept` and `age` mean other things.
    let ambiguous = ["contenttype", "accept", "age", "upgrade"]
    guard !ambiguous.contains(name) else { return nil }
    let slot = header(name, among: HeaderSlots.request + HeaderSlots.response)
    return slot.map { Match(slot: $0, rank: 2) }
  }

  /// A key's path as one folded name.
  static func fold(_ path: [[UInt8]]) -> String {
    var bytes: [UInt8] = []
    for part in path {
      for byte in part where !marks.contains(byte) { bytes.append(byte.asciiLowercased) }
    }
    return String(decodingUTF8: bytes.span)
  }

  private static let marks = Array("_-.@$() ".utf8)

  private static func header(_ name: String, among headers: [(name: String, slot: JSONSlot)])
    -> JSONSlot?
  {
    headers.first { $0.name.filter { $0 != "-" } == name }?.slot
  }

  private static let wrappers: [([String], [(name: String, slot: JSONSlot)])] = [
    (
      [
        "httprequestheaders", "httprequestheader", "requestheaders", "requestheader",
        "reqheaders", "reqheader", "requesthttp", "headers", "header", "http", "request", "req",
        "cs",
      ], HeaderSlots.request
    ),
    (
      [
        "httpresponseheaders", "httpresponseheader", "responseheaders", "responseheader",
        "respheaders", "respheader", "resheaders", "senthttp", "sent", "response", "resp", "res",
        "downstream",
      ], HeaderSlots.response
    ),
  ]

  /// The names by slot, the best source first.
  private static let table: [(JSONSlot, [String])] = [
    (
      JSONSlot(.endTime),
      [
        "msec", "timemsec", "timestampmsec", "timeiso8601", "iso8601", "timestamp", "time", "ts",
        "t", "datetime", "date", "eventtime", "timelocal",
      ]
    ),
    (
      JSONSlot(.startTime),
      ["starttime", "requeststart", "startedat", "requesttimestamp", "startutc", "eventstart"]
    ),
    (JSONSlot(.seconds), ["requesttime", "rt", "reqtime"]),
    (
      JSONSlot(.milliseconds),
      [
        "requesttimems", "durationms", "responsetimems", "latencyms", "elapsedms", "timetakenms",
        "tookms",
      ]
    ),
    (
      JSONSlot(.client),
      [
        "remoteaddr", "remoteip", "clientip", "clientaddr", "client", "clientaddress", "sourceip",
        "ip", "c", "remotehost", "clienthost", "remote",
      ]
    ),
    (
      JSONSlot(.text, .protocol), ["serverprotocol", "protocol", "httpversion", "proto", "version"]
    ),
    (JSONSlot(.text, .scheme), ["scheme", "requestscheme", "urlscheme", "s"]),
    (JSONSlot(.secure), ["https"]),
    (
      JSONSlot(.authority),
      ["httphost", "requesthost", "authority", "requestauthority", "h", "headershost"]
    ),
    (JSONSlot(.host), ["host", "vhost", "hostname", "domain", "servername"]),
    (
      JSONSlot(.text, .method),
      ["requestmethod", "method", "httpmethod", "httprequestmethod", "verb", "reqmethod", "m"]
    ),
    (JSONSlot(.text, .target), ["requesturi", "requesttarget", "requeststarget", "u"]),
    (JSONSlot(.requestLine), ["request", "requestline", "req"]),
    (
      JSONSlot(.path),
      ["uri", "path", "requestpath", "urlpath", "httppath", "reqpath", "nuri", "documenturi"]
    ),
    (JSONSlot(.url), ["url", "requesturl", "urlfull", "httpurl", "urloriginal"]),
    (JSONSlot(.query), ["args", "querystring", "query", "requestquery", "urlquery"]),
    (
      JSONSlot(.status),
      [
        "status", "statuscode", "responsecode", "responsestatus", "httpstatus",
        "httpresponsestatuscode", "httpstatuscode", "responsestatuscode", "downstreamstatus",
        "code", "st",
      ]
    ),
    (JSONSlot(.header, .origin), ["origin", "httporigin", "requestorigin", "reqorigin", "o"]),
    (JSONSlot(.header, .referer), ["referer", "httpreferer", "referrer", "httpreferrer", "ref"]),
    (
      JSONSlot(.header, .userAgent),
      ["useragent", "httpuseragent", "ua", "agent", "useragentoriginal"]
    ),
    (JSONSlot(.header, .fetchMode), ["secfetchmode", "sfmode", "fetchmode"]),
    (JSONSlot(.header, .fetchSite), ["secfetchsite", "sfsite", "fetchsite"]),
    (JSONSlot(.header, .fetchDestination), ["secfetchdest", "sfdest", "fetchdest"]),
    (JSONSlot(.header, .contentType), ["requestcontenttype", "reqcontenttype"]),
    (JSONSlot(.header, .requestMethod), ["accesscontrolrequestmethod", "acrm"]),
    (JSONSlot(.header, .requestHeaders), ["accesscontrolrequestheaders", "acrh"]),
    (
      JSONSlot(.header, .requestID),
      ["xrequestid", "httpxrequestid", "requestid", "reqid", "rid", "traceid", "id"]
    ),
    (JSONSlot(.flag, .hasCookie), ["hascookie", "cookie", "httpcookie", "cookies", "ck"]),
    (
      JSONSlot(.flag, .hasAuthorization),
      ["hasauthorization", "authorization", "httpauthorization", "hasauth", "auth"]
    ),
    (JSONSlot(.header, .allowOrigin), ["accesscontrolalloworigin", "acao"]),
    (JSONSlot(.header, .allowCredentials), ["accesscontrolallowcredentials", "acac"]),
    (JSONSlot(.header, .allowMethods), ["accesscontrolallowmethods", "acam"]),
    (JSONSlot(.header, .allowHeaders), ["accesscontrolallowheaders", "acah"]),
    (JSONSlot(.header, .exposeHeaders), ["accesscontrolexposeheaders", "aceh"]),
    (JSONSlot(.header, .maxAge), ["accesscontrolmaxage", "acma"]),
    (JSONSlot(.header, .timingAllowOrigin), ["timingalloworigin", "tao"]),
    (JSONSlot(.header, .resourcePolicy), ["crossoriginresourcepolicy", "corp"]),
  ]
}
