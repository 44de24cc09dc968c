extension SetupGuide {
  /// Envoy, and what is built on it.
  static let envoy: SetupGuide = {
    let request = requestHeaders.map { "        \($0.0): \"%REQ(\($0.1.uppercased()))%\"" }
    let response = responseHeaders.map { "        \($0.0): \"%RESP(\($0.1.uppercased()))%\"" }
    return SetupGuide(
      name: "envoy",
      text: """
        # In the HTTP connection manager. Of cookies and credentials one letter is logged, which
        # shows that they were there.
        access_log:
        - name: envoy.access_loggers.file
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
            path: /var/log/envoy/corscope.log
            log_format:
              json_format:
                start_time: "%START_TIME%"
                remote_addr: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"
                request_method: "%REQ(:METHOD)%"
                scheme: "%REQ(:SCHEME)%"
                authority: "%REQ(:AUTHORITY)%"
                request_uri: "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"
                protocol: "%PROTOCOL%"
                status: "%RESPONSE_CODE%"
                duration_ms: "%DURATION%"
                x_request_id: "%REQ(X-REQUEST-ID)%"
                has_cookie: "%REQ(COOKIE):1%"
                has_authorization: "%REQ(AUTHORIZATION):1%"
        \((request + response).map { "        " + $0.drop { $0 == " " } }.joined(separator: "\n"))
        # Istio: the same keys under meshConfig.accessLogFormat, with accessLogEncoding: JSON.
        # Then: corscope /var/log/envoy/corscope.log

        """,
      misses: "the second of two equal headers",
      sample: #"{"start_time":"2026-11-22T16:35:02.516Z","remote_addr":"203.0.113.7","#
        + #""request_method":"GET","scheme":"https","authority":"api.example.com","#
        + #""request_uri":"/v1/items","protocol":"HTTP/2","status":200,"duration_ms":2,"#
        + #""x_request_id":"6f1c0d8b","has_cookie":"s","has_authorization":null,"#
        + #""origin":"https://app.example.com","acrm":null,"acrh":null,"sec_fetch_mode":"cors","#
        + #""sec_fetch_site":"cross-site","sec_fetch_dest":"empty","referer":null,"#
        + #""user_agent":"Mozilla/5.0","acao":"https://app.example.com","acac":"true","#
        + #""acam":null,"acah":null,"aceh":null,"acma":null,"vary":"Origin","location":null}"#)
  }()
}
