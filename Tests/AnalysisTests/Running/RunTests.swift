import Synchronization
import Testing
import Traffic

@testable import Analysis

@Suite("A run")
struct RunTests {
  private static let traffic = mixture(60, seed: 31)

  /// The same with times of whole seconds, so that several exchanges share one.
  private static let wholeSeconds = traffic.map { sent in
    var copy = sent
    copy.start = sent.start.map { ($0 / 2).rounded(.down) }
    return copy
  }

  @Test(
    "reports the same for any number of workers and wherever batches end", arguments: [1, 2, 3, 8])
  func workers(_ jobs: Int) async {
    let truth = await report([.memory("a.log", Self.traffic)]).text
    for size in [1, 2, 3, 7, 20, 59] {
      let cut = await report([.memory("a.log", Self.traffic, size: size)], jobs: jobs)
      #expect(cut.text == truth, "batches of \(size)")
    }
  }

  @Test("reports the same for every cut in two")
  func cuts() async {
    let truth = await report([.memory("a.log", Self.traffic)]).text
    for cut in 0...Self.traffic.count {
      let pieces = [Array(Self.traffic[..<cut]), Array(Self.traffic[cut...])]
      let jobs = cut % 2 + 1
      #expect(
        await report([.memory("a.log", pieces: pieces)], jobs: jobs).text == truth, "at \(cut)")
    }
  }

  /// Deals exchanges out to inputs, in turn.
  private static func deal(_ exchanges: [Sent], to count: Int) -> [[Sent]] {
    (0..<count).map { input in
      exchanges.enumerated().filter { $0.offset % count == input }.map(\.element)
    }
  }

  @Test("reports the same of several inputs, wherever their batches end", arguments: [1, 2, 3, 8])
  func severalInputs(_ jobs: Int) async {
    for exchanges in [Self.traffic, Self.wholeSeconds] {
      let parts = Self.deal(exchanges, to: 3)
      func inputs(_ size: Int) -> [RunInput] {
        parts.enumerated().map { .memory("\($0.offset).log", $0.element, size: size + $0.offset) }
      }
      let truth = await report(inputs(1000)).text
      for size in [1, 2, 3, 5, 11] {
        #expect(await report(inputs(size), jobs: jobs).text == truth, "batches of \(size)")
      }
    }
  }

  @Test("takes inputs of one second in their order, wherever batches end")
  func ties() async {
    // The preflight is in the first input, its request in the second, in the same second.
    let preflight = Sent.preflight("PUT", at: 2, [:])
    let request = Sent("PUT", 200, at: 2)
    let early = Sent("GET", 200, at: 1, [.allowOrigin: "*"])
    let earlier = Sent("GET", 200, at: 0, [.allowOrigin: "*"])
    for pieces in [[[early, request]], [[early], [request]], [[early], [], [request]]] {
      let found = await report([
        .memory("0.log", [earlier, preflight]), .memory("1.log", pieces: pieces),
      ])
      let rules = found.findings.map(\.rule)
      #expect(rules.contains("actual-lacks-cors-after-good-preflight"), "\(pieces.count)")
    }
  }

  @Test("merges inputs in time: a preflight in one meets its request in another")
  func mergesInTime() async {
    let first = (0..<20).map { Sent.preflight("PUT", at: Double($0 * 10), [:]) }
    let second = (0..<20).map { Sent("PUT", 200, at: Double($0 * 10 + 1)) }
    for inputs in [[first, second], [second, first]] {
      for size in [1, 4, 100] {
        let found = await report(
          inputs.enumerated().map { .memory("\($0.offset).log", $0.element, size: size) })
        let rule = found.findings.first { $0.rule == "actual-lacks-cors-after-good-preflight" }
        #expect(rule?.count == 20)
        #expect(found.preflights.unfollowed == 0)
        #expect(found.preflights.rate == 1)
      }
    }
  }

  @Test("gives the figures of the whole whichever way exchanges are dealt to inputs")
  func figuresOfTheWhole() async {
    let whole = await report([.memory("all.log", Self.traffic)])
    for count in [2, 3, 5] {
      let inputs = Self.deal(Self.traffic, to: count).enumerated().map {
        RunInput.memory("\($0.offset).log", $0.element, size: 4)
      }
      let dealt = await report(inputs, jobs: 2)
      #expect("\(dealt.summary)" == "\(whole.summary)")
      #expect("\(dealt.timeline)" == "\(whole.timeline)")
      #expect("\(dealt.preflights)" == "\(whole.preflights)")
      #expect(dealt.findings.map(\.summary) == whole.findings.map(\.summary))
      #expect(dealt.blocked.map(\.fetches) == whole.blocked.map(\.fetches))
      #expect(dealt.inputs.map(\.exchanges).reduce(0, +) == Self.traffic.count)
    }
  }

  @Test("keeps what an input gave before it failed", arguments: [false, true])
  func failure(_ failsWithLast: Bool) async {
    let pieces = [Array(Self.traffic[..<10]), Array(Self.traffic[10..<25])]
    let error = IngestError("the file ends early", mend: "copy it again")
    for jobs in [1, 4] {
      let found = await report(
        [
          .memory("bad.log", pieces: pieces, error: error, failsWithLast: failsWithLast),
          .memory("good.log", Self.traffic),
        ], jobs: jobs)
      #expect(found.inputs.map(\.exchanges) == [25, 60])
      #expect(found.inputs.map(\.positions) == [25, 60])
      #expect(found.inputs.map(\.error) == ["the file ends early; copy it again", nil])
      #expect(found.summary.exchanges == 85)
    }
  }

  @Test("keeps what was refused before an input failed, even where nothing was understood")
  func failureWithoutExchanges() async {
    struct Refusing: Ingestor {
      let format = InputFormat.everything
      var parser: any BatchParser { CompleteBatch() }

      mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
        batch.positionCount = 7
        batch.refusals.add(.packetCut, position: 3)
        throw IngestError("the capture ends early")
      }
    }
    struct Once: Ingestor {
      var inner: Refusing? = Refusing()
      let format = InputFormat.everything
      var parser: any BatchParser { CompleteBatch() }

      mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
        guard var first = inner.take() else { return false }
        return try first.read(into: &batch)
      }
    }
    let input = RunInput(
      name: "bad.pcap", format: .everything, runnerUp: nil, first: nil,
      open: { () throws(IngestError) in Once() })
    let found = await report([input]).inputs.first
    #expect(found?.error == "the capture ends early")
    #expect(found?.positions == 7)
    #expect(found?.refused.map(\.count) == [1])
    #expect(found?.refused.first?.positions.map(\.number) == [4])
  }

  @Test("goes on with the others when an input cannot be opened")
  func unopened() async {
    let broken = RunInput(
      name: "gone.log", format: .everything, runnerUp: nil, first: nil,
      open: { () throws(IngestError) in throw IngestError("no such file") })
    let inputs = [broken, .memory("good.log", Self.traffic), broken]
    let found = await report(inputs)
    #expect(found.inputs.map(\.error) == ["no such file", nil, "no such file"])
    #expect(found.summary.exchanges == 60)
    let accounts = await Run(inputs: inputs, filter: Filter(), jobs: 2).inOrder { _ in true }
    #expect(accounts.map { $0.error?.message } == ["no such file", nil, "no such file"])
    #expect(accounts.map(\.exchanges) == [0, 60, 0])
  }

  @Test("of nothing reports nothing")
  func nothing() async {
    for inputs in [[], [RunInput.memory("empty.log", [])]] {
      let found = await report(inputs)
      #expect(found.summary.exchanges == 0)
      #expect(found.period == nil)
      #expect(found.findings.isEmpty)
    }
  }
}
