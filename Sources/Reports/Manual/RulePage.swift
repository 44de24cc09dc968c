package import Analysis

/// The manual page of a rule, for a terminal.
package struct RulePage {
  private let info: RuleInfo
  private let width: Int

  /// Prepares the page, its lines no longer than `width` where they can be broken.
  package init(_ info: RuleInfo, width: Int = 80) {
    self.info = info
    self.width = max(40, width)
  }

  /// The page.
  package var text: String {
    var parts = [
      "\(info.id) (\(info.severity.name))",
      part("What it finds", sentence(info.finds)),
      part("Why it is bad", sentence(info.why)),
      "Example\n" + indented(info.example, by: 4),
      part("What to do instead", sentence(info.mend)),
    ]
    parts += info.snippets.map { "  \($0.server)\n" + indented($0.text, by: 4) }
    parts.append(part("When it is no fault", sentence(info.traps)))
    if !info.yieldsTo.isEmpty {
      parts.append(
        part("Keeps silent where these tell more", info.yieldsTo.joined(separator: ", ")))
    }
    if !info.cwe.isEmpty {
      parts.append(
        part("Weaknesses", info.cwe.map { "CWE-\($0)" }.joined(separator: ", ")))
    }
    parts.append(
      part("Needs the fields", info.fieldNames.joined(separator: ", ")))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func part(_ title: String, _ text: String) -> String {
    "\(title)\n" + wrapped(text)
  }

  private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: count) + $0 }
      .joined(separator: "\n")
  }

  private func wrapped(_ text: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 3 > width {
        lines.append("  " + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append("  " + line) }
    return lines.joined(separator: "\n")
  }
}
