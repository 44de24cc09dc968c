extension SetupGuide {
  /// Caddy.
  static let caddy = SetupGuide(
    name: "caddy",
    text: """
      # In the site's block: Caddy's own JSON log holds all that is needed, and of cookies and
      # credentials that they were there.
      log {
        output file /var/log/caddy/access.log
        format json
      }
      # Then: corscope /var/log/caddy/access.log

      """,
    misses: "",
    sample:
      #"{"level":"info","ts":1795365302.5,"logger":"http.log.access","msg":"handled request","#
      + #""request":{"remote_ip":"203.0.113.7","proto":"HTTP/2.0","method":"GET","#
      + #""host":"api.example.com","uri":"/v1/items","headers":{"Origin":["#
      + #""https://app.example.com"],"Cookie":["REDACTED"],"User-Agent":["Mozilla/5.0"]},"#
      + #""tls":{"version":772}},"duration":0.002,"size":58,"status":200,"resp_headers":{"#
      + #""Access-Control-Allow-Origin":["https://app.example.com"],"#
      + #""Access-Control-Allow-Credentials":["true"],"Vary":["Origin"]}}"#)
}
