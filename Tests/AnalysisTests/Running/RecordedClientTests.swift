import Testing
import Traffic

@testable import Analysis

@Suite("The client of a browser's own recording")
struct RecordedClientTests {
  private static let origin: Said = "https://app.example.com"

  /// The exchanges as a recording holds them: without an address, and all of one client.
  private func recorded(_ exchanges: [Sent], _ traits: RecordTraits = [.recorded, .oneClient])
    -> [Sent]
  {
    exchanges.map { $0.with([.client: .notObservable]).with(traits: traits) }
  }

  private func rules(_ exchanges: [Sent]) -> Set<String> {
    Set(analyze(exchanges).findings.map(\.rule))
  }

  private static let refusedAfterPreflight = [
    Sent.preflight("PUT", at: 0, took: 0.01), Sent("PUT", 200, at: 0.02),
  ]
  private static let manyURLs = (0..<5).map { index in
    Sent.preflight("PUT", at: Double(index), [.target: .value("/search?q=\(index)")])
  }
  private static let again = (0..<40).flatMap { index in
    [
      Sent.preflight("PUT", at: Double(index) * 700, took: 0.01, [.maxAge: "600"]),
      Sent("PUT", 200, at: Double(index) * 700 + 0.02, [.allowOrigin: origin]),
    ]
  }

  @Test(
    "is known to the rules that tell clients apart",
    arguments: [
      ("actual-lacks-cors-after-good-preflight", refusedAfterPreflight),
      ("preflight-not-cached-by-url-variety", manyURLs), ("preflight-excess-ratio", again),
    ])
  func rules(id: String, exchanges: [Sent]) throws {
    let found = try #require(analyze(recorded(exchanges)).findings(id).first)
    #expect(found.clients == nil)
  }

  @Test("is nobody's where a proxy recorded many")
  func proxy() {
    #expect(
      !rules(recorded(Self.manyURLs, [.recorded])).contains("preflight-not-cached-by-url-variety"))
    #expect(!rules(recorded(Self.again, [.recorded])).contains("preflight-excess-ratio"))
  }

  @Test("is another's in another recording, and counts as no address")
  func sources() {
    var observations: [Observation] = []
    var tally = Tally()
    for source in 0...1 {
      var examination = Examination(filter: Filter())
      examination.examine(Batch(recorded([.preflight("PUT")]), source: source))
      observations += examination.observations.map(\.observation)
      tally.merge(examination.tally)
    }
    #expect(observations.count == 2)
    #expect(observations[0].client != 0)
    #expect(observations[0].client != observations[1].client)
    #expect(observations[0].flow != observations[1].flow)
    #expect(observations.allSatisfy { $0.address == 0 })
    #expect(tally.clients.isEmpty)
    #expect(tally.exchanges == 2)
  }

  @Test("lets the rules that need no address be possible")
  func possible() {
    var format = InputFormat(
      name: "recording", summary: "", fields: FieldSet(Field.allCases.filter { $0 != .client }),
      unit: .entry)
    #expect(Observability.impossible(with: format).count > 4)
    format.isOneClient = true
    #expect(
      Observability.impossible(with: format) == ["rule internal-origin-disclosed (needs client)"])
  }
}
