import Traffic

extension LogFormat {
  /// A format of JSON lines that is told by keys of its own.
  ///
  /// - Parameters:
  ///   - name: The name for `--input-format`.
  ///   - summary: One line on what writes it.
  ///   - words: What the sample must hold: of each list one.
  ///   - samples: Lines of it, invented.
  ///   - hides: What the producer leaves out, each a phrase that can follow "does not show".
  ///   - producer: What people call what writes it, where that matters for what it leaves out.
  ///   - mapping: What its keys mean, as far as the keys of a sample tell; `nil` when they show
  ///     that it is something else.
  init(
    json name: String, summary: String, words: [[StaticString]], samples: [String],
    hides: [String] = [], producer: String = "",
    mapping: @escaping @Sendable (JSONKeySurvey) -> JSONMapping?
  ) {
    let example = Array(samples.joined(separator: "\n").utf8)
    let fields = mapping(JSONKeySurvey(example.span))?.fields ?? []
    self.init(name: name, summary: summary, fields: fields, shape: .json, samples: samples) {
      lines in
      for group in words where !group.contains(where: { lines.span.contains($0) }) { return nil }
      guard var mapping = mapping(JSONKeySurvey(lines.span)) else { return nil }
      mapping.hide(unseenIn: lines.span)
      let parser = JSONLinesFormat(
        name: name, summary: summary, mapping: mapping, hides: hides)
      var format = parser.format
      if format.producer.isEmpty { format.producer = producer }
      return LogReading(format: format, parser: parser)
    }
  }

  /// One JSON object a line with the names of nginx's variables for keys.
  package static let nginxJSON = LogFormat(
    name: "nginx-json",
    summary: "one JSON object a line, as nginx writes it with escape=json; keys of your choice",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), shape: .json, isGeneral: true,
    samples: [
      #"{"msec":"1795365302.516","remote_addr":"203.0.113.7","request_method":"GET","#
        + #""scheme":"https","http_host":"api.example.com","request_uri":"/a","status":"200","#
        + #""http_origin":"https://app.example.com","acao":"*"}"#
    ]
  ) { lines in
    guard JSONServer.hasVariables(lines.span) else { return nil }
    return JSONLinesFormat.nginx(lines.span).map { LogReading(format: $0.format, parser: $0) }
  }

  /// One JSON object a line with keys of the operator's choice.
  package static let json = LogFormat(
    name: "json", summary: "one JSON object a line, read by the usual names of its keys",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), shape: .json, isGeneral: true,
    samples: [
      #"{"time":"2026-11-22T16:35:02.516Z","method":"GET","url":"/a","status":200,"#
        + #""origin":"https://app.example.com","acao":"*","vary":"Origin","rid":"c1"}"#,
      #"{"level":30,"time":1795365302516,"req":{"id":1,"method":"GET","url":"/a","headers":{"#
        + #""host":"api.example.com","connection":"close","accept":"*/*","#
        + #""origin":"https://app.example.com"},"remoteAddress":"203.0.113.7"},"res":{"#
        + #""statusCode":200,"headers":{"vary":"Origin","content-length":"2","#
        + #""access-control-allow-origin":"*"}},"responseTime":5,"msg":"request completed"}"#,
    ]
  ) { lines in
    guard nginxJSON.read(lines) == nil else { return nil }
    return JSONLinesFormat.general(lines.span).map { LogReading(format: $0.format, parser: $0) }
  }
}
