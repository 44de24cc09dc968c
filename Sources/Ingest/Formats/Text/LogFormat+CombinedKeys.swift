import Traffic

extension LogFormat {
  /// Combined lines that go on with pairs of names and values.
  package static let combinedKeys = LogFormat(
    name: "combined-keys",
    summary: "combined or common, then name=value pairs under the usual names",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), shape: .text,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 "-" "#
        + #""Mozilla/5.0" host="api.example.com" scheme=https origin="https://app.example.com" "#
        + #"acao="*" vary="Origin" rt=0.002 x="1""#
    ]
  ) { lines in
    guard let template = KeyedTail.template(lines) else { return nil }
    var format = InputFormat(
      name: "combined-keys", summary: "combined, then name=value pairs",
      fields: template.fields, unit: .line)
    format.repeatsLoss = RepeatsLoss.unknown
    return LogReading(format: format, parser: TemplateFormat(template), template: template)
  }
}
