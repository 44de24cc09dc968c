import Analysis
import ArgumentParser
import Foundation
import Testing

@testable import corscope

@Suite("Partial results of real inputs")
struct PartialResultTests {
  /// Analyses each of the files by itself and merges, with and without a journey as JSON.
  private func compare(_ paths: [String], _ options: [String] = []) async throws {
    var home: PartialResult?
    var away: PartialResult?
    var first = 0
    for path in paths {
      let preparation = try InputPreparation(
        InputOptions.parse(options + [path]), quiet: true, problems: [])
      let inputs = preparation.inputs
      let run = Run(inputs: inputs, firstSource: first, filter: Filter(), jobs: 2)
      first += inputs.count
      let part = PartialResult(inputs: inputs, outcomes: await run.analyze())
      #expect(part.tally.exchanges > 0, "\(path)")
      let data = try JSONEncoder().encode(part)
      let again = try JSONDecoder().decode(PartialResult.self, from: data)
      #expect(text(again) == text(part), "\(path)")
      guard home != nil else {
        (home, away) = (part, again)
        continue
      }
      try home?.merge(part)
      try away?.merge(again)
    }
    let (left, right) = (try #require(home), try #require(away))
    #expect(left.inputs.count == first)
    #expect(text(left) == text(right))
  }

  /// All that a report says.
  private func text(_ result: PartialResult) -> String {
    var text = ""
    dump(ReportBuilder(result).report(version: "0"), to: &text)
    return text
  }

  @Test("of the samples give the same report after a journey")
  func samples() async throws {
    let names = ["nginx-cors.json.log", "caddy.log", "cors.pcap", "chrome.har", "combined.log"]
    try await compare(names.map { Tool.root.appendingPathComponent("samples/\($0)").path })
  }

  @Test("of every rule's samples give the same report after a journey")
  func ruleSamples() async throws {
    let folder = Tool.root.appendingPathComponent("samples/rules")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let paths = names.map { folder.appendingPathComponent($0).path }.filter { path in
      [".log", ".har", ".jsonl", ".pcap"].contains { path.hasSuffix($0) }
    }
    #expect(paths.count >= 71)
    try await compare(paths)
  }

  @Test("of simulated nodes give the same report after a journey")
  func simulation() async throws {
    let folder = try Scratch()
    _ = try Tool.run("corscope-bench", ["simulate", folder.path("traffic"), "--users", "60"])
    try await compare(["a", "b"].map { folder.path("traffic/node-\($0).log") })
  }
}
