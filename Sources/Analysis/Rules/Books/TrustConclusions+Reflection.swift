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

  /// The origins of a target, by their hashes; beside its items stand their `owners`.
  static func guests(of target: Target, _ owners: [HostOwner?]) -> [UInt64: GuestCharacter] {
    var guests: [UInt64: GuestCharacter] = [:]
    guests.reserveCapacity(target.items.count)
    var companies: [[UInt8]: Int] = [:]
    for (item, owner) in zip(target.items, owners) where guests[item.grant.value] == nil {
      let marks = item.grant.character.marks
      let label = owner?.company ?? []
      let company = companies[label] ?? companies.count
      if company == companies.count { companies[label] = company }
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
    // Most routes let in few.
    guard grants.guests.count >= siteLimit || !grants.probes.isEmpty else { return }
    let characters = grants.guests.map { known[$0.value] }
    for isCredentialed in [true, false] {
      let isOf = { (guest: RouteGrants.Guest) in guest.isCredentialed == isCredentialed }
      guard grants.guests.count(where: isOf) >= siteLimit || grants.probes.contains(where: isOf)
      else { continue }
      // The first of each company.
      var companies: [Int] = []
      companies.reserveCapacity(grants.guests.count)
      var unrelated: [RouteGrants.Guest] = []
      unrelated.reserveCapacity(grants.guests.count)
      var strangers: [UInt64] = []
      strangers.reserveCapacity(grants.guests.count)
      for (guest, character) in zip(grants.guests, characters) where isOf(guest) {
        guard let character else { continue }
        let isStranger = character.flaw.isStranger
        guard isStranger || character.flaw == .listed else { continue }
        if isStranger { strangers.append(guest.value) }
        if !companies.contains(character.company) {
          companies.append(character.company)
          unrelated.append(guest)
        }
      }
      let probes = grants.probes.filter { probe in
        isOf(probe)
          && (known[probe.value].map { $0.flaw == .stranger && $0.isMadeUp } ?? false)
      }
      let isOpen =
        unrelated.count >= siteLimit && !strangers.isEmpty
        && !refusals.refute(route, unrelated.map(\.value), limit: siteLimit)
      guard !probes.isEmpty || isOpen else { continue }
      // What goes with credentials goes without.
      guard isCredentialed || !target.credentialed.routes.contains(route) else { continue }
      if isCredentialed {
        target.credentialed.add(route, unrelated, probes, strangers)
      } else {
        target.plain.add(route, unrelated, probes, strangers)
      }
    }
  }
}
