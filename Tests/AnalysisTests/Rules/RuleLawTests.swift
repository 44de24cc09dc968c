import Testing
import Traffic

@testable import Analysis

@Suite("Merging what rules have seen")
struct RuleLawTests {
  private let batch = Batch(mixture(400, seed: 11))
  private let observations: [Observation]
  private let names: Names

  init() {
    var all = observe(batch)
    // What correlation would have found out.
    for index in all.indices where index % 3 == 0 {
      all[index].facts.insert(.afterGoodPreflight)
    }
    observations = all
    var analyzer = Analyzer()
    analyzer.observe(batch, all, in: 0..<all.count)
    names = analyzer.names
  }

  private func rule<Kind: Rule>(_ kind: Kind.Type, _ range: Range<Int>) -> Kind {
    var rule = Kind()
    for index in range where observations[index].facts.isSuperset(of: Kind.interest) {
      let observation = observations[index]
      let exchange = ExchangeView(
        bytes: batch.bytes.span, records: batch.records.span, index: observation.index)
      rule.observe(observation, exchange, at: Position(source: 0, number: observation.index + 1))
    }
    return rule
  }

  private func text(_ rule: some Rule) -> [String] {
    rule.findings(names, ["access.log"]).map(\.text)
  }

  private func checkLaws<Kind: Rule>(_ kind: Kind.Type) {
    let all = observations.indices
    let whole = rule(kind, all)
    let truth = text(whole)
    #expect(!truth.isEmpty, "\(kind) finds nothing in the mixture")
    for cut in stride(from: 0, through: all.count, by: 13) {
      var first = rule(kind, 0..<cut)
      first.merge(rule(kind, cut..<all.count))
      #expect(text(first) == truth, "\(kind) cut at \(cut)")
    }
    let (third, two) = (all.count / 3, all.count * 2 / 3)
    var left = rule(kind, 0..<third)
    left.merge(rule(kind, third..<two))
    left.merge(rule(kind, two..<all.count))
    var tail = rule(kind, third..<two)
    tail.merge(rule(kind, two..<all.count))
    var right = rule(kind, 0..<third)
    right.merge(tail)
    #expect(text(left) == truth, "\(kind)")
    #expect(text(right) == truth, "\(kind)")
    var before = Kind()
    before.merge(whole)
    var after = whole
    after.merge(Kind())
    #expect(text(before) == truth, "\(kind)")
    #expect(text(after) == truth, "\(kind)")
    #expect(text(Kind()).isEmpty)
  }

  @Test("gives what one rule would have found that saw it all", arguments: RuleRegistry.all.indices)
  func laws(_ index: Int) {
    checkLaws(RuleRegistry.all[index])
  }
}
