extension SetupGuide {
  /// HAProxy.
  static let haproxy: SetupGuide = {
    let request = requestHeaders.map {
      "    http-request set-var(txn.\($0.0)) req.fhdr(\($0.1.lowercased()))"
    }
    let response = responseHeaders.map {
      "    http-after-response set-var(txn.\($0.0)) res.fhdr(\($0.1.lowercased()))"
    }
    let headers = (requestHeaders + responseHeaders).map {
      #""\#($0.0)":"%[var(txn.\#($0.0)),json(utf8s)]""#
    }
    let keys =
      [
        #""start_time":"%Ts.%ms""#, #""remote_addr":"%ci""#, #""request_method":"%HM""#,
        #""scheme":"%[ssl_fc,iif(https,http)]""#, #""http_host":"%[var(txn.host),json(utf8s)]""#,
        #""request_uri":"%[var(txn.target),json(utf8s)]""#, #""server_protocol":"%HV""#,
        #""status":"%ST""#, #""duration_ms":"%Ta""#,
        #""has_cookie":"%[var(txn.has_cookie)]""#,
        #""has_authorization":"%[var(txn.has_authorization)]""#,
      ] + headers
    return SetupGuide(
      name: "haproxy",
      text: """
        # In global: the length, for lines are cut after 1,024 bytes otherwise.
            log 127.0.0.1:514 len 65535 local0
        # In each frontend (mode http; HAProxy 2.4 or later).
        # Cookies and credentials are logged as present or not, never with their values.
            http-request set-var(txn.host) req.hdr(host)
            http-request set-var(txn.target) pathq
            http-request set-var(txn.has_cookie) int(0)
            http-request set-var(txn.has_cookie) int(1) if { req.hdr(cookie) -m found }
            http-request set-var(txn.has_authorization) int(0)
            http-request set-var(txn.has_authorization) int(1) if { req.hdr(authorization) -m found }
        \(request.joined(separator: "\n"))
        \(response.joined(separator: "\n"))
            log-format '{\(keys.joined(separator: ","))}'
        # Then: corscope /var/log/haproxy.log (syslog's own beginning of the lines may stay)

        """,
      misses: "the first of two equal headers",
      sample: #"{"start_time":"1795365302.516","remote_addr":"203.0.113.7","request_method":"GET","#
        + #""scheme":"https","http_host":"api.example.com","request_uri":"\/v1\/items","#
        + #""server_protocol":"HTTP/1.1","status":"200","duration_ms":"2","has_cookie":"1","#
        + #""has_authorization":"0","origin":"https:\/\/app.example.com","acrm":"-","acrh":"-","#
        + #""sec_fetch_mode":"cors","sec_fetch_site":"cross-site","sec_fetch_dest":"empty","#
        + #""referer":"-","user_agent":"Mozilla\/5.0","acao":"https:\/\/app.example.com","#
        + #""acac":"true","acam":"-","acah":"-","aceh":"-","acma":"-","vary":"Origin","#
        + #""location":"-"}"#)
  }()
}
