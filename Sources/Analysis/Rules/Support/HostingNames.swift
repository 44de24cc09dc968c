import CORSEngine

/// Names that a target lets in under suffixes where anyone can have one.
struct HostingNames {
  /// The values of those that have nothing in common with another under the same suffix.
  private(set) var unrelated: Set<UInt64> = []

  /// Takes the origins that a target lets in.
  init(_ origins: [TrustConclusions.Item]) {
    let items = origins.filter { $0.flaw == .sharedHosting }
    guard items.count > 1 else { return }
    let names = items.compactMap { item -> (value: UInt64, suffix: [UInt8], name: [UInt8])? in
      let host = HostText.host(of: item.origin)
      guard let suffix = PublicSuffix(host.span), let start = suffix.domainStart else { return nil }
      return (
        item.grant.value, Array(host[suffix.start..<suffix.end]),
        Array(host[start..<max(start, suffix.start - 1)])
      )
    }
    for group in Dictionary(grouping: names, by: \.suffix).values where group.count > 1 {
      let first = group[0].name
      guard group.contains(where: { !HostingNames.areRelated($0.name, first) }) else { continue }
      unrelated.formUnion(group.map(\.value))
    }
  }

  /// Whether two names begin alike or share a word.
  private static func areRelated(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    if zip(left, right).prefix(while: { $0 == $1 }).count >= min(4, left.count, right.count) {
      return true
    }
    let words = Set(left.split(separator: 0x2D).filter { $0.count >= 4 })
    return right.split(separator: 0x2D).contains { words.contains($0) }
  }
}
