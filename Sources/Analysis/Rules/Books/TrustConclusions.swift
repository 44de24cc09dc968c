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
    /// The origins under suffixes where anyone can have a name, of which some are unlike another.
    var unrelated: Set<UInt64> = []

    /// Whether it is proven that any origin is let in as this one is, so that it is no news.
    func covers(_ item: Item) -> Bool {
      credentialed.isProbed || plain.isProbed && !item.isCredentialed
    }
  }

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
    var guests: [HashTable<GuestCharacter>] = []
    for index in targets.indices {
      let own = Self.host(of: names.text(targets[index].target)).map(HostOwner.init)
      // Beside the items: finding an owner takes a while, and is asked for by all that follow.
      let owners = targets[index].items.map { Self.host(of: $0.origin).map(HostOwner.init) }
      Self.findLookalikes(&targets[index], own, owners, intent)
      Self.findKin(&targets[index], own, owners)
      targets[index].unrelated = HostingNames(targets[index].items).unrelated
      guests.append(Self.guests(of: targets[index], owners))
    }
    var search = ReflectionSearch(policies)
    for (route, grants) in zip(book.routes.keys, book.routes.values) {
      // Most routes let in few.
      guard search.canShow(grants), let place = places[grants.target] else { continue }
      search.look(at: grants, of: route, guests[place], &targets[place])
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

  /// The host of an origin, or of a target without a scheme.
  private static func host(of origin: String) -> [UInt8]? {
    let bytes = Array(origin.utf8)
    guard let parts = URLParts(bytes.span) else {
      return bytes.isEmpty ? nil : Array(bytes.prefix { $0 != 0x3A })
    }
    return Array(bytes[parts.host.range])
  }
}
