import Testing
import Traffic

@testable import Analysis

@Suite("Evidence")
struct EvidenceTests {
  private let observations = observe(Batch(mixture(120, seed: 21)))

  private func table(_ range: Range<Int>) -> EvidenceTable {
    var table = EvidenceTable()
    for index in range {
      table.add(observations[index], at: Position(source: 0, number: index)) { "detail \(index)" }
    }
    return table
  }

  private func text(_ table: EvidenceTable) -> [String] {
    table.entries.map { key, evidence in
      let places = evidence.places.map { "\($0.position.number) \($0.detail)" }
      return "\(key) \(evidence.count) \(evidence.clients.count) \(places)"
    }
  }

  @Test("is the same for any division of the whole, and nothing is its zero")
  func laws() {
    let count = observations.count
    let truth = text(table(0..<count))
    #expect(truth.count == 2)
    for cut in 0...count {
      var first = table(0..<cut)
      first.merge(table(cut..<count))
      #expect(text(first) == truth)
    }
    var before = EvidenceTable()
    before.merge(table(0..<count))
    #expect(text(before) == truth)
  }

  @Test("keeps the first five places and asks for no more words")
  func places() {
    var evidence = Evidence()
    var asked = 0
    for index in 1...20 {
      evidence.add(observations[0], at: Position(source: 0, number: index)) {
        asked += 1
        return "x"
      }
    }
    #expect(evidence.count == 20)
    #expect(evidence.places.map(\.position.number) == [1, 2, 3, 4, 5])
    #expect(asked == 5)
    #expect(evidence.clients.count == 1)
  }

  @Test("of examples is the first five, however divided")
  func examples() {
    func examples(_ range: Range<Int>) -> Examples {
      var examples = Examples()
      for number in range { examples.add(Position(source: 0, number: number)) }
      return examples
    }
    for cut in 0...12 {
      var first = examples(0..<cut)
      first.merge(examples(cut..<12))
      #expect(first == examples(0..<12))
      #expect(first.positions.map(\.number) == [0, 1, 2, 3, 4])
    }
  }

  @Test("of names gives back texts, and a stand-in for what there was no room for")
  func names() {
    var names = Names()
    let text = Array("https://app.example.com".utf8)
    names.note(7, text.span)
    let other = Array("https://other.example.com".utf8)
    names.note(7, other.span)
    #expect(names.text(7) == "https://app.example.com")
    #expect(names.text(8) == "(other)")
    let long = Array(repeating: UInt8(0x61), count: 5000)
    names.note(9, long.span)
    #expect(names.text(9).utf8.count == Names.longest)
    var merged = Names()
    merged.merge(names)
    #expect([7, 8, 9].map { merged.text($0) } == [7, 8, 9].map { names.text($0) })
  }
}
