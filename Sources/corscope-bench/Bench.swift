import ArgumentParser

/// Measures the libraries that corscope is made of, and makes traffic to measure them with.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corscope-bench",
    abstract: "Generates traffic, measures speed and allocations, makes the samples.",
    subcommands: [
      GenerateCommand.self, MeasureCommand.self, JudgeCommand.self, AllocationsCommand.self,
      SamplesCommand.self, SimulateCommand.self, WeekCommand.self, QuarterCommand.self,
      RenderCommand.self,
    ])
}
