extension LogFormat {
  /// The Common Log Format.
  package static let common = LogFormat(
    name: "common", summary: "the Common Log Format", server: "apache",
    "%h %l %u %t \"%r\" %>s %b", allowsMore: true, readsRaw: true,
    samples: [#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58"#])
}
