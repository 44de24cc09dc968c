extension SetupGuide {
  /// nginx.
  static let nginx = SetupGuide(
    name: "nginx",
    text: """
      # In http { }. Cookies and credentials are logged as present or not, never with their values.
      map $http_cookie $has_cookie { "" 0; default 1; }
      map $http_authorization $has_authorization { "" 0; default 1; }
      \(nginxFormat)
      access_log /var/log/nginx/corscope.log corscope;
      # Then: corscope /var/log/nginx/corscope.log

      """,
    misses: "before nginx 1.23 the second of two equal headers",
    sample: nginxSample)

  /// The `log_format`, as ingress-nginx and Kong take it too.
  static let nginxFormat = """
    log_format corscope escape=json
      '\(nginxKeys.joined(separator: "'\n  '"))';
    """

  /// The format's text in lines.
  static let nginxKeys = [
    #"{"msec":"$msec","remote_addr":"$remote_addr","request_method":"$request_method","#,
    #""scheme":"$scheme","http_host":"$http_host","request_uri":"$request_uri","#,
    #""server_protocol":"$server_protocol","status":"$status","request_time":"$request_time","#,
    #""request_id":"$request_id","user_agent":"$http_user_agent","referer":"$http_referer","#,
    #""origin":"$http_origin","acrm":"$http_access_control_request_method","#,
    #""acrh":"$http_access_control_request_headers","sec_fetch_mode":"$http_sec_fetch_mode","#,
    #""sec_fetch_site":"$http_sec_fetch_site","sec_fetch_dest":"$http_sec_fetch_dest","#,
    #""has_cookie":"$has_cookie","has_authorization":"$has_authorization","#,
    #""acao":"$sent_http_access_control_allow_origin","#,
    #""acac":"$sent_http_access_control_allow_credentials","#,
    #""acam":"$sent_http_access_control_allow_methods","#,
    #""acah":"$sent_http_access_control_allow_headers","#,
    #""aceh":"$sent_http_access_control_expose_headers","#,
    #""acma":"$sent_http_access_control_max_age","vary":"$sent_http_vary","#,
    #""location":"$sent_http_location"}"#,
  ]

  static let nginxSample =
    #"{"msec":"1795365302.516","remote_addr":"203.0.113.7","request_method":"GET","#
    + #""scheme":"https","http_host":"api.example.com","request_uri":"/v1/items","#
    + #""server_protocol":"HTTP/2.0","status":"200","request_time":"0.002","#
    + #""request_id":"6f1c0d8b5a3e4c7f9a2b1d0e8c6f4a21","user_agent":"Mozilla/5.0","referer":"","#
    + #""origin":"https://app.example.com","acrm":"","acrh":"","sec_fetch_mode":"cors","#
    + #""sec_fetch_site":"cross-site","sec_fetch_dest":"empty","has_cookie":"1","#
    + #""has_authorization":"0","acao":"https://app.example.com","acac":"true","acam":"","#
    + #""acah":"","aceh":"","acma":"","vary":"Origin","location":""}"#
}
