extension LogFormat {
  /// Lines that begin as those of the Common Log Format, whatever follows the status.
  package static let commonStart = LogFormat(
    name: "common-start",
    summary: "lines that begin as the Common Log Format and go on in a way of their own",
    server: "apache", "%h %l %u %t \"%r\" %>s", allowsMore: true, readsRaw: true, isGeneral: true,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 "Mozilla/5.0""#
    ])
}
