extension LogFormat {
  /// Apache's `vhost_combined`.
  package static let vhostCombined = LogFormat(
    name: "vhost_combined",
    summary: "Apache's vhost_combined: combined after the virtual host and port",
    server: "apache", "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"",
    allowsMore: true, readsRaw: true,
    samples: [
      #"api.example.com:443 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
        + #""GET /v1/items HTTP/1.1" 200 58 "https://app.example.com/" "Mozilla/5.0""#
    ])
}
