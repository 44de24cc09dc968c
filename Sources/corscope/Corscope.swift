import ArgumentParser
import Glibc

/// The command line: `corscope [analyze] INPUT…` and its sisters.
@main
struct Corscope: AsyncParsableCommand {
  /// The version that `--version` and reports print.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "corscope",
    abstract: "Tells what browsers did to your cross-origin traffic.",
    usage: """
      corscope [<options>] <input> ...
      corscope <subcommand> ...
      """,
    discussion: """
      EXAMPLES
      \(HelpText.examples)

      \(HelpText.overview)

      Exit status: 0 done, 1 a --fail-on condition held, 2 could not run.
      'corscope analyze --help' lists the options of reports.
      """,
    version: version,
    subcommands: [
      AnalyzeCommand.self, ExchangesCommand.self, FormatsCommand.self, RulesCommand.self,
      SetupCommand.self, ExplainCommand.self, CheckCommand.self,
      CompletionsCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: AnalyzeCommand.self)

  static func main() async {
    // A reader that has seen enough (head, less) closes the pipe: that is no failure.
    _ = signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let status = exitCode(for: error)
      if status == .success {
        Console.write(Array((fullMessage(for: error) + "\n").utf8))
        Glibc.exit(0)
      }
      let text = fullMessage(for: error)
      if !text.isEmpty { Console.complain(text) }
      // ArgumentParser's own status for wrong usage is 64; ours is 2 for all that cannot run.
      Glibc.exit(status == ExitCode(1) ? 1 : 2)
    }
  }
}
