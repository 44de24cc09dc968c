import Traffic

extension LogFormat {
  /// The access log of an AWS Classic Load Balancer.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
  package static let classicELB: LogFormat = {
    let part = LogTemplate.Column(.durationPart(unit: 1_000_000_000))
    var template = LogTemplate(
      columns: [
        LogTemplate.Column(.isoTime), .word, LogTemplate.Column(.clientPort), .word, part, part,
        part, LogTemplate.Column(.status), .word, LogTemplate.Column(.number),
        LogTemplate.Column(.number), LogTemplate.Column(.request, isQuoted: true),
        LogTemplate.Column(.text(.userAgent), isQuoted: true),
      ], escape: .backslash)
    template.allowsMore = true
    template.showsURLsAsked = true
    // Until 2015 the request came last.
    var short = template
    short.pieces.removeLast(3)
    short.pieces.append(.literal([0x22]))
    short.allowsMore = false
    template.alternatives = [short]
    return LogFormat(
      name: "elb", summary: "AWS Classic Load Balancer", template: template,
      samples: [
        "2026-11-22T16:35:02.514000Z shop-lb 203.0.113.7:46532 10.0.0.1:80 0.000 0.002 0.000 200 "
          + #"200 0 58 "GET https://api.example.com:443/v1/items HTTP/1.1" "Mozilla/5.0" "#
          + "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2"
      ])
  }()
}
