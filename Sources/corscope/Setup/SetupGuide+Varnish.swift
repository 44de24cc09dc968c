extension SetupGuide {
  /// Varnish, by varnishncsa.
  static let varnish: SetupGuide = {
    let request = requestHeaders.map { #""\#($0.0)":"%{\#($0.1)}i""# }
    let response = responseHeaders.map { #""\#($0.0)":"%{\#($0.1)}o""# }
    let keys =
      [
        #""start_time":"%{%Y-%m-%dT%H:%M:%S%z}t""#, #""remote_addr":"%h""#,
        #""request_method":"%m""#, #""http_host":"%{Host}i""#, #""request_uri":"%U%q""#,
        #""server_protocol":"%H""#, #""status":"%s""#, #""duration_us":"%D""#,
        #""has_cookie":"%{VCL_Log:has_cookie}x""#,
        #""has_authorization":"%{VCL_Log:has_authorization}x""#,
      ] + request + response
    return SetupGuide(
      name: "varnish",
      text: """
        # In the VCL: cookies and credentials are noted as present, never with their values.
        import std;
        sub vcl_recv {
          if (req.http.Cookie) { std.log("has_cookie:1"); }
          if (req.http.Authorization) { std.log("has_authorization:1"); }
        }
        # As the log writer; values longer than vsl_reclen (varnishd -p vsl_reclen=16k) are cut.
        varnishncsa -j -w /var/log/varnish/corscope.log \\
          -F '{\(keys.joined(separator: ","))}'
        # Then: corscope /var/log/varnish/corscope.log, with --assume-scheme https behind a
        # TLS terminator

        """,
      misses: "the first of two equal headers, and the scheme",
      sample: #"{"start_time":"2026-11-22T16:35:02+0000","remote_addr":"203.0.113.7","#
        + #""request_method":"GET","http_host":"api.example.com","request_uri":"/v1/items","#
        + #""server_protocol":"HTTP/1.1","status":"200","duration_us":"1516","has_cookie":"1","#
        + #""has_authorization":"","origin":"https://app.example.com","acrm":"","acrh":"","#
        + #""sec_fetch_mode":"cors","sec_fetch_site":"cross-site","sec_fetch_dest":"empty","#
        + #""referer":"","user_agent":"Mozilla/5.0","acao":"https://app.example.com","#
        + #""acac":"true","acam":"","acah":"","aceh":"","acma":"","vary":"Origin","location":""}"#)
  }()
}
