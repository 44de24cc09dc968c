import Traffic

extension LogFormat {
  /// The W3C extended format, as IIS writes it.
  package static let w3c = LogFormat(
    name: "w3c", summary: "W3C extended, as IIS writes it; the columns stand in #Fields",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), shape: .text,
    samples: [
      """
      #Software: Microsoft Internet Information Services 10.0
      #Version: 1.0
      #Date: 2026-11-22 16:35:00
      #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip \
      cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus sc-win32-status time-taken Origin ACAO
      2026-11-22 16:35:02 10.0.0.4 GET /v1/items page=2 443 - 203.0.113.7 Mozilla/5.0+(X11) \
      https://app.example.com/ api.example.com 200 0 0 15 https://app.example.com *
      #Fields: date time cs-method cs-uri-stem sc-status c-ip
      2026-11-22 16:35:09 OPTIONS /v1/items 204 203.0.113.7
      """,
      "#Version:\t1.0\n#Fields:\tdate\ttime\tc-ip\tcs-method\tcs-uri\tsc-status\ttime-taken\n"
        + "2026-11-22\t16:35:02\t203.0.113.7\tGET\t/v1/items?page=%32\t200\t0.015",
      "#Fields: date time c-ip cs-method cs-uri sc-status time-taken cs(Origin) cs(User-Agent)\n"
        + "#Version: 2.0\n#Software: Apache Tomcat/10.1\n"
        + "2026-11-22 16:35:02 203.0.113.7 GET /v1/items 200 0.015 \"https://app.example.com\" "
        + #""Mozilla/5.0 (X11; ""x"")""#,
    ]
  ) { lines in
    let style = W3CStyle(of: lines)
    let layouts = W3CFormat.layouts(in: lines, style: style)
    guard let first = layouts.first else { return nil }
    var format = InputFormat(
      name: "w3c", summary: "W3C extended, as IIS writes it",
      fields: layouts.reduce(first.fields) { $0.union($1.fields) }, unit: .line)
    format.repeatsLoss = style == .spaced ? RepeatsLoss.iis : RepeatsLoss.unknown
    let parser = W3CFormat(layout: nil as LogTemplate?, style: style)
    return LogReading(
      format: format, parser: style == .quoted ? QuotedColumns(parser) : parser)
  }
}
