/// Names that a target lets in under suffixes where anyone can have one.
struct HostingNames {
  /// The values of those that have nothing in common with another under the same suffix.
  private(set) var unrelated: Set<UInt64> = []

  /// Takes the origins that a target lets in.
  init(_ origins: [TrustConclusions.Item], _ hosts: GuestHosts, _ names: Names) {
    let items = origins.filter { $0.flaw == .sharedHosting }
    guard items.count > 1 else { return }
    let names = items.compactMap { item -> (value: UInt64, suffix: [UInt8], name: [UInt8])? in
      let owner = Self.owner(of: item, hosts, names)
      guard let suffix = owner.suffix else { return nil }
      let start = owner.domain.lowerBound
      return (
        item.value, Array(owner.host[suffix]),
        Array(owner.host[start..<max(start, suffix.lowerBound - 1)])
      )
    }
    for group in Dictionary(grouping: names, by: \.suffix).values where group.count > 1 {
      let first = group[0].name
      guard group.contains(where: { !HostingNames.areRelated($0.name, first) }) else { continue }
      unrelated.formUnion(group.map(\.value))
    }
  }

  /// The host of an origin and its owner: where the origin is well formed, as it was read before.
  private static func owner(
    of item: TrustConclusions.Item, _ hosts: GuestHosts, _ names: Names
  ) -> HostOwner {
    guard item.character.marks.isDisjoint(with: .flawed), let place = hosts.place(of: item.value)
    else { return HostOwner(HostText.host(of: names.text(item.value))) }
    return hosts.hosts[place].owner
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
