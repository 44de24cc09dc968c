import Analysis
import ArgumentParser
import Reports

/// `corscope rules [ID]`: the misconfigurations that are looked for.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Lists the misconfigurations looked for, or explains one.")

  @Argument(
    help: ArgumentHelp("The id of the rule to explain.", valueName: "id"),
    completion: .list(RuleRegistry.all.map { $0.info.id }))
  var id: String?

  mutating func run() throws {
    let rules = RuleRegistry.all.map { $0.info }
    guard let id else {
      Console.write(Array(list(rules).utf8))
      return
    }
    guard let rule = rules.first(where: { $0.id == id }) else {
      Console.complain(
        "corscope: there is no rule '\(TerminalText.escape(id))'; \(Suggestion.text(id, rules.map(\.id)))"
          + "'corscope rules' lists them")
      throw ExitCode(2)
    }
    Console.write(Array(RulePage(rule, width: min(Console.width, 100)).text.utf8))
  }

  /// All rules, by section.
  private func list(_ rules: [RuleInfo]) -> String {
    let width = rules.map(\.id.count).max() ?? 0
    var text = ""
    for section in RuleSection.allCases {
      text += "\(section.title)\n"
      for rule in rules where rule.section == section {
        let name = rule.id + String(repeating: " ", count: width - rule.id.count)
        let severity = rule.severity.name
        let gap = String(repeating: " ", count: 8 - severity.count)
        text += "  \(name)  \(severity)\(gap)  \(rule.finds)\n"
      }
      text += "\n"
    }
    return text + "'corscope rules ID' explains one.\n"
  }
}
