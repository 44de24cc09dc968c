import Traffic

extension LogFormat {
  /// The server access log of Amazon S3.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
  package static let s3: LogFormat = {
    var template = LogTemplate(columns: object + later, escape: .backslash)
    var short = LogTemplate(columns: object, escape: .backslash)
    template.allowsMore = true
    short.allowsMore = true
    // Its lifecycle rules, and each object of a request that deletes many, have lines without one.
    template.needsRequest = true
    short.needsRequest = true
    template.alternatives = [short]
    return LogFormat(
      name: "s3", summary: "Amazon S3's server access log", template: template,
      samples: [
        "79a5bc0e shop-assets [22/Nov/2026:16:35:02 +0000] 203.0.113.7 - 3E57427F3EXAMPLE "
          + #"REST.GET.OBJECT font.woff2 "GET /font.woff2 HTTP/1.1" 200 - 58 58 7 6 "#
          + #""https://app.example.com/" "Mozilla/5.0" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2 "#
          + "- TLS_AES_128_GCM_SHA256 - shop-assets.s3.eu-central-1.amazonaws.com TLSv1.3 - -"
      ])
  }()

  private static let object: [LogTemplate.Column] = [
    .word, .word, LogTemplate.Column(.clfTime, isBracketed: true),
    LogTemplate.Column(.text(.client)), .word,
    LogTemplate.Column(.text(.requestID), isTrusted: true),
    .word, .word, LogTemplate.Column(.request, isQuoted: true), LogTemplate.Column(.status), .word,
    LogTemplate.Column(.number), LogTemplate.Column(.number),
    LogTemplate.Column(.duration(unit: 1_000_000)), LogTemplate.Column(.number),
    LogTemplate.Column(.text(.referer), isQuoted: true),
    LogTemplate.Column(.text(.userAgent), isQuoted: true),
  ]

  private static let later: [LogTemplate.Column] = [
    .word, .word, .word, .word, .word, LogTemplate.Column(.host), LogTemplate.Column(.tlsProtocol),
  ]
}
