import ArgumentParser
import Glibc

/// `corscope-bench generate SHAPE LINES`: log lines on standard output.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Writes log lines, the same for the same seed.",
    discussion: "Lines of the shape 'text' are described by: \(TrafficGenerator.textFormat)")

  @Argument(help: "text, json, caddy or combined.")
  var shape: String

  @Argument(help: "How many lines.")
  var lines: Int

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  mutating func run() throws {
    guard let shape = TrafficGenerator.Shape(rawValue: shape), lines >= 0 else {
      throw ValidationError("write one of text, json, caddy, combined, and a number of lines")
    }
    var generator = TrafficGenerator(seed: seed)
    for _ in 0..<lines { print(generator.next(shape), terminator: "") }
  }
}
