extension SetupGuide {
  /// Traefik.
  static let traefik: SetupGuide = {
    let names = (requestHeaders + responseHeaders).map { "        \($0.1): keep" }
    return SetupGuide(
      name: "traefik",
      text: """
        # In the static configuration. Cookies and credentials are logged as REDACTED.
        accessLog:
          filePath: /var/log/traefik/access.log
          format: json
          fields:
            defaultMode: keep
            headers:
              defaultMode: drop
              names:
        \(names.joined(separator: "\n"))
                Cookie: redact
                Authorization: redact
        # Then: corscope /var/log/traefik/access.log

        """.replacing("\n        Origin", with: "\n        Origin"),
      misses: "",
      sample: #"{"ClientHost":"203.0.113.7","DownstreamStatus":200,"Duration":1516000,"#
        + #""RequestHost":"api.example.com","RequestMethod":"GET","RequestPath":"/v1/items","#
        + #""RequestProtocol":"HTTP/2.0","RequestScheme":"https","#
        + #""StartUTC":"2026-11-22T16:35:02.516123456Z","request_Origin":"https://app.example.com","#
        + #""request_Cookie":"REDACTED","request_User-Agent":"Mozilla/5.0","#
        + #""downstream_Access-Control-Allow-Origin":"https://app.example.com","#
        + #""downstream_Access-Control-Allow-Credentials":"true","downstream_Vary":"Origin","#
        + #""level":"info","msg":"","time":"2026-11-22T16:35:02Z"}"#)
  }()
}
