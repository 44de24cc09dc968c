package import Traffic

/// Evidence by target: one root cause on one host is one finding.
package struct EvidenceTable: Mergeable {
  private var table = HashTable<Evidence>(limit: 5_000)

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

  /// One finding a target.
  func findings(
    _ info: RuleInfo, _ names: Names, _ inputs: [String], confidence: Confidence = .certain,
    summary: (Evidence) -> String
  ) -> [Finding] {
    entries.map { key, evidence in
      evidence.finding(
        info, target: key, names, inputs, confidence: confidence, summary: summary(evidence))
    }
  }
}
