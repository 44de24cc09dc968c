extension LogFormat {
  /// morgan's `tiny`.
  package static let morganTiny = LogFormat(
    name: "morgan-tiny", summary: "morgan's tiny", server: "morgan", "tiny",
    samples: ["GET /v1/items?page=2 200 58 - 1.944 ms", "POST /v1/items - - - - ms"])
}
