package import Traffic

/// Evidence by target: one root cause on one host is one finding.
package struct EvidenceTable: Mergeable, Codable {
  private var table = HashTable<Evidence>(limit: 2_000)

  package init() {}

  /// Adds one exchange under `key`, by itself its target.
  package mutating func add(
    _ observation: Observation, key: UInt64? = nil, at position: Position,
    _ detail: () -> String
  ) {
    guard let index = table.index(of: key ?? observation.target, initial: Evidence()) else {
      return
    }
    table.values[index].add(observation, at: position, detail)
  }

  package mutating func merge(_ other: EvidenceTable) {
    for (key, evidence) in zip(other.table.keys, other.table.values) {
      guard let index = table.index(of: key, initial: Evidence()) else { continue }
      table.values[index].merge(evidence)
    }
  }

  /// The evidence by key, in the order first seen.
  package var entries: [(key: UInt64, evidence: Evidence)] {
    zip(table.keys, table.values).map { ($0, $1) }
  }

  /// One finding a target, of those whose evidence `counts`.
  func findings(
    _ info: RuleInfo, _ context: RuleContext, confidence: Confidence = .certain,
    summary: (Evidence) -> String, where counts: (UInt64, Evidence) -> Bool = { _, _ in true }
  ) -> [Finding] {
    entries.filter { counts($0.key, $0.evidence) }.map { key, evidence in
      evidence.finding(
        info, target: key, context, confidence: confidence, summary: summary(evidence))
    }
  }
}
