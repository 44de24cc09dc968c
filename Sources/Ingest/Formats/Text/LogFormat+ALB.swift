import Traffic

extension LogFormat {
  /// The access log of an AWS Application Load Balancer.
  ///
  /// Columns were added over the years; lines are read as far as they go.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
  package static let alb: LogFormat = {
    var template = LogTemplate(columns: connection + later, escape: .backslash)
    var short = LogTemplate(columns: connection, escape: .backslash)
    // Until the time at which a request began was logged there was only that of the response.
    short.timeIsEnd = true
    template.allowsMore = true
    template.showsURLsAsked = true
    short.allowsMore = true
    template.alternatives = [short]
    return LogFormat(
      name: "alb", summary: "AWS Application Load Balancer", template: template,
      samples: [
        "https 2026-11-22T16:35:02.516789Z app/lb/50dc6c495c0c9188 203.0.113.7:46532 10.0.0.1:80 "
          + #"0.000 0.002 0.000 204 204 310 120 "OPTIONS https://api.example.com:443/a HTTP/2.0" "#
          + #""Mozilla/5.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:tg "Root=1-6741a3f6-0a" "#
          + #""api.example.com" "arn:aws:acm" 0 2026-11-22T16:35:02.514000Z "forward" "-" "-" "#
          + #""10.0.0.1:80" "204" "-" "-" TID_abc"#
      ])
  }()

  private static let connection: [LogTemplate.Column] = [
    .word, LogTemplate.Column(.isoTime, rank: 1), .word, LogTemplate.Column(.clientPort), .word,
    LogTemplate.Column(.durationPart(unit: 1_000_000_000)),
    LogTemplate.Column(.durationPart(unit: 1_000_000_000)),
    LogTemplate.Column(.durationPart(unit: 1_000_000_000)), LogTemplate.Column(.status), .word,
    LogTemplate.Column(.number), LogTemplate.Column(.number),
    LogTemplate.Column(.request, isQuoted: true),
    LogTemplate.Column(.text(.userAgent), isQuoted: true), .word, .word,
  ]

  private static let later: [LogTemplate.Column] = [
    .word, LogTemplate.Column(.text(.requestID), isQuoted: true),
    LogTemplate.Column(.ignored, isQuoted: true), LogTemplate.Column(.ignored, isQuoted: true),
    .word, LogTemplate.Column(.isoTime, rank: 2),
  ]
}
