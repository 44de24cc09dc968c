import CORSEngine
import Traffic

extension TrustConclusions {
  /// How many unrelated sites make a reflection.
  static let siteLimit = 3
  /// From how many clients an origin comes that only its name makes a tester's; it is a page's then.
  private static let clientLimit = 10

  /// What reflections are told by, of one origin.
  struct GuestCharacter {
    var flaw: TrustFlaw
    /// The label that its site registered, as that is one company's.
    var company: Int
    /// Whether it is a tester's, and no page's that testers or users have been on.
    var isMadeUp: Bool
  }

  /// The origins of a target, by their hashes.
  static func guests(of target: Target) -> [UInt64: GuestCharacter] {
    var guests: [UInt64: GuestCharacter] = [:]
    var companies: [[UInt8]: Int] = [:]
    for item in target.items where guests[item.grant.value] == nil {
      let marks = item.grant.character.marks
      let host = host(of: item.origin) ?? []
      let label = RegisteredName(host: host)?.label ?? domain(of: host)
      let company = companies[label] ?? companies.count
      companies[label] = company
      // Of what only sounds like a tester's, users tell; what a scanner sent is its own if no user did.
      let isMadeUp =
        if marks.contains(.crafted) {
          !marks.isDisjoint(with: [.oddBytes, .capital])
            || item.grant.seen.clients.count < clientLimit
        } else {
          item.grant.users == 0
        }
      guests[item.grant.value] = GuestCharacter(
        flaw: item.flaw, company: company, isMadeUp: isMadeUp)
    }
    return guests
  }

  /// Looks whether a route lets unrelated sites in.
  static func findReflection(
    _ route: UInt64, _ grants: RouteGrants, _ known: [UInt64: GuestCharacter],
    _ refusals: RouteRefusals, _ target: inout Target
  ) {
    for isCredentialed in [true, false] {
      let guests = grants.guests.filter { guest in
        guest.isCredentialed == isCredentialed
          && (known[guest.value].map { $0.flaw.isStranger || $0.flaw == .listed } ?? false)
      }
      let strangers = guests.filter { known[$0.value]?.flaw.isStranger ?? false }
      let probes = grants.probes.filter { probe in
        probe.isCredentialed == isCredentialed
          && (known[probe.value].map { $0.flaw == .stranger && $0.isMadeUp } ?? false)
      }
      // The first of each company.
      var companies: Set<Int> = []
      let unrelated = guests.filter { guest in
        known[guest.value].map { companies.insert($0.company).inserted } ?? false
      }
      let isOpen =
        unrelated.count >= siteLimit && !strangers.isEmpty
        && !refusals.refute(route, unrelated.map(\.value), limit: siteLimit)
      guard !probes.isEmpty || isOpen else { continue }
      let sites = Set(unrelated.map(\.site))
      // What goes with credentials goes without.
      guard isCredentialed || !target.credentialed.routes.contains(route) else { continue }
      var reflection = isCredentialed ? target.credentialed : target.plain
      reflection.routes.insert(route)
      reflection.sites.formUnion(sites.union(probes.map(\.site)))
      reflection.values.formUnion(strangers.map(\.value) + probes.map(\.value))
      reflection.isProbed = reflection.isProbed || !probes.isEmpty
      if isCredentialed { target.credentialed = reflection } else { target.plain = reflection }
    }
  }
}
