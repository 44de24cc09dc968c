package import Traffic

/// Tells by its content which log format an input has.
package enum LogRecognition {
  /// How many lines of an input's head are tried.
  package static let sampleLines = 200

  /// Every format that understands some of `head`, the best first.
  ///
  /// More lines understood comes first; of two that understand the same lines, the one that says
  /// more of them.
  package static func candidates(head: [UInt8]) -> [LogCandidate] {
    let lines = sample(of: head)
    var candidates: [LogCandidate] = []
    if let first = lines.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") {
      candidates = JSONLinesFormat.recognise(lines.span)
    } else {
      candidates = TextPresets.all.map { candidate($0, lines: lines) }
    }
    return candidates.filter { $0.understood > 0 }.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.understood != second.understood { return first.understood > second.understood }
      let fields = (first.format.fields.fields.count, second.format.fields.fields.count)
      return fields.0 != fields.1 ? fields.0 > fields.1 : left.offset < right.offset
    }.map(\.element)
  }

  private static func candidate(_ preset: TextPresets.Preset, lines: [UInt8]) -> LogCandidate {
    var strict = preset.template
    strict.allowsMore = false
    let exact = LogCandidate(
      format: preset.format, parser: TemplateFormat(strict), lines: lines)
    let lenient = LogCandidate(
      format: preset.format, parser: TemplateFormat(preset.template), lines: lines)
    // A few odd lines are no further columns.
    guard lenient.understood > exact.understood * 2 else { return lenient }
    var format = preset.format
    format.goesOn = true
    return LogCandidate(
      format: format, parser: lenient.parser, understood: lenient.understood, seen: lenient.seen)
  }

  /// What to say of an input whose `head` no format understands.
  package static func unrecognised(_ head: [UInt8]) -> IngestError {
    if head.prefix(4096).contains(0) {
      return IngestError(
        "binary, and neither a capture nor compressed with gzip",
        mend: "pass an access log, a HAR file or a pcap file")
    }
    return IngestError(
      "no known format fits its first lines",
      mend: "describe them: --log-format 'nginx:…' or 'apache:…'; 'corscope formats' lists all")
  }

  /// The first whole lines of `head`.
  private static func sample(of head: [UInt8]) -> [UInt8] {
    var end = 0
    var count = 0
    while count < sampleLines, end < head.count {
      let newline = ByteSearch.first(0x0A, in: head.span, from: end, to: head.count)
      // A last line without its end may be cut; it counts only where it is all there is.
      if newline == head.count, count > 0 { break }
      end = min(newline + 1, head.count)
      count += 1
    }
    return Array(head[..<end])
  }
}
