extension LogFormat {
  /// The combined format.
  package static let combined = LogFormat(
    name: "combined", summary: "the combined log format of Apache, nginx, morgan and many more",
    server: "apache", "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    allowsMore: true, readsRaw: true,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 "#
        + #""https://app.example.com/" "Mozilla/5.0""#
    ])
}
