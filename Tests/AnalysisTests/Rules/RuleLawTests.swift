import Testing
import Traffic

@testable import Analysis

@Suite("Merging what rules have seen")
struct RuleLawTests {
  /// What a rule sees, cut in parts.
  private struct Traffic {
    let batch: Batch
    let joined: [JoinedObservation]
    let names: Names
    let bystanders: Bystanders

    init(_ exchanges: [Sent]) {
      batch = Batch(exchanges)
      var examination = Examination(filter: Filter())
      examination.examine(batch)
      bystanders = examination.bystanders
      var analyzer = Analyzer()
      analyzer.observe(
        batch, examination.observations, in: 0..<examination.observations.count)
      names = analyzer.names
      var correlation = Correlation()
      joined = examination.observations.map { joined in
        var joined = joined
        let observation = joined.observation
        if observation.judgement.kind == .preflight {
          joined.preflight = correlation.preflight(observation)
        } else if observation.judgement.kind == .cors {
          joined.actual = correlation.actual(observation)
          if joined.actual.preflightPassed || joined.actual.excludesCredentials {
            joined.observation.facts.insert(.afterGoodPreflight)
          }
        }
        return joined
      }
    }
  }

  /// A rule and what all rules share, both of the same part.
  private struct Seen<Kind: Rule> {
    var rule = Kind()
    var policies = PolicyBook()

    init() {}

    init(_ traffic: Traffic, _ range: Range<Int>) {
      for index in range {
        let observation = traffic.joined[index].observation
        let exchange = ExchangeView(
          bytes: traffic.batch.bytes.span, records: traffic.batch.records.span,
          index: observation.index)
        let position = Position(source: 0, number: observation.index + 1)
        let one = [traffic.joined[index]]
        policies.observe(one.span, FactColumns(one.span), of: traffic.batch)
        if observation.facts.isSuperset(of: Kind.interest) {
          rule.observe(observation, exchange, at: position)
        }
      }
      policies.learn(traffic.bystanders)
    }

    mutating func merge(_ other: Seen<Kind>) {
      rule.merge(other.rule)
      policies.merge(other.policies)
    }

    func text(_ names: Names) -> [String] {
      let context = RuleContext(
        names: names, inputs: ["access.log"], intent: Intent(), policies: policies)
      return rule.findings(context).map(\.text)
    }
  }

  private func checkLaws<Kind: Rule>(_ kind: Kind.Type) throws {
    let fires = try #require(RuleCases.all[kind.info.id]?.fires.first)
    // Others' traffic before, between and behind it.
    let noise = mixture(40, seed: 11).map { $0.with([.host: "noise.example.net"]) }
    let traffic = Traffic(noise + fires + noise + fires + noise)
    let names = traffic.names
    let all = traffic.joined.indices
    let whole = Seen<Kind>(traffic, all)
    let truth = whole.text(names)
    #expect(truth.contains { $0.contains("api.example.com") || $0.contains("192.168") }, "\(kind)")
    for cut in stride(from: 0, through: all.count, by: 7) {
      var first = Seen<Kind>(traffic, 0..<cut)
      first.merge(Seen<Kind>(traffic, cut..<all.count))
      #expect(first.text(names) == truth, "\(kind) cut at \(cut)")
    }
    let (third, two) = (all.count / 3, all.count * 2 / 3)
    var left = Seen<Kind>(traffic, 0..<third)
    left.merge(Seen<Kind>(traffic, third..<two))
    left.merge(Seen<Kind>(traffic, two..<all.count))
    var tail = Seen<Kind>(traffic, third..<two)
    tail.merge(Seen<Kind>(traffic, two..<all.count))
    var right = Seen<Kind>(traffic, 0..<third)
    right.merge(tail)
    #expect(left.text(names) == truth, "\(kind)")
    #expect(right.text(names) == truth, "\(kind)")
    var before = Seen<Kind>()
    before.merge(whole)
    var after = whole
    after.merge(Seen<Kind>())
    #expect(before.text(names) == truth, "\(kind)")
    #expect(after.text(names) == truth, "\(kind)")
    #expect(Seen<Kind>().text(names).isEmpty)
  }

  @Test("gives what one rule would have found that saw it all", arguments: RuleRegistry.all.indices)
  func laws(_ index: Int) throws {
    try checkLaws(RuleRegistry.all[index])
  }
}
