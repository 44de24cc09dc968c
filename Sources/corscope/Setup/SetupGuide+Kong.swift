extension SetupGuide {
  /// Kong.
  static let kong = SetupGuide(
    name: "kong",
    text: """
      # /etc/kong/corscope.conf, a file of its own:
      map $http_cookie $has_cookie { "" 0; default 1; }
      map $http_authorization $has_authorization { "" 0; default 1; }
      \(nginxFormat)

      # In kong.conf:
      nginx_http_include = /etc/kong/corscope.conf
      proxy_access_log = /usr/local/kong/logs/corscope.log corscope
      # Then: corscope /usr/local/kong/logs/corscope.log
      # (The file-log and http-log plugins are read too, but write cookies with their values.)

      """,
    misses: "", sample: nginxSample)
}
