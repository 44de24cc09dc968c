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
    /// Whether the key has its meaning without the objects around it only.
    var isInEnvelope = false
  }

  /// What the key with the folded name `name` most likely means, or `nil`.
  static func match(_ name: String) -> Match? { matches(name).first }

  /// What the key with the folded name `name` may mean, the likeliest first.
  static func matches(_ name: String) -> [Match] {
    var matches = table.compactMap { slot, names in
      names.firstIndex(of: name).map { Match(slot: slot, rank: $0) }
    }
    for (prefixes, headers) in wrappers {
      for prefix in prefixes where name.hasPrefix(prefix) {
        if let slot = header(String(name.dropFirst(prefix.count)), among: headers) {
          matches.append(Match(slot: slot, rank: 1))
        }
      }
    }
    // A bare content type is as often the response's, and `accept` and `age` mean other things.
    let ambiguous = ["contenttype", "accept", "age", "upgrade", "cachecontrol"]
    if matches.isEmpty, !ambiguous.contains(name),
      let slot = header(name, among: HeaderSlots.request + HeaderSlots.response)
    {
      matches.append(Match(slot: slot, rank: 2))
    }
    return matches
  }

  /// What the key at `path` may mean: by all of it, or by what is left of it without the objects
  /// that loggers and exporters put around what they were given.
  static func matches(_ path: [[UInt8]]) -> [Match] {
    var matches = matches(fold(path))
    var rest = path[...]
    while let first = rest.first, rest.count > 1, envelopes.contains(fold([first])) {
      rest = rest.dropFirst()
      let name = fold(Array(rest))
      // A word alone says little of whose it is: back ends have origins and hosts, too.
      if rest.count == 1, vague.contains(name) { break }
      matches += self.matches(name).map {
        Match(slot: $0.slot, rank: $0.rank + 20, isInEnvelope: true)
      }
    }
    return matches
  }

  private static let envelopes: Set = [
    "meta", "payload", "proxy", "event", "message", "jsonpayload", "data", "fields", "context",
    "attributes", "source", "result", "record", "details", "properties", "extra", "access",
    "accesslog", "httplog", "log", "requestcontext",
  ]
  private static let vague: Set = [
    "origin", "hostname", "server", "servername", "code", "id", "s", "c", "h", "m", "o", "t",
    "u", "version", "remote", "peer", "client",
  ]

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
        "attributeshttprequestheader", "reqheaders", "reqheader", "requesthttp", "requesthdr",
        "headers", "header", "httprequest", "httpheaders", "http", "request", "req", "cs", "labels",
        "contextrequestheader",
      ], HeaderSlots.request
    ),
    (
      [
        "httpresponseheaders", "httpresponseheader", "responseheaders", "responseheader",
        "attributeshttpresponseheader", "respheaders", "respheader", "resheaders", "resheader",
        "senthttp", "sent", "httpresponse", "response", "resp", "res", "sc", "downstream",
        "labels",
      ], HeaderSlots.response
    ),
  ]

  /// The names by slot, the best source first.
  private static let table: [(JSONSlot, [String])] = [
    (
      JSONSlot(.endTime),
      [
        "msec", "timemsec", "timestampmsec", "timeiso8601", "iso8601", "timestamp", "time", "ts",
        "t", "datetime", "date", "eventtime", "timelocal", "timegenerated", "asctime", "logtime",
        "requesttimeepoch", "when", "createdat", "eventtimestampms", "eventtimestamp",
      ]
    ),
    (
      JSONSlot(.startTime),
      [
        "starttime", "requeststart", "startedat", "requesttimestamp", "startutc", "eventstart",
        "startedatms", "requestreceivedat", "reqtimesec", "requesttime", "requestedat", "start",
      ]
    ),
    (
      JSONSlot(.seconds),
      [
        "requesttime", "rt", "reqtime", "durationseconds", "durations", "elapsedseconds",
        "requesttimeseconds", "responsetimes", "timetaken",
      ]
    ),
    (
      JSONSlot(.milliseconds),
      [
        "requesttimems", "durationms", "responsetimems", "latencyms", "elapsedms", "timetakenms",
        "tookms", "responsetime", "durationmillis", "elapsedmillis", "durationmilliseconds",
        "totaltime", "latencymillis", "ms", "timems", "requestdurationms",
      ]
    ),
    (
      JSONSlot(.microseconds),
      [
        "durationus", "requesttimeus", "reqtimemicrosec", "latencyus", "durationmicros",
        "elapsedus", "usec", "responsetimeus",
      ]
    ),
    (
      JSONSlot(.nanoseconds),
      [
        "durationns", "durationnanos", "eventduration", "latencyns", "elapsedns",
        "durationnanoseconds",
      ]
    ),
    (
      JSONSlot(.unitDuration),
      [
        "duration", "latency", "elapsed", "took", "requestduration", "httprequestlatency",
        "service", "responselatency",
      ]
    ),
    (
      JSONSlot(.client),
      [
        "remoteaddr", "remoteip", "clientip", "clientaddr", "client", "clientaddress", "sourceip",
        "ip", "c", "remotehost", "clienthost", "remote", "downstreamremoteaddress", "remoteaddress",
        "reqremoteaddress", "requestremoteaddr", "requestip", "reqip", "cip", "sourceaddress",
        "peer", "httprequestremoteip", "httpclientip", "netpeerip", "networkclientip", "fwd",
        "realip", "identitysourceip", "requestclientip",
      ]
    ),
    (
      JSONSlot(.version),
      [
        "serverprotocol", "protocol", "httpversion", "proto", "version", "requestprotocol",
        "networkprotocolversion", "reqhttpversion", "httpflavor", "requestproto",
        "httprequestprotocol",
      ]
    ),
    (
      JSONSlot(.text, .scheme),
      [
        "scheme", "requestscheme", "urlscheme", "s", "httpscheme", "forwardedproto",
        "httpxforwardedproto", "xforwardedproto",
      ]
    ),
    (JSONSlot(.secure), ["https"]),
    (JSONSlot(.tlsVersion), ["sslprotocol", "tlsversion", "tls", "downstreamtlsversion", "tlsv"]),
    (
      JSONSlot(.authority),
      [
        "httphost", "requesthost", "authority", "requestauthority", "h", "headershost", "reqhost",
        "reqheadershost", "requestheadershost", "httprequestheaderhost", "xhost", "hostheader",
        "cshost", "httprequestheadershost",
      ]
    ),
    (
      JSONSlot(.host),
      [
        "host", "vhost", "hostname", "domain", "servername", "urldomain", "serveraddress",
        "domainname", "virtualhost", "httphostname",
      ]
    ),
    (JSONSlot(.port), ["urlport"]),
    (
      JSONSlot(.text, .method),
      [
        "requestmethod", "method", "httpmethod", "httprequestmethod", "verb", "reqmethod", "m",
        "requestverb", "csmethod",
      ]
    ),
    (
      JSONSlot(.text, .target),
      [
        "requesturi", "requesttarget", "requeststarget", "u", "httptarget", "fullpath", "requri",
        "originalurl", "reqoriginalurl",
      ]
    ),
    (
      JSONSlot(.requestLine),
      ["request", "requestline", "req", "httprequest", "requestfirstline", "url", "uri"]
    ),
    (
      JSONSlot(.path),
      [
        "uri", "path", "requestpath", "urlpath", "httppath", "reqpath", "nuri", "documenturi",
        "httprequestpath", "requestpathinfo", "csuristem", "pathinfo", "endpoint",
      ]
    ),
    (
      JSONSlot(.url),
      [
        "url", "requesturl", "urlfull", "httpurl", "urloriginal", "requrl", "httprequestrequesturl",
        "httprequesturl", "u", "uri",
      ]
    ),
    (
      JSONSlot(.query),
      [
        "args", "querystring", "query", "requestquery", "urlquery", "requestquerystring",
        "csuriquery", "qs",
      ]
    ),
    (
      JSONSlot(.status),
      [
        "status", "statuscode", "responsecode", "responsestatus", "httpstatus",
        "httpresponsestatuscode", "httpstatuscode", "responsestatuscode", "downstreamstatus",
        "code", "st", "resstatuscode", "resstatus", "httpresponsestatus", "httprequeststatus",
        "scstatus", "respstatus", "httpcode", "s", "httpresponsecode", "responsehttpstatus",
        "response",
      ]
    ),
    (
      JSONSlot(.header, .origin),
      ["origin", "httporigin", "requestorigin", "reqorigin", "o", "corsorigin", "originheader"]
    ),
    (
      JSONSlot(.header, .referer),
      [
        "referer", "httpreferer", "referrer", "httpreferrer", "ref",
        "httprequestreferrer", "requestreferer", "httprequestreferer",
      ]
    ),
    (
      JSONSlot(.header, .userAgent),
      [
        "useragent", "httpuseragent", "ua", "agent", "useragentoriginal", "httprequestuseragent",
        "requestuseragent", "identityuseragent",
      ]
    ),
    (JSONSlot(.header, .fetchMode), ["secfetchmode", "sfmode", "fetchmode", "sfm"]),
    (JSONSlot(.header, .fetchSite), ["secfetchsite", "sfsite", "fetchsite", "sfs"]),
    (JSONSlot(.header, .fetchDestination), ["secfetchdest", "sfdest", "fetchdest", "sfd"]),
    (
      JSONSlot(.header, .contentType),
      ["requestcontenttype", "reqcontenttype", "httpcontenttype", "httprequestcontenttype"]
    ),
    (
      JSONSlot(.header, .requestMethod),
      ["accesscontrolrequestmethod", "acrm", "acrequestmethod", "acrmethod"]
    ),
    (
      JSONSlot(.header, .requestHeaders),
      ["accesscontrolrequestheaders", "acrh", "acrequestheaders", "acrheaders"]
    ),
    (
      JSONSlot(.header, .requestID),
      [
        "xrequestid", "httpxrequestid", "requestid", "reqid", "rid", "traceid", "id",
        "httprequestid", "correlationid",
      ]
    ),
    (
      JSONSlot(.flag, .hasCookie),
      ["hascookie", "cookie", "httpcookie", "cookies", "ck", "reqcookie", "cookiepresent"]
    ),
    (
      JSONSlot(.flag, .hasAuthorization),
      [
        "hasauthorization", "authorization", "httpauthorization", "hasauth", "auth",
        "authorizationpresent",
      ]
    ),
    (
      JSONSlot(.header, .allowOrigin),
      ["accesscontrolalloworigin", "acao", "alloworigin", "acalloworigin", "corsalloworigin"]
    ),
    (
      JSONSlot(.header, .allowCredentials),
      [
        "accesscontrolallowcredentials", "acac", "allowcredentials", "acallowcredentials",
        "corsallowcredentials",
      ]
    ),
    (
      JSONSlot(.header, .allowMethods),
      ["accesscontrolallowmethods", "acam", "allowmethods", "acallowmethods", "corsallowmethods"]
    ),
    (
      JSONSlot(.header, .allowHeaders),
      ["accesscontrolallowheaders", "acah", "allowheaders", "acallowheaders", "corsallowheaders"]
    ),
    (
      JSONSlot(.header, .exposeHeaders),
      [
        "accesscontrolexposeheaders", "aceh", "exposeheaders", "acexposeheaders",
        "corsexposeheaders",
      ]
    ),
    (JSONSlot(.header, .maxAge), ["accesscontrolmaxage", "acma", "acmaxage", "corsmaxage"]),
    (JSONSlot(.header, .vary), ["vary", "senthttpvary"]),
    (JSONSlot(.header, .location), ["location", "senthttplocation", "redirecturl"]),
    (JSONSlot(.header, .timingAllowOrigin), ["timingalloworigin", "tao"]),
    (JSONSlot(.header, .resourcePolicy), ["crossoriginresourcepolicy", "corp"]),
  ]
}
