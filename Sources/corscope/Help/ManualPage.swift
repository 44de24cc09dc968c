/// A manual page in mdoc, the language of BSD's and Linux' man pages.
///
/// - SeeAlso: https://mandoc.bsd.lv/man/mdoc.7.html
struct ManualPage {
  /// The page.
  private(set) var text = ""

  private let tool: ToolDescription

  /// Writes the page of `tool`.
  init(_ tool: ToolDescription) {
    self.tool = tool
    let root = tool.command
    // The page changes with the program only: a date of today would make two builds differ.
    line(".Dd November 26, 2026")
    line(".Dt CORSCOPE 1")
    line(".Os")
    line(".Sh NAME")
    line(".Nm corscope")
    line(".Nd tells what browsers did to cross-origin traffic")
    synopsis(root)
    line(".Sh DESCRIPTION")
    prose(HelpText.overview)
    line(".Sh COMMANDS")
    for command in shown(root) { describe(command) }
    trailer()
  }

  private func shown(_ command: ToolDescription.Command) -> [ToolDescription.Command] {
    (command.subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
  }

  private mutating func line(_ content: String) { text += content + "\n" }

  private mutating func synopsis(_ root: ToolDescription.Command) {
    line(".Sh SYNOPSIS")
    for command in shown(root) {
      line(".Nm corscope")
      line(command.commandName == "analyze" ? ".Op Cm analyze" : ".Cm \(command.commandName)")
      let parts = arguments(command)
      if parts.contains(where: { $0.kind != "positional" }) { line(".Op Ar options") }
      for part in parts where part.kind == "positional" {
        let name = escaped(part.valueName ?? "value")
        let dots = part.isRepeating == true ? " ..." : ""
        line(part.isOptional == true && dots.isEmpty ? ".Op Ar \(name)" : ".Ar \(name)\(dots)")
      }
      for nested in shown(command).prefix(1) { line(".Cm \(nested.commandName) | ...") }
    }
  }

  private func arguments(_ command: ToolDescription.Command) -> [ToolDescription.Argument] {
    (command.arguments ?? []).filter { part in
      part.shouldDisplay != false
        && part.names?.contains { $0.name == "help" || $0.name == "version" } != true
    }
  }

  private mutating func describe(_ command: ToolDescription.Command, under parent: String = "") {
    let name = parent + command.commandName
    line(".Ss \(escaped(name))")
    prose(command.abstract ?? "")
    if let discussion = command.discussion, !discussion.isEmpty {
      line(".Bd -literal -offset indent")
      for part in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
        line(escaped(String(part)))
      }
      line(".Ed")
    }
    let parts = arguments(command)
    if !parts.isEmpty {
      line(".Bl -tag -width Ds")
      for part in parts { describe(part) }
      line(".El")
    }
    for nested in shown(command) { describe(nested, under: "\(name) ") }
  }

  private mutating func describe(_ part: ToolDescription.Argument) {
    let value = part.kind == "option" ? " Ar \(escaped(part.valueName ?? "value"))" : ""
    if part.kind == "positional" {
      line(".It Ar \(escaped(part.valueName ?? "value"))")
    } else {
      let names = (part.names ?? []).map { name in
        name.kind == "long" ? "Fl \\-\(escaped(name.name))" : "Fl \(escaped(name.name))"
      }
      line(".It \(names.joined(separator: " , "))\(value)")
    }
    prose(part.abstract ?? "")
  }

  private mutating func trailer() {
    line(".Sh ENVIRONMENT")
    line(".Bl -tag -width Ds")
    for (name, meaning) in HelpText.environment {
      line(".It Ev \(name)")
      prose(meaning)
    }
    line(".El")
    line(".Sh EXIT STATUS")
    line(".Bl -tag -width Ds")
    for (status, meaning) in HelpText.statuses {
      line(".It \(status)")
      prose(meaning)
    }
    line(".El")
    line(".Sh EXAMPLES")
    line(".Bd -literal")
    for example in HelpText.examples.split(separator: "\n", omittingEmptySubsequences: false) {
      line(escaped(String(example)))
    }
    line(".Ed")
    line(".Sh SEE ALSO")
    line("The Fetch standard,")
    line(".Lk https://fetch.spec.whatwg.org")
  }

  /// Text, a sentence a line, as mdoc wants it.
  private mutating func prose(_ content: String) {
    var sentence = ""
    for word in content.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      // Longer lines than a terminal's are bad style in mdoc.
      if !sentence.isEmpty, escaped("\(sentence) \(word)").utf8.count > 78 {
        line(escaped(sentence))
        sentence = ""
      }
      sentence += sentence.isEmpty ? String(word) : " \(word)"
      if word.hasSuffix(".") || word.hasSuffix(":") {
        line(escaped(sentence))
        sentence = ""
      }
    }
    if !sentence.isEmpty { line(escaped(sentence)) }
  }

  /// The text without what roff would act on.
  private func escaped(_ content: String) -> String {
    var result = ""
    for character in content {
      switch character {
      case "\\": result += "\\e"
      case "…": result += "..."
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&\(result)" : result
  }
}
