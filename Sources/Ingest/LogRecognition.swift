package import Traffic

/// Tells by its content which log format an input has.
package enum LogRecognition {
  /// How many lines of an input's head are tried.
  package static let sampleLines = 200

  /// Every format that understands some of `head`, the best first.
  ///
  /// More lines understood comes first; of two that understand the same lines, the one that is made
  /// for them, then the one that says more.
  package static func candidates(head: [UInt8]) -> [LogCandidate] {
    sorted(unwrapped(sample(of: head)) { candidates(lines: $0) })
  }

  /// How an input with the first bytes `head` is read if its format is `format`, wrapped or not;
  /// `nil` when it cannot be that.
  package static func read(_ head: [UInt8], as format: LogFormat) -> LogReading? {
    let candidates = unwrapped(sample(of: head)) { lines in
      [LogCandidate(format, lines: lines)].compactMap { $0 }
    }
    return candidates.max { $0.understood < $1.understood }?.reading
  }

  /// How many wrappers may stand around one another, as syslog does within a container's log.
  private static let deepest = 3

  /// What `candidates` finds in `lines` and, where they are wrapped, in what is in them.
  private static func unwrapped(
    _ lines: [UInt8], depth: Int = 0, _ candidates: ([UInt8]) -> [LogCandidate]
  ) -> [LogCandidate] {
    var found = candidates(lines)
    guard depth < deepest else { return found }
    for wrapper in FormatRegistry.wrappers {
      guard let inner = wrapper.unwrap(lines) else { continue }
      for var candidate in unwrapped(inner, depth: depth + 1, candidates) {
        candidate.wrap(in: wrapper)
        found.append(candidate)
      }
      // Those behind it ask for less and would take it for theirs too.
      break
    }
    return found
  }

  private static func candidates(lines: [UInt8]) -> [LogCandidate] {
    guard let first = lines.first(where: { $0 > 0x20 }) else { return [] }
    let isObject = first == UInt8(ascii: "{")
    let isArray = first == UInt8(ascii: "[")
    let shaped = FormatRegistry.all.filter {
      $0.shape == .json ? isObject || isArray : !isObject
    }
    return shaped.compactMap { LogCandidate($0, lines: lines) }.filter { $0.understood > 0 }
  }

  private static func sorted(_ candidates: [LogCandidate]) -> [LogCandidate] {
    candidates.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.understood != second.understood { return first.understood > second.understood }
      // A wrapper's words may pass for a host and a user.
      if first.wrappers != second.wrappers { return first.wrappers > second.wrappers }
      if first.isGeneral != second.isGeneral { return second.isGeneral }
      let fields = (first.format.fields.fields.count, second.format.fields.fields.count)
      return fields.0 != fields.1 ? fields.0 > fields.1 : left.offset < right.offset
    }.map(\.element)
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
  package static func sample(of head: [UInt8]) -> [UInt8] {
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
