import ArgumentParser
import Dispatch

/// Measures the libraries that corscope is made of, and makes traffic to measure them with.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corscope-bench",
    abstract: "Generates traffic, measures speed and allocations, makes the samples.",
    subcommands: [
      GenerateCommand.self, MeasureCommand.self, JudgeCommand.self, AllocationsCommand.self,
      SamplesCommand.self, SimulateCommand.self, WeekCommand.self, QuarterCommand.self,
      RenderCommand.self,
    ])
  /// Runs what measures on the first thread, which is not left: a tool that counts instructions
  /// loses a program whose first thread ends, as that of an asynchronous one does.
  static func main() {
    do {
      var command = try parseAsRoot()
      guard let render = command as? RenderCommand else { return try command.run() }
      Task {
        do {
          var render = render
          try await render.run()
          exit()
        } catch {
          exit(withError: error)
        }
      }
      dispatchMain()
    } catch {
      exit(withError: error)
    }
  }
}
