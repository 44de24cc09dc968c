import Analysis
import ArgumentParser
import Reports
import Traffic

/// `corscope rules [ID]`: the misconfigurations that are looked for.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Lists the misconfigurations looked for, or explains one.")

  @Argument(help: ArgumentHelp("The id of the rule to explain.", valueName: "id"))
  var id: String?

  mutating func run() throws {
    let rules = RuleRegistry.all.map { $0.info }
    guard let id else {
      let width = rules.map(\.id.count).max() ?? 0
      var text = ""
      for rule in rules {
        let name = rule.id + String(repeating: " ", count: width - rule.id.count)
        let severity = rule.severity.name
        text +=
          "\(name)  \(severity)\(String(repeating: " ", count: 8 - severity.count))  \(rule.finds)\n"
      }
      text += "\n'corscope rules ID' explains one.\n"
      Console.write(Array(text.utf8))
      return
    }
    guard let rule = rules.first(where: { $0.id == id }) else {
      Console.complain(
        "corscope: there is no rule '\(TerminalText.escape(id))'; \(Suggestion.text(id, rules.map(\.id)))"
          + "'corscope rules' lists them")
      throw ExitCode(2)
    }
    let example = rule.example.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let needs = rule.needs.fields.map(\.name).joined(separator: ", ")
    let snippets = rule.snippets.map { snippet in
      "    \(snippet.server)\n"
        + snippet.text.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    }.joined(separator: "\n\n")
    let weaknesses =
      rule.cwe.isEmpty
      ? "" : "\nWeaknesses\n  " + rule.cwe.map { "CWE-\($0)" }.joined(separator: ", ") + "\n"
    Console.write(
      Array(
        """
        \(rule.id) (\(rule.severity.name))

        What it finds
          \(rule.finds)

        Why it is bad
          \(rule.why)

        Example
        \(example)

        What to do instead
          \(rule.mend)

        \(snippets)

        When it is no fault
          \(rule.traps)
        \(weaknesses)

        Needs the fields
          \(needs)

        """.utf8))
  }
}
