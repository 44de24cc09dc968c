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
      """
    ]
  ) { lines in
    let layouts = W3CFormat.layouts(in: lines, isTabbed: false)
    guard let first = layouts.first else { return nil }
    var format = InputFormat(
      name: "w3c", summary: "W3C extended, as IIS writes it",
      fields: layouts.reduce(first.fields) { $0.union($1.fields) }, unit: .line)
    format.repeatsLoss = RepeatsLoss.iis
    return LogReading(
      format: format, parser: W3CFormat(layout: nil as LogTemplate?, isTabbed: false))
  }
}
