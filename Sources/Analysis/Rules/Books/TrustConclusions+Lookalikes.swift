import Traffic

extension TrustConclusions {
  /// How many hosts are taken for trusted on one target.
  private static let trustedLimit = 64

  /// A host that is taken for trusted.
  private struct Trusted {
    let owner: HostOwner
    /// Where in the host the name stands that others may look like: the host, or its domain.
    private let place: Range<Int>
    let site: UInt64
    /// How many requests from there; `.max` where somebody says so.
    let users: Int

    init(_ owner: HostOwner, site: UInt64, users: Int) {
      self.init(owner, 0..<owner.host.count, site, users)
    }

    private init(_ owner: HostOwner, _ place: Range<Int>, _ site: UInt64, _ users: Int) {
      self.owner = owner
      self.place = place
      self.site = site
      self.users = users
    }

    /// The name that others may look like.
    var name: ArraySlice<UInt8> { owner.host[place] }

    /// Its domain, whose name others may look like as well.
    var domain: Trusted { Trusted(owner, owner.domain, site, users) }

    /// How `other` could pass for this one.
    func flaw(of other: GuestHosts.Host) -> TrustFlaw? {
      let name = owner.host.span.extracting(place)
      let flaw = Lookalike.flaw(of: other.lowercased.span, against: name)
      return flaw == nil || owner.isExtended(by: other.owner) ? nil : flaw
    }

    /// Whether it is no less known than `item`, which looks like it.
    func isModel(of item: Item) -> Bool {
      users == .max
        || site != item.character.site
          && (item.character.marks.contains(.crafted) || users / 3 >= max(1, item.users))
    }
  }

  /// Trusted names in the order in which they are looked at.
  private struct Models {
    private let names: [Trusted]
    // Beside the names, so that a look at all of them touches little memory.
    private var pairs: [Lookalike.Pairs] = []
    private var counts: [Int] = []

    init(_ names: [Trusted]) {
      self.names = names
      for name in names.map(\.name) {
        pairs.append(Lookalike.Pairs(trusted: name.span))
        counts.append(name.count)
      }
    }

    /// The first that `host`, that of `item`, is like.
    func first(
      like host: GuestHosts.Host, _ item: Item
    ) -> (flaw: TrustFlaw, name: ArraySlice<UInt8>)? {
      let (held, count) = (host.pairs, host.lowercased.count)
      for index in pairs.indices
      // A host of the same length may differ at the dots.
      where held.isSuperset(of: pairs[index]) || count == counts[index] {
        if let flaw = names[index].flaw(of: host), names[index].isModel(of: item) {
          return (flaw, names[index].name)
        }
      }
      return nil
    }
  }

  /// The hosts that are trusted on purpose: the target's own, the operator's, and, where there is
  /// no list, those from which most requests come.
  private static func trusted(
    _ target: Target, _ own: HostOwner?, _ hosts: GuestHosts, _ intent: Intent
  ) -> [Trusted] {
    let sure = ([own].compactMap { $0 } + intent.trusted.hosts.map(HostOwner.init)).map { owner in
      Trusted(owner, site: 0, users: .max)
    }
    guard intent.trusted.isEmpty else { return sure }
    let visited = target.items.indices.filter { index in
      let item = target.items[index]
      return item.hasUsers && (item.flaw == .own || item.flaw.isStranger)
    }
    let most = visited.map { (index: $0, users: target.items[$0].users) }
      .sorted { $0.users > $1.users }.prefix(trustedLimit)
    return sure
      + most.compactMap { index, users in
        hosts.place(of: target.items[index].value).map { place in
          Trusted(
            hosts.hosts[place].owner, site: target.items[index].character.site, users: users)
        }
      }
  }

  /// Looks among the origins of the target at the given place for some that are like trusted ones
  /// and are others'.
  mutating func findLookalikes(
    _ target: Int, _ own: HostOwner?, _ hosts: GuestHosts, _ names: Names, _ intent: Intent
  ) {
    let trusted = Self.trusted(targets[target], own, hosts, intent).filter {
      Lookalike.canTell($0.domain.name)
    }
    var known = HashSet()
    // Of several hosts of a domain the first has the most users.
    let domains = trusted.map(\.domain).filter { domain in
      known.insert(domain.name.span.hash(seed: domain.site))
    }
    let (wholes, ofDomains) = (Models(trusted), Models(domains))
    var spellings: Set<String> = []
    for index in targets[target].items.indices {
      let item = targets[target].items[index]
      let marks = item.character.marks
      guard item.echoed > 0, let place = hosts.place(of: item.value) else { continue }
      if marks.contains(.capital) {
        if spellings.isEmpty { spellings = Set(targets[target].items.map { names.text($0.value) }) }
        // Whether the origin is let in as well when it is spelt in small letters.
        let isTwin = spellings.contains(names.text(item.value).lowercased())
        if isTwin || item.flaw == .own {
          note(.letterCase, of: index, on: target)
          continue
        }
      }
      guard item.flaw.isStranger || item.flaw == .sharedHosting || item.flaw == .insecure else {
        continue
      }
      // What is like a whole name tells more than what is like its domain.
      guard
        let found = wholes.first(like: hosts.hosts[place], item)
          ?? ofDomains.first(like: hosts.hosts[place], item)
      else { continue }
      note(
        marks.contains(.oddBytes) ? .specialBytes : found.flaw, of: index, on: target,
        like: String(decoding: found.name, as: UTF8.self))
    }
  }
}
