import ArgumentParser

/// `corscope man`: the manual page, made of what `--help` is made of.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Prints the manual page: corscope man | man -l -",
    discussion: "To install it: corscope man > /usr/local/share/man/man1/corscope.1")

  mutating func run() throws {
    Console.write(Array(try ManualPage(ToolDescription.read()).text.utf8))
  }
}
