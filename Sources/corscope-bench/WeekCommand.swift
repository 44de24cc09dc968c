import ArgumentParser

/// `corscope-bench week`: a week's log with an incident, on standard output.
struct WeekCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "week",
    abstract: "Writes the nginx log of an invented week, the same every time.")

  @Option(help: "How many days.")
  var days = 7

  mutating func run() throws {
    print(SampleLogs.nginxJSON(WeekStory(days: max(1, days)).exchanges), terminator: "")
  }
}
