import ArgumentParser
import Reports

/// `corscope setup SERVER`: what to add to a server's configuration so that its log can answer.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Prints what to add to a server's configuration so that its log can answer.",
    discussion: """
      Origin, the preflight's and the answer's headers, Sec-Fetch-Mode and -Site are logged, and of \
      cookies and credentials that they were there, never their values. What is printed is \
      recognised without an option.
      """)

  @Argument(
    help: ArgumentHelp(
      SetupGuide.all.map(\.name).joined(separator: ", ") + ".", valueName: "server"))
  var server: String

  mutating func run() throws {
    guard let guide = SetupGuide.all.first(where: { $0.name == server.lowercased() }) else {
      Console.complain(
        "corscope: there is no setup for '\(TerminalText.escape(server))'; "
          + "\(Suggestion.text(server, SetupGuide.all.map(\.name)))there is "
          + SetupGuide.all.map(\.name).joined(separator: ", "))
      throw ExitCode(2)
    }
    Console.write(Array(guide.text.utf8))
    if !guide.misses.isEmpty {
      Console.complain("corscope: what this log cannot show: \(guide.misses)")
    }
  }
}
