import CORSEngine
import Traffic

/// What is wrong with the origins that each target lets in: one flaw an origin, so that no two rules
/// tell of the same.
package struct TrustConclusions: Sendable {
  /// One origin on one target.
  struct Item: Sendable {
    // Items are sorted and sifted by many rules: what is wide, and what is counted, stands apart.
    private var kept: KeptGrant
    var flaw: TrustFlaw

    init(grant: GrantRecord, origin: String, flaw: TrustFlaw) {
      kept = KeptGrant(grant, origin, resembles: "")
      self.flaw = flaw
    }

    var grant: GrantRecord { kept.grant }
    /// As text.
    var origin: String { kept.origin }
    /// The trusted host that it looks like.
    var resembles: String { kept.resembles }

    /// Notes that it has `flaw`, for it looks like the trusted host `name`.
    mutating func note(_ flaw: TrustFlaw, like name: String) {
      self.flaw = flaw
      kept = KeptGrant(kept.grant, kept.origin, resembles: name)
    }

    /// Whether credentials are let in with it.
    var isCredentialed: Bool { grant.credentialed > 0 }
    /// Whether all the routes on which it was first seen are for everyone.
    func isPublic(_ context: RuleContext) -> Bool {
      grant.routes.array.allSatisfy { context.isPublic($0, of: grant.target) }
    }

    /// Whether a user's browser, and no tester's, had it.
    var hasUsers: Bool { grant.users > 0 && !grant.character.marks.contains(.crafted) }
  }

  /// A grant that is handed on without being copied.
  private final class KeptGrant: Sendable {
    let grant: GrantRecord
    let origin: String
    let resembles: String

    init(_ grant: GrantRecord, _ origin: String, resembles: String) {
      self.grant = grant
      self.origin = origin
      self.resembles = resembles
    }
  }

  /// A target that lets any origin in.
  struct Reflection: Sendable {
    var routes: Set<UInt64> = []
    /// How many unrelated sites.
    var sites: Set<UInt64> = []
    /// The origins by which it shows.
    var values: Set<UInt64> = []
    var isProbed = false

    /// Notes that `route` lets any in: the `unrelated` ones, `probes`, and the `strangers`' origins.
    mutating func add(
      _ route: UInt64, _ unrelated: [RouteGrants.Guest], _ probes: [RouteGrants.Guest],
      _ strangers: [UInt64]
    ) {
      routes.insert(route)
      for guest in unrelated { sites.insert(guest.site) }
      for value in strangers { values.insert(value) }
      for probe in probes {
        sites.insert(probe.site)
        values.insert(probe.value)
        isProbed = true
      }
    }
  }

  /// All that is known of one target.
  struct Target: Sendable {
    var target: UInt64
    var items: [Item] = []
    /// Routes that let any origin in with credentials, and without.
    var credentialed = Reflection()
    var plain = Reflection()
    /// The origins where strangers can have names too that have nothing in common with another.
    var unrelated: Set<UInt64> = []

    /// Whether it is proven that any origin is let in as this one is, so that it is no news.
    func covers(_ item: Item) -> Bool {
      credentialed.isProbed || plain.isProbed && !item.isCredentialed
    }
  }

  /// How many hosts are taken for trusted on one target.
  private static let trustedLimit = 64

  /// The targets, in the order first seen.
  private(set) var targets: [Target] = []
  private var echoed: [UInt64: Set<UInt64>] = [:]

  init(_ policies: PolicyBook, _ names: Names, _ intent: Intent) {
    let book = policies.grants
    var places: [UInt64: Int] = [:]
    for grant in book.grants.values {
      let place = places[grant.target] ?? targets.count
      if place == targets.count {
        places[grant.target] = place
        targets.append(Target(target: grant.target))
      }
      if grant.echoed > 0 { echoed[grant.target, default: []].insert(grant.value) }
      let origin = names.text(grant.value)
      targets[place].items.append(
        Item(grant: grant, origin: origin, flaw: Self.plainFlaw(grant, origin, intent)))
    }
    var guests: [[UInt64: GuestCharacter]] = []
    for index in targets.indices {
      let own = Self.host(of: names.text(targets[index].target)).map(HostOwner.init)
      // Beside the items: finding an owner takes a while, and is asked for by all that follow.
      let owners = targets[index].items.map { Self.host(of: $0.origin).map(HostOwner.init) }
      Self.findLookalikes(&targets[index], own, owners, intent)
      Self.findKin(&targets[index], own, owners)
      targets[index].unrelated = HostingNames(targets[index].items).unrelated
      guests.append(Self.guests(of: targets[index], owners))
    }
    let refusals = RouteRefusals(policies)
    for (route, grants) in zip(book.routes.keys, book.routes.values) {
      guard let place = places[grants.target] else { continue }
      Self.findReflection(route, grants, guests[place], refusals, &targets[place])
    }
  }

  /// Takes the origins of the target's own name under other suffixes for its own.
  private static func findKin(_ target: inout Target, _ own: HostOwner?, _ owners: [HostOwner?]) {
    guard let own else { return }
    for index in target.items.indices
    where target.items[index].flaw == .stranger
      && target.items[index].grant.character.marks.isDisjoint(with: .crafted)
      && owners[index]?.hasLabel(of: own) == true
    {
      target.items[index].flaw = .own
    }
  }

  /// The values that were echoed on a target.
  func echoedValues(of target: UInt64) -> Set<UInt64> { echoed[target] ?? [] }

  /// The flaw that shows without a look at other origins.
  private static func plainFlaw(
    _ grant: GrantRecord, _ origin: String, _ intent: Intent
  ) -> TrustFlaw {
    let (marks, place) = (grant.character.marks, grant.character.place)
    if !intent.trusted.isEmpty, intent.trusted.contains(Array(origin.utf8)) { return .listed }
    if marks.contains(.null) { return .null }
    if marks.contains(.own) { return .own }
    if marks.contains(.otherScheme) { return .app }
    // What no browser would send is malformed, unless a tester sent it and got it back.
    if marks.contains(.flawed), grant.echoed == 0 { return .malformed }
    // An underscore is in some names; of what can be in none, unless it is like a trusted one, only a
    // server hears that lets all in.
    if marks.contains(.oddBytes), marks.isDisjoint(with: [.crafted, .ownSite]), !place.isLocal {
      return .specialBytes
    }
    if marks.contains(.crafted), !place.isLocal, !marks.contains(.ownSite) { return .stranger }
    if place.isLocal || place.contains(.development) && !marks.contains(.ownSite) {
      let isLeftover =
        grant.echoed > 0 || !place.isDisjoint(with: [.loopback, .tunnel, .development])
      return isLeftover ? .development : .internalName
    }
    if marks.contains(.http) { return .insecure }
    if marks.contains(.ownSite) { return .own }
    if marks.contains(.sharedHosting) { return .sharedHosting }
    return marks.contains(.vendor) ? .vendor : .stranger
  }

  /// A host that is taken for trusted.
  private struct Trusted {
    let owner: HostOwner
    /// Where in the host the name stands that others may look like: the host, or its domain.
    private let place: Range<Int>
    /// What stands side by side in the name.
    private let pairs: Lookalike.Pairs
    let site: UInt64
    /// How many requests from there; `.max` where somebody says so.
    let users: Int

    init(_ owner: HostOwner, site: UInt64, users: Int) {
      self.init(owner, 0..<owner.host.count, site, users)
    }

    private init(_ owner: HostOwner, _ place: Range<Int>, _ site: UInt64, _ users: Int) {
      self.owner = owner
      self.place = place
      pairs = Lookalike.Pairs(trusted: owner.host.span.extracting(place))
      self.site = site
      self.users = users
    }

    /// The name that others may look like.
    var name: ArraySlice<UInt8> { owner.host[place] }

    /// Its domain, whose name others may look like as well.
    var domain: Trusted { Trusted(owner, owner.domain, site, users) }

    /// How `other`, whose host in small letters is `host` with its `pairs`, could pass for this one.
    func flaw(
      of other: HostOwner, _ host: borrowing Span<UInt8>, _ pairs: Lookalike.Pairs
    ) -> TrustFlaw? {
      // A host of the same length may differ at the dots.
      guard host.count == place.count || pairs.isSuperset(of: self.pairs) else { return nil }
      let flaw = Lookalike.flaw(of: host, against: owner.host.span.extracting(place))
      return flaw == nil || owner.isExtended(by: other) ? nil : flaw
    }

    /// Whether it is no less known than what looks like it: `grant` lets that in.
    func isModel(of grant: GrantRecord) -> Bool {
      users == .max
        || site != grant.character.site
          && (grant.character.marks.contains(.crafted) || users / 3 >= max(1, grant.users))
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
  private static func findLookalikes(
    _ target: inout Target, _ own: HostOwner?, _ owners: [HostOwner?], _ intent: Intent
  ) {
    let trusted = trusted(target, own, owners, intent).filter {
      Lookalike.canTell($0.domain.name)
    }
    var domains: [Trusted] = []
    for domain in trusted.map(\.domain)
    // Of several hosts of a domain the first has the most users.
    where !domains.contains(where: { $0.site == domain.site && $0.name == domain.name }) {
      domains.append(domain)
    }
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
      guard
        let found = model(of: owner, item, trusted) ?? model(of: owner, item, domains)
      else { continue }
      target.items[index].note(
        marks.contains(.oddBytes) ? .specialBytes : found.flaw,
        like: String(decoding: found.name, as: UTF8.self))
    }
  }

  /// The first of the trusted names that the host of `item` is like.
  private static func model(
    of owner: HostOwner, _ item: Item, _ trusted: [Trusted]
  ) -> (flaw: TrustFlaw, name: ArraySlice<UInt8>)? {
    let host = owner.lowercased
    let pairs = Lookalike.Pairs(host.span)
    for index in trusted.indices {
      if let flaw = trusted[index].flaw(of: owner, host.span, pairs),
        trusted[index].isModel(of: item.grant)
      {
        return (flaw, trusted[index].name)
      }
    }
    return nil
  }

  /// Whether the origin is let in as well when it is spelt in small letters.
  private static func isTwin(_ item: Item, _ target: Target) -> Bool {
    let small = item.origin.lowercased()
    return target.items.contains { $0.origin == small }
  }

  /// The host of an origin, or of a target without a scheme.
  private static func host(of origin: String) -> [UInt8]? {
    let bytes = Array(origin.utf8)
    guard let parts = URLParts(bytes.span) else {
      return bytes.isEmpty ? nil : Array(bytes.prefix { $0 != 0x3A })
    }
    return Array(bytes[parts.host.range])
  }
}
