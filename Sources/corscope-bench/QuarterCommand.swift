import ArgumentParser

/// `corscope-bench quarter`: the log behind the largest report, on standard output.
struct QuarterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarter",
    abstract: "Writes the nginx log of an invented quarter with 5,000 origins.")

  mutating func run() throws { print(QuarterStory().log, terminator: "") }
}
