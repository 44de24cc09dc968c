import Analysis

/// Places at which the same was seen.
struct EvidenceGroup {
  /// The places, in the order given.
  private(set) var places: [Report.Evidence]
  /// What was seen there; empty where nothing is said of them.
  let detail: String

  /// Puts places with the same words together, in the order in which the words first come.
  static func all(_ evidence: [Report.Evidence]) -> [EvidenceGroup] {
    var groups: [EvidenceGroup] = []
    for item in evidence {
      if let index = groups.firstIndex(where: { $0.detail == item.detail }) {
        groups[index].places.append(item)
      } else {
        groups.append(EvidenceGroup(places: [item], detail: item.detail))
      }
    }
    return groups
  }
}
