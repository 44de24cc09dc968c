import Testing
import Traffic

@testable import Analysis

@Suite("Choosing a batch's exchanges by their facts")
struct FactColumnsTests {
  private static func joined(_ count: Int, seed: UInt64) -> [JoinedObservation] {
    var numbers = Numbers(seed: seed)
    return (0..<count).map { _ in
      var observation = Observation()
      // Half of the bits, so that several of them together are found too.
      observation.facts = Facts(rawValue: numbers.next())
      return JoinedObservation(observation, at: Position(source: 0, number: 1))
    }
  }

  private static func chosen(
    _ columns: FactColumns, all: Facts, either: Facts = .all, none: Facts = []
  ) -> [Int] {
    var choice = columns.choice(all: all, either: either, none: none)
    var indices: [Int] = []
    while let index = choice.next() { indices.append(index) }
    return indices
  }

  @Test("finds those that a look at each finds", arguments: [0, 1, 63, 64, 65, 128, 200])
  func asByHand(_ count: Int) {
    let joined = Self.joined(count, seed: UInt64(count))
    let columns = FactColumns(joined.span)
    #expect(columns.union == joined.reduce(into: Facts()) { $0.formUnion($1.observation.facts) })
    let cases: [(all: Facts, either: Facts, none: Facts)] = [
      ([], .all, []), (.preflight, .all, []), ([.user, .actual], .all, []),
      (.user, [.actual, .preflight], []), (.user, .all, [.preflight, .echoed]),
      ([.user, .success], [.allowOrigin, .noAllowOrigin], .wildcard),
    ]
    for one in cases {
      let expected = joined.indices.filter { index in
        let facts = joined[index].observation.facts
        return facts.isSuperset(of: one.all) && !facts.isDisjoint(with: one.either)
          && facts.isDisjoint(with: one.none)
      }
      #expect(
        Self.chosen(columns, all: one.all, either: one.either, none: one.none) == expected)
    }
    for fact in 0..<64 {
      let fact = Facts(rawValue: 1 << UInt64(fact))
      #expect(
        Self.chosen(columns, all: fact)
          == joined.indices.filter { joined[$0].observation.facts.contains(fact) })
    }
  }

  @Test("forgets a longer batch that came before")
  func takenAnew() {
    var columns = FactColumns(Self.joined(150, seed: 1).span)
    let joined = Self.joined(3, seed: 2)
    columns.fill(joined.span)
    #expect(Self.chosen(columns, all: []) == [0, 1, 2])
    #expect(columns.union == joined.reduce(into: Facts()) { $0.formUnion($1.observation.facts) })
  }
}
