import Foundation
import Testing
import Traffic

@testable import Analysis

/// Results that are encoded, decoded elsewhere and merged there.
@Suite("Partial results")
struct PartialResultTests {
  private static let traffic = mixture(600, seed: 21)

  /// Analyses some inputs of many.
  static func result(
    _ inputs: [RunInput], firstSource: Int = 0, maxAge: Int? = 600
  ) async -> PartialResult {
    let run = Run(inputs: inputs, firstSource: firstSource, filter: Filter(), jobs: 1)
    return PartialResult(inputs: inputs, outcomes: await run.analyze(maxAge: maxAge))
  }

  /// Cuts the traffic into `count` inputs and analyses each by itself.
  private func parts(_ count: Int, _ numbers: inout Numbers) async -> [PartialResult] {
    let cuts = (1..<count).map { _ in Int.random(in: 0...Self.traffic.count, using: &numbers) }
    var start = 0
    var parts: [PartialResult] = []
    for (index, end) in (cuts.sorted() + [Self.traffic.count]).enumerated() {
      let input = RunInput.memory("part\(index).log", Array(Self.traffic[start..<end]))
      parts.append(await Self.result([input], firstSource: index))
      start = end
    }
    return parts
  }

  @Test("say the same after they were encoded and decoded, in whatever format")
  func roundTrip() async throws {
    let part = await Self.result([.memory("access.log", Self.traffic)])
    #expect(part.aggregate.blocked > 10 && !part.findings(Intent()).isEmpty)
    let json = try part.json
    let again = try PartialResult(json: json)
    #expect(try again.json == json)
    #expect(again.report == part.report)
    let list = try PropertyListEncoder().encode(part)
    let listed = try PropertyListDecoder().decode(PartialResult.self, from: list)
    #expect(try listed.json == json)
    let nothing = await Self.result([])
    #expect(try PartialResult(json: nothing.json).report == nothing.report)
  }

  @Test("merge to the same report as results that never travelled", arguments: 2...6)
  func merged(_ count: Int) async throws {
    var numbers = Numbers(seed: UInt64(count))
    let parts = await parts(count, &numbers)
    var home = parts[0]
    var away = try PartialResult(json: parts[0].json)
    for part in parts.dropFirst() {
      try home.merge(part)
      try away.merge(PartialResult(json: part.json))
    }
    #expect(away.report == home.report)
    #expect(try away.json == home.json)
    // What was merged can travel on.
    var right = try PartialResult(json: parts[count - 1].json)
    for part in parts.dropLast().reversed() {
      var left = part
      try left.merge(right)
      right = try PartialResult(json: left.json)
    }
    #expect(right.report == home.report)
  }

  @Test("have the same sums from whichever end they are merged")
  func anyOrder() async throws {
    var numbers = Numbers(seed: 5)
    let parts = await parts(5, &numbers)
    func sums(_ result: PartialResult) -> [String] {
      let aggregate = result.aggregate
      return [
        "\(aggregate.allowed) \(aggregate.blocked) \(aggregate.preflights) \(aggregate.needing)",
        "\(aggregate.blockedClients.count) \(aggregate.timeline.sorted) \(result.tally.statuses)",
        "\(result.tally.clients.count) \(result.leftovers) \(result.inputs.map(\.name))",
      ]
        + aggregate.groups.values.map { "\($0.key) \($0.fetches) \($0.examples.positions)" }
        .sorted()
    }
    var forward = parts[2]
    for index in [3, 1, 4, 0] { try forward.merge(parts[index]) }
    var backward = parts[2]
    for index in [1, 0, 3, 4] { try backward.merge(parts[index]) }
    #expect(sums(forward) == sums(backward))
    #expect(forward.inputs.map(\.name) == (0..<5).map { "part\($0).log" })
  }

  @Test("keep positions with the inputs that they are in")
  func positions() async throws {
    let blocked = (0..<3).map { Sent(at: Double($0), [.origin: "https://app.example.com"]) }
    var first = await Self.result([.memory("one.log", [])])
    let second = await Self.result([.memory("two.log", blocked)], firstSource: 1)
    #expect(second.report.contains("two.log"))
    try first.merge(PartialResult(json: second.json))
    let report = ReportBuilder(first).report(version: "0")
    #expect(report.inputs.map(\.source) == ["one.log", "two.log"])
    #expect(report.blocked.first?.examples.first?.source == "two.log")
  }

  @Test("refuse others that have other inputs, or another max-age")
  func mismatch() async throws {
    var part = await Self.result([.memory("one.log", [])], firstSource: 3)
    let before = try part.json
    for first in [0, 1, 3, 5] {
      let other = await Self.result([.memory("two.log", [])], firstSource: first)
      #expect(throws: PartialResult.Mismatch.inputs(3..<4, first..<(first + 1))) {
        try part.merge(other)
      }
    }
    let other = await Self.result([.memory("two.log", [])], firstSource: 4, maxAge: nil)
    #expect(throws: PartialResult.Mismatch.maxAge(600, nil)) { try part.merge(other) }
    #expect(try part.json == before)
  }

  @Test("of another version are refused, whatever else they hold", arguments: [0, 2, -1])
  func version(_ version: Int) {
    let text = Data(#"{"version":\#(version)}"#.utf8)
    let error = #expect(throws: DecodingError.self) { try PartialResult(json: text) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["version"])
    #expect(context.debugDescription.contains("only 1 can be read"))
  }
}

extension PartialResult {
  /// As JSON, the same bytes for the same result.
  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(self)
    }
  }

  init(json: Data) throws { self = try JSONDecoder().decode(PartialResult.self, from: json) }

  /// All that a report of it says.
  var report: String { ReportBuilder(self).report(version: "0.0.0").text }
}
