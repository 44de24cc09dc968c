extension SetupGuide {
  /// Apache httpd.
  static let apache: SetupGuide = {
    let request = requestHeaders.map { #"\"\#($0.0)\":\"%{\#($0.1)}i\""# }
    let response = responseHeaders.map { #"\"\#($0.0)\":\"%{\#($0.1)}o\""# }
    let keys =
      [
        #"\"start_time\":\"%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t\""#,
        #"\"remote_addr\":\"%a\""#, #"\"request\":\"%r\""#, #"\"scheme\":\"%{corscope_scheme}e\""#,
        #"\"http_host\":\"%{Host}i\""#, #"\"status\":\"%>s\""#, #"\"duration_ms\":\"%{ms}T\""#,
        #"\"request_id\":\"%L\""#,
      ] + request
      + [
        #"\"has_cookie\":\"%{has_cookie}e\""#, #"\"has_authorization\":\"%{has_authorization}e\""#,
      ] + response
    return SetupGuide(
      name: "apache",
      text: """
        # In the server's configuration or a virtual host's; it needs mod_setenvif (a2enmod setenvif).
        # Cookies and credentials are logged as present or not, never with their values.
        SetEnvIf Cookie "." has_cookie=1
        SetEnvIf Authorization "." has_authorization=1
        SetEnvIfExpr "true" corscope_scheme=http
        SetEnvIfExpr "%{HTTPS} == 'on'" corscope_scheme=https
        LogFormat "{\(keys.joined(separator: ","))}" corscope
        CustomLog ${APACHE_LOG_DIR}/corscope.log corscope
        # Then: corscope /var/log/apache2/corscope.log

        """,
      misses: "the second of two equal response headers",
      sample: #"{"start_time":"2026-11-22T16:35:02.516+0000","remote_addr":"203.0.113.7","#
        + #""request":"GET /v1/items HTTP/1.1","scheme":"https","http_host":"api.example.com","#
        + #""status":"200","duration_ms":"2","request_id":"-","origin":"https://app.example.com","#
        + #""acrm":"-","acrh":"-","sec_fetch_mode":"cors","sec_fetch_site":"cross-site","#
        + #""sec_fetch_dest":"empty","referer":"-","user_agent":"Mozilla/5.0","has_cookie":"1","#
        + #""has_authorization":"-","acao":"https://app.example.com","acac":"true","acam":"-","#
        + #""acah":"-","aceh":"-","acma":"-","vary":"Origin","location":"-"}"#)
  }()
}
