package import Analysis

/// The rules' part of the manual, one page a section, as DocC reads it.
package enum RuleManual {
  /// The page that lists all rules.
  package static func overview(_ rules: [RuleInfo]) -> String {
    let sections = RuleSection.allCases.map { section in
      let rows = rules.filter { $0.section == section }.map { info in
        "| `\(info.id)` | \(info.severity.name) | \(cell(info.finds)) |"
      }
      return """
        ### \(section.title)

        \(section.summary): <doc:\(page(section))>.

        | id | severity | finds |
        |---|---|---|
        \(rows.joined(separator: "\n"))
        """
    }
    return """
      # Rules

      The misconfigurations that corscope looks for.

      ## Overview

      `corscope rules` lists them, `corscope rules ID` explains one: what it finds, why that is bad, an example,
      what to do instead with pieces of configuration for nginx, Apache, Envoy and Express, when it is no fault, and
      the fields that it needs. A rule reports one finding a host, however many URLs show it, with up to five
      places. One root cause is one finding: where a sharper rule speaks, a broader one keeps silent.

      - The severity is that of the worst case; findings without credentials, or seen on errors only, are a step less.
      - What other programs than browsers show is left out, but for crafted Origins that are let in: they are
        evidence, and `observed_under_probe` says where nothing else shows it.
      - `--trusted-origins FILE` names the origins that are let in on purpose, one a line (`https://app.example.com`,
        or `https://*.example.com` for all under one name; `#` begins a comment). They are no findings, and what
        looks like them is measured by them.
      - `--public-resource PATTERN` names what is for everyone, such as `/public/*` or `cdn.example.com/*`: there `*` and
        echoes without credentials are no findings. Paths are compared as reports show them (`/items/:id`).
      - Sites are told apart by the public suffix list of \(suffixDate), which is built in.

      \(sections.joined(separator: "\n\n"))

      ## Topics

      \(RuleSection.allCases.map { "- <doc:\(page($0))>" }.joined(separator: "\n"))

      """
  }

  /// The page of one section.
  package static func page(_ section: RuleSection, _ rules: [RuleInfo]) -> String {
    let pages = rules.filter { $0.section == section }.map(entry)
    return """
      # Rules: \(section.title)

      \(section.summary).

      ## Overview

      \(pages.joined(separator: "\n\n"))

      """
  }

  /// The name of a section's page.
  package static func page(_ section: RuleSection) -> String {
    switch section {
    case .trust: "RulesTrust"
    case .malformed: "RulesMalformed"
    case .preflight: "RulesPreflight"
    case .consistency: "RulesConsistency"
    }
  }

  private static func entry(_ info: RuleInfo) -> String {
    let snippets = info.snippets.map { snippet in
      "\(snippet.server):\n\n```\n\(snippet.text)\n```"
    }
    let parts: [String?] = [
      "### \(info.id)",
      "Severity: \(info.severity.name)."
        + (info.cwe.isEmpty
          ? "" : " Weaknesses: \(info.cwe.map { "CWE-\($0)" }.joined(separator: ", "))."),
      "**What it finds.** \(sentence(info.finds))",
      "**Why it is bad.** \(sentence(info.why))",
      "**Example.**\n\n```\n\(info.example)\n```",
      "**Instead.** \(sentence(info.mend))",
      snippets.isEmpty ? nil : snippets.joined(separator: "\n\n"),
      "**When it is no fault.** \(sentence(info.traps))",
      info.yieldsTo.isEmpty
        ? nil
        : "**Keeps silent** where these tell more: "
          + info.yieldsTo.map { "`\($0)`" }.joined(separator: ", ") + ".",
      "**Needs the fields** "
        + info.fieldNames.map { "`\($0)`" }.joined(separator: ", ") + ".",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }

  private static func sentence(_ text: String) -> String {
    escaped(text.prefix(1).uppercased() + text.dropFirst() + ".")
  }

  private static func cell(_ text: String) -> String {
    escaped(text).replacing("|", with: "\\|")
  }

  /// What Markdown would read as a mark is taken literally.
  private static func escaped(_ text: String) -> String {
    text.replacing("*", with: "\\*").replacing("<", with: "\\<").replacing("`", with: "\\`")
      .replacing("_", with: "\\_")
  }

  private static let suffixDate = PublicSuffixDate.text
}
