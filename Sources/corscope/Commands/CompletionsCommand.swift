import ArgumentParser

/// `corscope completions SHELL`: a script that completes the command line.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Prints the completion script for bash, zsh or fish.",
    discussion: """
      bash: corscope completions bash > /etc/bash_completion.d/corscope
      zsh:  corscope completions zsh > /usr/local/share/zsh/site-functions/_corscope
      fish: corscope completions fish > ~/.config/fish/completions/corscope.fish
      """)

  @Argument(
    help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"),
    completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  mutating func run() throws {
    guard let shell = CompletionShell(rawValue: shell.lowercased()) else {
      Console.complain(
        "corscope: there is no completion for '\(shell)'; "
          + "\(Suggestion.text(shell, ["bash", "zsh", "fish"]))there is bash, zsh and fish")
      throw ExitCode(2)
    }
    Console.write(Array((CompletionScript.text(for: shell) + "\n").utf8))
  }
}
