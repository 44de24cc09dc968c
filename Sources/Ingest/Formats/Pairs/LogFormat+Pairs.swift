import Traffic

extension LogFormat {
  /// Labeled Tab-separated Values, read by the usual labels.
  ///
  /// - SeeAlso: http://ltsv.org
  static let ltsv = LogFormat(
    pairs: "ltsv", summary: "Labeled Tab-separated Values, read by the usual labels", style: .ltsv,
    samples: [
      "time:22/Nov/2026:16:35:02 +0000\thost:203.0.113.7\treq:GET /v1?a=b HTTP/1.1\tstatus:200"
        + "\tsize:58\treferer:-\tua:Mozilla/5.0\torigin:https://app.example.com\tacrm:-\tacao:*"
        + "\treqtime:0.002\tvhost:api.example.com"
    ])

  /// logfmt: `name=value` after `name=value`.
  static let logfmt = LogFormat(
    pairs: "logfmt", summary: "logfmt, name=value after name=value, read by the usual names",
    style: .logfmt,
    samples: [
      #"time=2026-11-22T16:35:02.516Z level=info method=GET path="/v1?a=b" host=api.example.com "#
        + #"status=200 duration=1.2ms remote_ip=203.0.113.7 origin=https://app.example.com acao=* "#
        + #"user_agent="Mozilla/5.0 (X11; \"x\")""#
    ])

  private init(pairs name: String, summary: String, style: PairStyle, samples: [String]) {
    self.init(
      name: name, summary: summary, fields: FieldSet.all.subtracting(FieldSet(.browserError)),
      shape: .text, isGeneral: true, samples: samples
    ) { lines in
      guard let mapping = LogFormat.mapping(ofPairs: lines.span, style) else { return nil }
      let parser = JSONLinesFormat(name: name, summary: summary, mapping: mapping)
      return LogReading(format: parser.format, parser: parser)
    }
  }

  /// What the names in lines of pairs mean; `nil` when most lines are none.
  private static func mapping(ofPairs sample: Span<UInt8>, _ style: PairStyle) -> JSONMapping? {
    var pairs: [(name: [UInt8], value: [UInt8])] = []
    var lines = 0
    var fitting = 0
    var start = 0
    while start < sample.count, lines < 100 {
      let end = ByteSearch.first(0x0A, in: sample, from: start, to: sample.count)
      var cursor = start
      var count = 0
      while let pair = PairWalk.next(sample, &cursor, end, style), count < 100 {
        var name: [UInt8] = []
        name.append(sample, from: pair.nameStart, to: pair.nameEnd)
        guard name.allSatisfy(isNameByte) else { continue }
        var value: [UInt8] = []
        value.append(sample, from: pair.value.start, to: pair.value.end)
        pairs.append((name, value))
        count += 1
      }
      if end > start { lines += 1 }
      if count >= 3 { fitting += 1 }
      start = end + 1
    }
    guard fitting > 0, fitting * 10 >= lines * 6 else { return nil }
    var mapping = JSONLinesFormat.mapping(of: JSONKeySurvey(pairs: pairs)) { choices in
      // There `host` is the client's, and `vhost` what it asked for.
      guard style == .ltsv else { return }
      let host = [Array("host".utf8)]
      let isTaken = choices.contains { $0.slot.kind == .client && $0.path != host }
      for index in choices.indices where choices[index].path == host {
        choices[index].slot = isTaken ? JSONSlot(.ignored) : JSONSlot(.client)
      }
      let vhost = [Array("vhost".utf8)]
      if pairs.contains(where: { [$0.name] == vhost }) {
        choices.append(.init(path: vhost, slot: JSONSlot(.authority), rank: 0))
      }
    }
    guard mapping?.fields.contains(.status) == true else { return nil }
    mapping?.style = style
    mapping?.hostIsAssumed = style == .ltsv
    mapping?.dashIsAbsent = true
    mapping?.traits = .hidesRepeats
    mapping?.server = .unknown
    return mapping
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20) &- 97 < 26 || byte == 0x5F || byte == 0x2D || byte == 0x2E
  }
}
