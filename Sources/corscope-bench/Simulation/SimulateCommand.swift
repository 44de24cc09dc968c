import ArgumentParser
import FoundationEssentials

/// `corscope-bench simulate FOLDER`: two nodes' logs of made-up traffic, and the truth about it.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulates browsers, attackers and a policy change; writes two logs and the truth.")

  @Argument(help: "The folder to write node-a.log, node-b.log and truth.json into.")
  var folder: String

  @Option(help: "The seed; equal seeds make equal traffic.")
  var seed: UInt64 = 1

  @Option(help: "How many users.")
  var users = 300

  @Option(help: "How many hours.")
  var hours = 6.0

  @Option(help: "How many probes of attackers.")
  var probes = 400

  mutating func run() throws {
    let simulation = Simulation(
      Simulation.Options(seed: seed, users: users, hours: hours, probes: probes))
    let base = URL(fileURLWithPath: folder)
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    for (name, text) in zip(["node-a.log", "node-b.log"], simulation.log.texts) {
      try Data(text.utf8).write(to: base.appendingPathComponent(name))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(simulation.truth).write(to: base.appendingPathComponent("truth.json"))
  }
}
