package import Traffic

/// Finds endpoints that echo any Origin and allow credentials.
///
/// **What it finds.** One route echoes the Origins of three or more unrelated sites, or one that
/// looks like a probe, with Access-Control-Allow-Credentials: true.
///
/// **Why it is bad.** Any site that a logged-in user visits can read these responses in that user's
/// name.
///
/// **Example.** `Origin: https://evil.example`, `Access-Control-Allow-Origin: https://evil.example`,
/// `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Compare the Origin as a whole with a list of your own, and send nothing to others.
package struct ReflectedOriginWithCredentials: Rule {
  package static let info = RuleInfo(
    id: "reflected-origin-credentials", severity: .critical,
    finds: "a route that echoes the Origins of unrelated sites and allows credentials",
    why: "any site that a logged-in user visits can read these responses in that user's name",
    example: "Origin: https://evil.example\nAccess-Control-Allow-Origin: https://evil.example\n"
      + "Access-Control-Allow-Credentials: true",
    mend: "compare the Origin as a whole with a list of your own, and send no CORS headers to "
      + "others; if these sites are all partners, the list exists already and this is no finding",
    traps:
      "a partner API with many tenants has the same shape and is a list: name it with --trusted-origins",
    cwe: [942, 346], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))
  package static let interest: Facts = [.originSent, .echoed, .credentialsTrue]

  /// How many unrelated sites make a reflection.
  static let siteLimit = 3

  private struct Route: Sendable {
    var target: UInt64 = 0
    var sites = SmallList<16, UInt64>(filler: 0)
    var isProbed = false
    var seen = Sightings()
  }

  /// What an origin's name says, kept so that each name is read once.
  private struct Visitor: Sendable {
    var site: UInt64
    var isProbe: Bool
  }

  private var routes = HashTable<Route>(limit: 20_000)
  private var visitors = HashTable<Visitor>(limit: 50_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard let visitor = visitor(observation, exchange), visitor.site != 0,
      let index = routes.index(of: observation.route, initial: Route())
    else { return }
    let isNew = !routes.values[index].sites.contains(visitor.site)
    if isNew {
      routes.values[index].target = observation.target
      routes.values[index].sites.append(visitor.site)
    }
    if visitor.isProbe { routes.values[index].isProbed = true }
    // One place a site; the count is of all echoes.
    routes.values[index].seen.add(
      observation, at: position, isNew: isNew || visitor.isProbe)
  }

  /// The site behind the observation's origin, its hash 0 where there is none; `nil` when too many
  /// origins have been seen.
  private mutating func visitor(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Visitor? {
    if let index = visitors.index(of: observation.origin) { return visitors.values[index] }
    let origin = exchange.bytes(.origin)
    let site = SiteName.range(in: origin).map { origin.extracting($0).hash() }
    let visitor = Visitor(site: site ?? 0, isProbe: SiteName.looksLikeProbe(origin))
    return visitors.index(of: observation.origin, initial: visitor).map { visitors.values[$0] }
  }

  package mutating func merge(_ other: ReflectedOriginWithCredentials) {
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      guard let index = routes.index(of: key, initial: Route()) else { continue }
      routes.values[index].target = route.target
      if route.isProbed { routes.values[index].isProbed = true }
      let known = routes.values[index].sites
      routes.values[index].seen.merge(route.seen) { mark in
        guard let place = other.visitors.index(of: mark.origin) else { return true }
        let visitor = other.visitors.values[place]
        return visitor.isProbe || !known.contains(visitor.site)
      }
      for site in route.sites.array where !known.contains(site) {
        routes.values[index].sites.append(site)
      }
    }
    for (origin, visitor) in zip(other.visitors.keys, other.visitors.values) {
      _ = visitors.index(of: origin, initial: visitor)
    }
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    var targets: [UInt64] = []
    var byTarget: [UInt64: (evidence: Evidence, sites: Set<UInt64>, isProbed: Bool)] = [:]
    for (key, route) in zip(routes.keys, routes.values)
    where route.isProbed || route.sites.count >= Self.siteLimit {
      if byTarget[route.target] == nil { targets.append(route.target) }
      var entry = byTarget[route.target] ?? (Evidence(), [], false)
      entry.evidence.add(route.seen, route: key) { mark in
        "Origin: \(names.text(mark.origin)) echoed, Access-Control-Allow-Credentials: true"
      }
      entry.sites.formUnion(route.sites.array)
      entry.isProbed = entry.isProbed || route.isProbed
      byTarget[route.target] = entry
    }
    return targets.compactMap { target in
      guard let entry = byTarget[target] else { return nil }
      let sites = entry.sites.count
      return entry.evidence.finding(
        Self.info, target: target, names, inputs,
        confidence: entry.isProbed ? .certain : .inferred,
        summary: entry.isProbed
          ? "a probing origin was let in with credentials"
            + (sites > 1 ? ", among \(sites) sites" : "")
          : "the origins of \(sites) unrelated sites were let in with credentials")
    }
  }
}
