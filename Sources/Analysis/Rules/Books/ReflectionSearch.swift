/// Looks for routes that let unrelated sites in.
struct ReflectionSearch {
  /// How many unrelated sites make a reflection.
  static let siteLimit = 3

  private let refusals: RouteRefusals
  // What one route's guests are, kept so that its memory is used again.
  private var characters: [TrustConclusions.GuestCharacter?] = []
  private var companies: [Int] = []
  private var unrelated: [RouteGrants.Guest] = []
  private var strangers: [UInt64] = []

  /// Makes a search in what was gathered.
  init(_ policies: PolicyBook) { refusals = RouteRefusals(policies) }

  /// Whether the route lets in so many, or such ones, that a look at them may show something.
  func canShow(_ grants: RouteGrants) -> Bool {
    grants.guests.count >= ReflectionSearch.siteLimit || !grants.probes.isEmpty
  }

  /// Looks whether a `route` with such `grants` lets unrelated sites in; all the guests of its
  /// `target` are `known`.
  mutating func look(
    at grants: RouteGrants, of route: UInt64,
    _ known: HashTable<TrustConclusions.GuestCharacter>, _ target: inout TrustConclusions.Target
  ) {
    let credentialed = grants.guests.count { $0.isCredentialed }
    characters.removeAll(keepingCapacity: true)
    for guest in grants.guests {
      characters.append(known.index(of: guest.value).map { known.values[$0] })
    }
    for isCredentialed in [true, false] {
      let count = isCredentialed ? credentialed : grants.guests.count - credentialed
      // Of too few, only probes tell.
      guard
        count >= ReflectionSearch.siteLimit
          || grants.probes.contains(where: { $0.isCredentialed == isCredentialed })
      else { continue }
      sift(grants, isCredentialed)
      let probes = grants.probes.filter { probe in
        guard probe.isCredentialed == isCredentialed, let index = known.index(of: probe.value)
        else { return false }
        return known.values[index].flaw == .stranger && known.values[index].isMadeUp
      }
      let isOpen =
        unrelated.count >= ReflectionSearch.siteLimit && !strangers.isEmpty
        && !refusals.refute(route, unrelated.map(\.value), limit: ReflectionSearch.siteLimit)
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

  /// Finds the first guest of each company, and all strangers, among those with credentials or
  /// those without.
  private mutating func sift(_ grants: RouteGrants, _ isCredentialed: Bool) {
    companies.removeAll(keepingCapacity: true)
    unrelated.removeAll(keepingCapacity: true)
    strangers.removeAll(keepingCapacity: true)
    for (guest, character) in zip(grants.guests, characters)
    where guest.isCredentialed == isCredentialed {
      guard let character else { continue }
      let isStranger = character.flaw.isStranger
      guard isStranger || character.flaw == .listed else { continue }
      if isStranger { strangers.append(guest.value) }
      if !companies.contains(character.company) {
        companies.append(character.company)
        unrelated.append(guest)
      }
    }
  }
}
