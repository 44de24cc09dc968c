extension LogFormat {
  /// morgan's `short`.
  package static let morganShort = LogFormat(
    name: "morgan-short", summary: "morgan's short", server: "morgan", "short",
    samples: ["::ffff:203.0.113.7 - GET /v1/items HTTP/1.1 200 58 - 1.944 ms"])
}
