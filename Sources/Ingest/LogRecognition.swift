package import Traffic

/// Tells by its content which log format an input has.
package enum LogRecognition {
  /// How many lines of an input's head are tried.
  package static let sampleLines = 200

  /// Of the most lines understood, the share that a format must understand to be preferred for what
  /// it says of them.
  private static let enough = 0.9

  /// Every format that understands some of `head`, the best first.
  ///
  /// Of those that understand nearly as many lines as the best of them, the one comes first that is
  /// made for such lines, then the one that says more of them. Lines that are none of the first
  /// are read as those of the others.
  package static func candidates(head: [UInt8]) -> [LogCandidate] {
    sorted(unwrapped(sample(of: head)) { candidates(lines: $0) })
  }

  /// How an input with the first bytes `head` is read if its format is `format`, wrapped or not;
  /// `nil` when it cannot be that.
  package static func read(_ head: [UInt8], as format: LogFormat) -> LogReading? {
    candidate(head, as: format)?.reading
  }

  /// The better of the ways in which `head` can be `format`: wrapped, or not.
  package static func candidate(_ head: [UInt8], as format: LogFormat) -> LogCandidate? {
    let candidates = unwrapped(sample(of: head)) { lines in
      [LogCandidate(format, lines: lines)].compactMap { $0 }
    }
    return candidates.max { left, right in
      if left.understood != right.understood { return left.understood < right.understood }
      // A format without a request, or with values that hold what separates them, has no line that
      // is understood, yet fits or does not.
      if left.fitting != right.fitting { return left.fitting < right.fitting }
      // Where neither way makes sense of a line, what stands in front may be the format's own.
      return left.fitting > 0 ? left.wrappers < right.wrappers : left.wrappers > right.wrappers
    }
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
        candidate.wrap(in: wrapper, isLoose: false)
        found.append(candidate)
      }
      // Those behind it ask for less and would take it for theirs too.
      break
    }
    guard !found.contains(where: isGood) else { return found }
    for wrapper in FormatRegistry.looseWrappers {
      guard let inner = wrapper.unwrap(lines) else { continue }
      for var candidate in unwrapped(inner, depth: depth + 1, candidates) {
        candidate.wrap(in: wrapper, isLoose: true)
        found.append(candidate)
      }
      break
    }
    return found
  }

  /// Whether nothing suggests that the candidate's lines have something more in front.
  private static func isGood(_ candidate: LogCandidate) -> Bool {
    candidate.isAddressed && Double(candidate.understood) >= Double(candidate.seen) * enough
  }

  private static func candidates(lines: [UInt8]) -> [LogCandidate] {
    guard let first = lines.first(where: { $0 > 0x20 }) else { return [] }
    let isObject = first == UInt8(ascii: "{")
    // Programs print a word of welcome before the first object.
    let mayHoldJSON = first == UInt8(ascii: "[") || holdsObjects(lines)
    let shaped =
      isObject
      ? FormatRegistry.formats(of: .json)
      : mayHoldJSON ? FormatRegistry.all : FormatRegistry.formats(of: .text)
    let candidates = shaped.compactMap { LogCandidate($0, lines: lines) }
    let understanding = candidates.filter { $0.understood > 0 }
    guard understanding.isEmpty else { return understanding }
    // A log of nothing but probes: its lines fit, yet none of them holds a request.
    return candidates.filter { $0.fitting == $0.seen && $0.fitting > 0 && !$0.isGeneral }
  }

  /// Whether a good part of the lines begins as an object does.
  private static func holdsObjects(_ lines: [UInt8]) -> Bool {
    var objects = 0
    var others = 0
    var start = 0
    while start < lines.count {
      if lines[start] == UInt8(ascii: "{") { objects += 1 } else { others += 1 }
      start = ByteSearch.first(0x0A, in: lines.span, from: start, to: lines.count) + 1
    }
    return objects * 4 >= others
  }

  private static func sorted(_ candidates: [LogCandidate]) -> [LogCandidate] {
    let most = candidates.map(\.understood).max() ?? 0
    var sorted = candidates.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      let isEnough = (
        Double(first.understood) >= Double(most) * enough,
        Double(second.understood) >= Double(most) * enough
      )
      if isEnough.0 != isEnough.1 { return isEnough.0 }
      if first.isAddressed != second.isAddressed { return first.isAddressed }
      if first.isLoose != second.isLoose { return second.isLoose }
      // A wrapper's words may pass for a host and a user.
      if first.wrappers != second.wrappers { return first.wrappers > second.wrappers }
      if first.isGeneral != second.isGeneral { return second.isGeneral }
      if !isEnough.0, first.understood != second.understood {
        return first.understood > second.understood
      }
      if first.format.goesOn != second.format.goesOn { return second.format.goesOn }
      let fields = (first.format.fields.fields.count, second.format.fields.fields.count)
      if fields.0 != fields.1 { return fields.0 > fields.1 }
      if first.understood != second.understood { return first.understood > second.understood }
      return left.offset < right.offset
    }.map(\.element)
    if !sorted.isEmpty {
      let others = sorted.dropFirst().filter { !$0.isGeneral }.prefix(3).compactMap(\.template)
      sorted[0].fallBack(
        on: others.map { template in
          var strict = template
          // Where the lines go on, those of another shape do too.
          guard !sorted[0].format.goesOn else { return strict }
          strict.allowsMore = false
          for index in strict.alternatives.indices { strict.alternatives[index].allowsMore = false }
          return strict
        })
    }
    return sorted
  }

  /// The first lines of `head` without what wraps them, as `candidate` was read.
  package static func unwrap(_ head: [UInt8], as candidate: LogCandidate) -> [UInt8] {
    var lines = sample(of: head)
    for wrapper in candidate.around {
      guard let inner = wrapper.unwrap(lines) else { break }
      lines = inner
    }
    return lines
  }

  /// Why the first of `candidates` was preferred to the second, in words; `nil` where there is
  /// none.
  package static func reason(_ candidates: [LogCandidate]) -> String? {
    guard let first = candidates.first, let second = candidates.dropFirst().first else {
      return nil
    }
    let name = "'\(second.format.name)'"
    if Double(second.understood) < Double(first.understood) * enough {
      return "\(name) understands fewer lines"
    }
    if first.isAddressed, !second.isAddressed {
      return "\(name) finds no address where it has the client's"
    }
    if second.isLoose, !first.isLoose { return "\(name) takes words off that may be the line's" }
    if first.wrappers > second.wrappers { return "what stands before the lines is taken off" }
    if !first.isGeneral, second.isGeneral { return "\(name) is general: it fits much" }
    if !first.format.goesOn, second.format.goesOn { return "\(name) leaves columns unread" }
    let fields = (first.format.fields.fields.count, second.format.fields.fields.count)
    if fields.0 > fields.1 { return "\(name) says less of the same lines" }
    return "\(name) says no more of the same lines"
  }

  /// What to say of an input whose `head` no format understands.
  package static func unrecognised(_ head: [UInt8]) -> IngestError {
    if UTF16Text.isLikely(head) {
      return IngestError(
        "UTF-16 without a byte order mark",
        mend: "convert it: iconv -f UTF-16LE -t UTF-8 FILE | corscope -")
    }
    if isVarnishlog(head) {
      return IngestError(
        "records of varnishlog, of which several make an exchange",
        mend: "log lines with varnishncsa: 'corscope setup varnish' prints how")
    }
    if head.prefix(4096).contains(0) {
      return IngestError(
        "binary, and neither a capture nor compressed with gzip",
        mend: "pass an access log, a HAR file or a pcap file")
    }
    return IngestError(
      "no known format fits its first lines",
      mend: "describe them: --log-format 'nginx:…' or 'apache:…'; 'corscope formats' lists all")
  }

  /// Whether the lines are of varnishlog: `*   << Request  >> 2`, `-   ReqURL  /a`, or raw, with a
  /// number and a tag each.
  private static func isVarnishlog(_ head: [UInt8]) -> Bool {
    let start = Array(head.prefix(1 << 13))
    let marks: [StaticString] = ["<< Request  >>", "<< Session  >>", "<< BeReq    >>"]
    return marks.contains { start.span.contains($0) }
      || start.span.contains(" SessOpen ") && start.span.contains(" Begin ")
  }

  /// Whole lines of `head`: the first ones, where directives stand too, and others spread over the
  /// rest, because a log's beginning may be a burst of probes, or of an older format.
  package static func sample(of head: [UInt8]) -> [UInt8] {
    var starts: [Int] = [0]
    var end = 0
    while end < head.count {
      let newline = ByteSearch.first(0x0A, in: head.span, from: end, to: head.count)
      // A last line without its end may be cut; it counts only where it is all there is.
      if newline == head.count, starts.count > 1 { break }
      end = min(newline + 1, head.count)
      starts.append(end)
    }
    let count = starts.count - 1
    guard count > sampleLines else { return Array(head[..<end]) }
    var lines = Array(head[..<starts[sampleLines / 2]])
    let rest = count - sampleLines / 2
    for index in 0..<sampleLines / 2 {
      let line = sampleLines / 2 + index * rest / (sampleLines / 2)
      lines += head[starts[line]..<starts[line + 1]]
    }
    return lines
  }
}
