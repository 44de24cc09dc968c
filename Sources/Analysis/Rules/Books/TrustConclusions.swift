import CORSEngine
import Traffic

/// What is wrong with the origins that each target lets in: one flaw an origin, so that no two
/// rules tell of the same.
package struct TrustConclusions: Sendable {
  /// One origin on one target, as far as rules sift by it.
  ///
  /// The rest stands in its record, which is large.
  struct Item: Sendable, BitwiseCopyable {
    /// Where its record stands among those of the policies.
    let record: Int
    /// The hash of the origin.
    let value: UInt64
    let character: OriginCharacter
    /// How many responses name it.
    let count: Int
    /// Those to the very origin.
    let echoed: Int
    /// Those that a user's browser with the very origin may have got.
    let users: Int
    /// Whether credentials are let in with it.
    let isCredentialed: Bool
    /// Whether a private name was told to clients outside of its network.
    let hasOutsiders: Bool
    var flaw: TrustFlaw

    /// Reads one of the `records`, which is not copied for it.
    init(_ records: Span<GrantRecord>, at record: Int, flaw: TrustFlaw) {
      self.record = record
      value = records[record].value
      character = records[record].character
      count = records[record].seen.count
      echoed = records[record].echoed
      users = records[record].users
      isCredentialed = records[record].credentialed > 0
      hasOutsiders = records[record].outsiders > 0
      self.flaw = flaw
    }

    /// Whether a user's browser, and no tester's, had it.
    var hasUsers: Bool { users > 0 && !character.marks.contains(.crafted) }
  }

  /// A target that lets any origin in.
  struct Reflection: Sendable {
    var routes = HashSet()
    /// The unrelated sites.
    var sites = HashSet()
    /// The origins by which it shows.
    var values = HashSet()
    var isProbed = false

    /// Notes that `route` lets any in: the `unrelated` ones, `probes`, and the `strangers`'
    /// origins.
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
    /// How many of its origins were echoed.
    var echoes = 0

    /// Whether it is proven that any origin is let in as this one is, so that it is no news.
    func covers(_ item: Item) -> Bool {
      credentialed.isProbed || plain.isProbed && !item.isCredentialed
    }
  }

  /// The targets, in the order first seen.
  private(set) var targets: [Target] = []
  // The number of each target is its place.
  private var numbers = HashTable<Void>(limit: .max)
  /// The trusted hosts that lookalikes look like, by the places of their records.
  private var models: [Int: String] = [:]

  init(_ policies: PolicyBook, _ names: Names, _ intent: Intent) {
    // By places, for records are large.
    let grants = policies.grants.grants.values
    let records = grants.span
    for place in records.indices {
      guard let number = numbers.index(of: records[place].target, initial: ()) else { continue }
      if number == targets.count { targets.append(Target(target: records[place].target)) }
      if records[place].echoed > 0 { targets[number].echoes += 1 }
      if !intent.trusted.isEmpty, intent.trusted.contains(names.bytes(of: records[place].value)) {
        targets[number].items.append(Item(records, at: place, flaw: .listed))
        continue
      }
      let flaw = Self.plainFlaw(records[place].character, echoed: records[place].echoed > 0)
      targets[number].items.append(Item(records, at: place, flaw: flaw))
    }
    let hosts = GuestHosts(policies.grants, names)
    var guests: [HashTable<GuestCharacter>] = []
    for index in targets.indices {
      let own = GuestHosts.host(of: names.bytes(of: targets[index].target)).map(HostOwner.init)
      findLookalikes(index, own, hosts, names, intent)
      Self.findKin(&targets[index], own, hosts)
      targets[index].unrelated = HostingNames(targets[index].items, hosts, names).unrelated
      guests.append(Self.guests(of: targets[index], hosts, grants))
    }
    var search = ReflectionSearch(policies)
    let routes = policies.grants.routes
    for place in routes.values.indices {
      // Most routes let in few.
      guard search.canShow(routes.values[place]),
        let number = numbers.index(of: routes.values[place].target)
      else { continue }
      search.look(
        at: routes.values[place], of: routes.keys[place], guests[number], &targets[number])
    }
  }

  /// The trusted host that an origin looks like; empty where it looks like none.
  func model(of item: Item) -> String { models[item.record] ?? "" }

  /// Notes that an origin, which may look like the trusted host `model`, has `flaw`.
  mutating func note(_ flaw: TrustFlaw, of item: Int, on target: Int, like model: String? = nil) {
    targets[target].items[item].flaw = flaw
    if let model { models[targets[target].items[item].record] = model }
  }

  /// Whether a target echoes several origins, so that none of them is let in as the only one.
  func echoesSeveral(_ target: UInt64) -> Bool {
    numbers.index(of: target).map { targets[$0].echoes > 1 } ?? false
  }

  /// Takes the origins of the target's own name under other suffixes for its own.
  private static func findKin(_ target: inout Target, _ own: HostOwner?, _ hosts: GuestHosts) {
    guard let own else { return }
    for index in target.items.indices
    where target.items[index].flaw == .stranger
      && target.items[index].character.marks.isDisjoint(with: .crafted)
    {
      guard let place = hosts.place(of: target.items[index].value),
        hosts.hosts[place].owner.hasLabel(of: own)
      else { continue }
      target.items[index].flaw = .own
    }
  }

  /// The flaw that shows without a look at other origins, or at the operator's list.
  private static func plainFlaw(_ character: OriginCharacter, echoed isEchoed: Bool) -> TrustFlaw {
    let (marks, place) = (character.marks, character.place)
    if marks.contains(.null) { return .null }
    if marks.contains(.own) { return .own }
    if marks.contains(.otherScheme) { return .app }
    // What no browser would send is malformed, unless a tester sent it and got it back.
    if marks.contains(.flawed), !isEchoed { return .malformed }
    // An underscore is in some names; of what can be in none, unless it is like a trusted one, only
    // a server hears that lets all in.
    if marks.contains(.oddBytes), marks.isDisjoint(with: [.crafted, .ownSite]), !place.isLocal {
      return .specialBytes
    }
    if marks.contains(.crafted), !place.isLocal, !marks.contains(.ownSite) { return .stranger }
    if place.isLocal || place.contains(.development) && !marks.contains(.ownSite) {
      let isLeftover =
        isEchoed || !place.isDisjoint(with: [.loopback, .tunnel, .development])
      return isLeftover ? .development : .internalName
    }
    if marks.contains(.http) { return .insecure }
    if marks.contains(.ownSite) { return .own }
    if marks.contains(.sharedHosting) { return .sharedHosting }
    return marks.contains(.vendor) ? .vendor : .stranger
  }
}
