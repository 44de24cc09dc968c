extension LogFormat {
  /// The access log of aiohttp.
  ///
  /// - SeeAlso: https://docs.aiohttp.org/en/stable/logging.html#access-logs
  package static let aiohttp = LogFormat(
    name: "aiohttp", summary: "aiohttp's access log", server: "apache",
    #"%a %t "%r" %s %b "%{Referer}i" "%{User-Agent}i""#, readsRaw: true,
    samples: [
      #"203.0.113.7 [22/Nov/2026:16:35:02 +0000] "GET /v1/items?page=2 HTTP/1.1" 200 218 "#
        + #""https://app.example.com/" "Mozilla/5.0""#
    ])
}
