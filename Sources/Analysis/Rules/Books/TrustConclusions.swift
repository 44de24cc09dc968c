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
  }

  /// All that is known of one target.
  struct Target: Sendable {
    var target: UInt64
    var items: [Item] = []
    /// Routes that let any origin in with credentials, and without.
    var credentialed = Reflection()
    var plain = Reflection()

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
    for index in targets.indices {
      let name = names.text(targets[index].target)
      Self.findLookalikes(&targets[index], name, intent)
      Self.findKin(&targets[index], name)
    }
    let guests = targets.map(Self.guests)
    let refusals = RouteRefusals(policies)
    for (route, grants) in zip(book.routes.keys, book.routes.values) {
      guard let place = places[grants.target] else { continue }
      Self.findReflection(route, grants, guests[place], refusals, &targets[place])
    }
  }

  /// Takes the origins of the target's own name under other suffixes for its own.
  private static func findKin(_ target: inout Target, _ name: String) {
    guard let own = host(of: name).flatMap(RegisteredName.init) else { return }
    for index in target.items.indices
    where target.items[index].flaw == .stranger
      && target.items[index].grant.character.marks.isDisjoint(with: .crafted)
      && host(of: target.items[index].origin).flatMap(RegisteredName.init)?.label == own.label
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
    if intent.trusted.contains(Array(origin.utf8)) { return .listed }
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
    var host: [UInt8]
    var domain: [UInt8]
    var site: UInt64
    /// How many requests from there; `.max` where somebody says so.
    var users: Int

    /// How `other` could pass for this host, or for any of its domain.
    func flaw(of other: [UInt8], asDomain: Bool) -> TrustFlaw? {
      let name = asDomain ? domain.span : host.span
      guard let flaw = Lookalike.flaw(of: other.span, against: name) else { return nil }
      if let own = RegisteredName(host: domain), let name = RegisteredName(host: other),
        own.isExtended(by: name)
      {
        return nil
      }
      return flaw
    }
  }

  /// The hosts that are trusted on purpose: the target's own, the operator's, and, where there is no
  /// list, those from which most requests come.
  private static func trusted(_ target: Target, _ name: String, _ intent: Intent) -> [Trusted] {
    let sure = ([host(of: name)].compactMap { $0 } + intent.trusted.hosts).map { host in
      Trusted(host: host, domain: domain(of: host), site: 0, users: .max)
    }
    guard intent.trusted.isEmpty else { return sure }
    let visited = target.items.filter { $0.hasUsers && ($0.flaw == .own || $0.flaw.isStranger) }
      .sorted { $0.grant.users > $1.grant.users }.prefix(trustedLimit)
    return sure
      + visited.compactMap { item in
        host(of: item.origin).map { host in
          Trusted(
            host: host, domain: domain(of: host), site: item.grant.character.site,
            users: item.grant.users)
        }
      }
  }

  /// Looks for origins that are like trusted ones and are others'.
  private static func findLookalikes(_ target: inout Target, _ name: String, _ intent: Intent) {
    let trusted = trusted(target, name, intent).filter { Lookalike.canTell($0.domain) }
    for index in target.items.indices {
      let item = target.items[index]
      let marks = item.grant.character.marks
      guard item.grant.echoed > 0, let host = host(of: item.origin) else { continue }
      if marks.contains(.capital), item.flaw == .own || isTwin(item, target) {
        target.items[index].note(.letterCase, like: item.origin.lowercased())
        continue
      }
      guard item.flaw.isStranger || item.flaw == .sharedHosting || item.flaw == .insecure else {
        continue
      }
      let other = lowercased(host)
      // What is like a whole name tells more than what is like its domain.
      guard
        let found = model(of: other, item.grant, trusted, asDomain: false)
          ?? model(of: other, item.grant, trusted, asDomain: true)
      else { continue }
      target.items[index].note(
        marks.contains(.oddBytes) ? .specialBytes : found.flaw,
        like: String(decoding: found.name, as: UTF8.self))
    }
  }

  /// The first of the trusted hosts that `host`, which is let in by `grant`, is like.
  private static func model(
    of host: [UInt8], _ grant: GrantRecord, _ trusted: [Trusted], asDomain: Bool
  ) -> (flaw: TrustFlaw, name: [UInt8])? {
    let isCrafted = grant.character.marks.contains(.crafted)
    let (site, users) = (grant.character.site, max(1, grant.users))
    for index in trusted.indices {
      let flaw = trusted[index].flaw(of: host, asDomain: asDomain)
      guard let flaw else { continue }
      let isModel =
        trusted[index].users == .max
        || trusted[index].site != site && (isCrafted || trusted[index].users / 3 >= users)
      if isModel { return (flaw, asDomain ? trusted[index].domain : trusted[index].host) }
    }
    return nil
  }

  /// Whether the origin is let in as well when it is spelt in small letters.
  private static func isTwin(_ item: Item, _ target: Target) -> Bool {
    let small = item.origin.lowercased()
    return target.items.contains { $0.origin == small }
  }

  /// The registrable domain of a host; the host where it has none.
  static func domain(of host: [UInt8]) -> [UInt8] {
    PublicSuffix(host.span)?.domain.map { Array(host[$0]) } ?? host
  }

  /// The host of an origin, or of a target without a scheme.
  static func host(of origin: String) -> [UInt8]? {
    let bytes = Array(origin.utf8)
    guard let parts = URLParts(bytes.span) else {
      return bytes.isEmpty ? nil : Array(bytes.prefix { $0 != 0x3A })
    }
    return Array(bytes[parts.host.range])
  }

  private static func lowercased(_ host: [UInt8]) -> [UInt8] { host.map(\.asciiLowercased) }
}
