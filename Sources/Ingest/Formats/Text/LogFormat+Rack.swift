import Traffic

extension LogFormat {
  /// The Common Log Format as Rack's servers write it, Puma among them: with seconds behind it.
  package static let rack: LogFormat = {
    let usual = LogFormat(
      name: "rack", summary: "what Rack's servers write, Puma among them: common, then seconds",
      server: "apache", #"%h %l %u %t "%r" %>s %b %{s-float}T"#, readsRaw: true,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 0.0019"#
      ])
    return LogFormat(
      name: usual.name, summary: usual.summary, fields: usual.fields, shape: .text,
      samples: usual.samples
    ) { lines in
      // A bare number there has another unit elsewhere; Rack writes four places of seconds.
      endsInSeconds(lines) ? usual.read(lines) : nil
    }
  }()

  private static func endsInSeconds(_ lines: [UInt8]) -> Bool {
    var (seconds, seen) = (0, 0)
    for line in lines.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      seen += 1
      guard let point = line.lastIndex(of: 0x2E), line.endIndex - point == 5 else { continue }
      var start = point
      while start > line.startIndex, line[start - 1].isDigit { start -= 1 }
      let isWord = start > line.startIndex && start < point && line[start - 1] == 0x20
      if isWord, line[(point + 1)...].allSatisfy(\.isDigit) { seconds += 1 }
    }
    return seconds * 2 > seen
  }
}
