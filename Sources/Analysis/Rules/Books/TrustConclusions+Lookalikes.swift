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
    func flaw(of other: Candidate) -> TrustFlaw? {
      let flaw = Lookalike.flaw(of: other.host.span, against: owner.host.span.extracting(place))
      return flaw == nil || owner.isExtended(by: other.owner) ? nil : flaw
    }

    /// Whether it is no less known than what looks like it: `grant` lets that in.
    func isModel(of grant: GrantRecord) -> Bool {
      users == .max
        || site != grant.character.site
          && (grant.character.marks.contains(.crafted) || users / 3 >= max(1, grant.users))
    }
  }

  /// A host that may look like a trusted one.
  private struct Candidate {
    let owner: HostOwner
    /// In small letters.
    let host: [UInt8]
    let pairs: Lookalike.Pairs

    init(_ owner: HostOwner) {
      self.owner = owner
      let host = owner.lowercased
      self.host = host
      pairs = Lookalike.Pairs(host.span)
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

    /// The first that the host of `item`, a `candidate`, is like.
    func first(
      like candidate: Candidate, _ item: Item
    ) -> (flaw: TrustFlaw, name: ArraySlice<UInt8>)? {
      for index in names.indices
      // A host of the same length may differ at the dots.
      where candidate.pairs.isSuperset(of: pairs[index]) || candidate.host.count == counts[index] {
        if let flaw = names[index].flaw(of: candidate),
          names[index].isModel(of: item.grant)
        {
          return (flaw, names[index].name)
        }
      }
      return nil
    }
  }

  /// The hosts that are trusted on purpose: the target's own, the operator's, and, where there is no
  /// list, those from which most requests come.
  private static func trusted(
    _ target: Target, _ own: HostOwner?, _ owners: [HostOwner?], _ intent: Intent
  ) -> [Trusted] {
    let sure = ([own].compactMap { $0 } + intent.trusted.hosts.map(HostOwner.init)).map { owner in
      Trusted(owner, site: 0, users: .max)
    }
    guard intent.trusted.isEmpty else { return sure }
    let visited = target.items.indices.filter { index in
      let item = target.items[index]
      return item.hasUsers && (item.flaw == .own || item.flaw.isStranger)
    }
    let most = visited.map { (index: $0, users: target.items[$0].grant.users) }
      .sorted { $0.users > $1.users }.prefix(trustedLimit)
    return sure
      + most.compactMap { index, users in
        owners[index].map { owner in
          Trusted(owner, site: target.items[index].grant.character.site, users: users)
        }
      }
  }

  /// Looks for origins that are like trusted ones and are others'.
  static func findLookalikes(
    _ target: inout Target, _ own: HostOwner?, _ owners: [HostOwner?], _ intent: Intent
  ) {
    let trusted = trusted(target, own, owners, intent).filter {
      Lookalike.canTell($0.domain.name)
    }
    var known = HashSet()
    // Of several hosts of a domain the first has the most users.
    let domains = trusted.map(\.domain).filter { domain in
      known.insert(domain.name.span.hash(seed: domain.site))
    }
    let (hosts, ofDomains) = (Models(trusted), Models(domains))
    for index in target.items.indices {
      let item = target.items[index]
      let marks = item.grant.character.marks
      guard item.grant.echoed > 0, let owner = owners[index] else { continue }
      if marks.contains(.capital), item.flaw == .own || isTwin(item, target) {
        target.items[index].note(.letterCase, like: item.origin.lowercased())
        continue
      }
      guard item.flaw.isStranger || item.flaw == .sharedHosting || item.flaw == .insecure else {
        continue
      }
      // What is like a whole name tells more than what is like its domain.
      let candidate = Candidate(owner)
      guard
        let found = hosts.first(like: candidate, item) ?? ofDomains.first(like: candidate, item)
      else { continue }
      target.items[index].note(
        marks.contains(.oddBytes) ? .specialBytes : found.flaw,
        like: String(decoding: found.name, as: UTF8.self))
    }
  }

  /// Whether the origin is let in as well when it is spelt in small letters.
  private static func isTwin(_ item: Item, _ target: Target) -> Bool {
    let small = item.origin.lowercased()
    return target.items.contains { $0.origin == small }
  }
}
