import Traffic

extension LogFormat {
  /// The access log of Hypercorn, whose paths are decoded and lack their queries.
  ///
  /// - SeeAlso: https://hypercorn.readthedocs.io/en/latest/how_to_guides/logging.html
  package static let hypercorn: LogFormat = {
    var template = LogTemplate(
      pieces: [
        .slot(.portedClient), " - - [", .slot(.clfTime), "] \"", .slot(.text(.method)), " ",
        .slot(.path), " ", .slot(.version), "\" ", .slot(.status), " ", .slot(.number), " \"",
        .slot(.text(.referer)), "\" \"", .slot(.text(.userAgent)), "\"",
      ], escape: .none, timeIsEnd: true)
    template.decodesPaths = true
    return LogFormat(
      name: "hypercorn", summary: "Hypercorn's access log", template: template,
      samples: [
        #"203.0.113.7:54238 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items 1.1" 200 58 "-" "#
          + #""Mozilla/5.0""#
      ])
  }()
}
