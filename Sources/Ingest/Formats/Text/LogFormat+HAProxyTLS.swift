extension LogFormat {
  /// `option httpslog` of HAProxy.
  package static let haproxyTLS: LogFormat = {
    var captures = HAProxyLogFormat.Captures()
    captures.areKnown = false
    guard let template = try? HAProxyLogFormat.compile(HAProxyLogFormat.https, captures) else {
      preconditionFailure("HAProxy's own format does not compile")
    }
    return LogFormat(
      name: "haproxy-https", summary: "HAProxy with option httpslog", template: template,
      samples: [
        "203.0.113.7:46532 [22/Nov/2026:16:35:02.514] web~ api/s1 0/0/1/3/4 200 288 - - ---- "
          + #"1/1/0/0/0 0/0 {https://app.example.com} "GET /v1/items HTTP/1.1" 0/0/0/0/0 "#
          + "api.example.com/TLSv1.3/TLS_AES_128_GCM_SHA256"
      ])
  }()
}
