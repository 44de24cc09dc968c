extension LogFormat {
  /// `option httplog` of HAProxy, the names of captured headers unknown.
  package static let haproxy: LogFormat = {
    var captures = HAProxyLogFormat.Captures()
    captures.areKnown = false
    guard let template = try? HAProxyLogFormat.compile(HAProxyLogFormat.http, captures) else {
      preconditionFailure("HAProxy's own format does not compile")
    }
    return LogFormat(
      name: "haproxy", summary: "HAProxy with option httplog", template: template,
      samples: [
        "203.0.113.7:46532 [22/Nov/2026:16:35:02.514] web~ api/s1 0/0/1/3/4 200 288 - - ---- "
          + #"1/1/0/0/0 0/0 "GET /v1/items HTTP/1.1""#,
        "203.0.113.7:46532 [22/Nov/2026:16:35:02.514] web api/s1 0/0/1/3/4 200 288 - - ---- "
          + #"1/1/0/0/0 0/0 {api.example.com|https://app.example.com} {*} "GET /a HTTP/1.1""#,
        "203.0.113.7:46540 [22/Nov/2026:16:35:03.001] web api/s1 0/0/1/3/4 200 288 - - ---- "
          + #"1/1/0/0/0 0/0 {api.example.com|#7B} "GET /a HTTP/1.1""#,
        "203.0.113.7:46541 [22/Nov/2026:16:35:03.010] web web/<NOSRV> -1/-1/-1/-1/0 400 0 - - CR-- "
          + #"1/1/0/0/0 0/0 "<BADREQ>""#,
      ])
  }()
}
