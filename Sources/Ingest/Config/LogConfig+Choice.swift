import Traffic

extension LogConfig {
  /// How an input is read by this configuration, and which of its formats was taken.
  package struct Choice: Sendable {
    /// The format for ``LogRecognition/read(_:as:)``.
    package var format: LogFormat
    /// What is doubtful about it.
    package var warnings: [String]
    /// What to tell people of it.
    package var text: String
  }

  /// Which of the formats the input at `path` has, by its name and by its first bytes `head`;
  /// `nil` when it has none of them.
  package func choose(path: String, head: [UInt8]) -> Choice? {
    let scored = entries.map { entry in
      (
        entry: entry, likeness: LogConfig.likeness(of: entry.path, path),
        understood: understood(entry, head)
      )
    }
    let best = scored.filter { $0.understood > 0 }.max { left, right in
      // A name counts as long as the content does not speak against it.
      let named = (left.likeness > 0, right.likeness > 0)
      let enough = (
        named.0 && left.understood * 2 >= right.understood,
        named.1 && right.understood * 2 >= left.understood
      )
      if enough.0 != enough.1 { return enough.1 }
      if left.likeness != right.likeness, enough.0 { return left.likeness < right.likeness }
      if left.understood != right.understood { return left.understood < right.understood }
      return left.entry.template.fields.fields.count < right.entry.template.fields.fields.count
    }
    guard let best else { return nil }
    var seen: Set<String> = []
    var template = best.entry.template
    // Another format may have been in use for a part of the log, or another host may share it.
    for other in scored where other.entry.place != best.entry.place {
      guard other.understood > 0 || other.entry.path == best.entry.path,
        !seen.contains(other.entry.place)
      else { continue }
      seen.insert(other.entry.place)
      var alternative = other.entry.template
      template.alternatives += alternative.alternatives
      alternative.alternatives = []
      template.alternatives.append(alternative)
    }
    let name = "\(server):\(best.entry.name)"
    let how = best.likeness > 0 ? "" : " (by its lines: the configuration names another file)"
    let format = LogFormat(
      name: name, summary: "\(best.entry.name) of \(best.entry.place)", template: template,
      repeats: RepeatsLoss.of(server == "ingress-nginx" ? "nginx" : server),
      producer: LogFormatText.producer(server))
    return Choice(
      format: format,
      warnings: best.entry.template.warnings.filter { !$0.hasSuffix("is not in this format") },
      text: "read as '\(best.entry.name)' of \(best.entry.place)"
        + (best.entry.path.isEmpty ? "" : how))
  }

  /// How many lines of the head are lines of the entry and of nothing else.
  private func understood(_ entry: Entry, _ head: [UInt8]) -> Int {
    var template = entry.template
    template.allowsMore = false
    let format = LogFormat(name: entry.name, summary: "", template: template)
    guard let candidate = LogRecognition.candidate(head, as: format) else { return 0 }
    // A format without the method is taken at its word: its lines can only fit.
    return template.fields.contains(.method) ? candidate.understood : candidate.fitting
  }

  /// How many of the last components of two paths are alike, what rotation adds left aside.
  static func likeness(of configured: String, _ path: String) -> Int {
    var left = configured.split(separator: "/").map(String.init)
    var right = path.split(separator: "/").map(String.init)
    guard let name = left.popLast(), let other = right.popLast(), matches(name, rotated: other)
    else { return 0 }
    var count = 1
    while let first = left.popLast(), let second = right.popLast(), first == second { count += 1 }
    return count
  }

  /// Whether `name`, in which `$variables` and `%` conversions stand for anything, became `file`.
  private static func matches(_ name: String, rotated file: String) -> Bool {
    let fixed = name.prefix { $0 != "$" && $0 != "%" }
    guard file.hasPrefix(fixed) else { return false }
    if fixed.count < name.count {
      // Behind a variable the end counts.
      let tail = String(
        name.reversed().prefix { $0.isLetter && $0.isASCII || $0 == "." }.reversed())
      return file.contains(tail)
    }
    let rest = file.dropFirst(fixed.count)
    guard let first = rest.first else { return true }
    // access.log.1, access.log-20261122.gz, access.log_old
    return first == "." || first == "-" || first == "_"
  }
}
