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
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))
  package static let interest: Facts = [.originSent, .echoed, .credentialsTrue]

  /// How many unrelated sites make a reflection.
  static let siteLimit = 3

  private struct Route: Sendable {
    var target: UInt64 = 0
    var sites: [UInt64] = []
    var isProbed = false
    var evidence = Evidence()
  }

  private var routes = HashTable<Route>(limit: 20_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let origin = exchange.bytes(.origin)
    guard let place = SiteName.range(in: origin),
      let index = routes.index(of: observation.route, initial: Route())
    else { return }
    routes.values[index].target = observation.target
    let site = origin.extracting(place).hash()
    let isProbe = SiteName.looksLikeProbe(origin)
    if isProbe { routes.values[index].isProbed = true }
    let known = routes.values[index].sites.contains(site)
    if !known, routes.values[index].sites.count < 16 { routes.values[index].sites.append(site) }
    // Evidence is one place a site; the count is of all echoes.
    routes.values[index].evidence.add(observation, at: position, isNew: !known || isProbe) {
      HeaderDetail.text(exchange, .origin, .allowOrigin, .allowCredentials)
    }
  }

  package mutating func merge(_ other: ReflectedOriginWithCredentials) {
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      guard let index = routes.index(of: key, initial: Route()) else { continue }
      routes.values[index].target = route.target
      if route.isProbed { routes.values[index].isProbed = true }
      for site in route.sites where !routes.values[index].sites.contains(site) {
        if routes.values[index].sites.count < 16 { routes.values[index].sites.append(site) }
      }
      routes.values[index].evidence.merge(route.evidence)
    }
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    var targets: [UInt64] = []
    var byTarget: [UInt64: (evidence: Evidence, sites: Set<UInt64>, isProbed: Bool)] = [:]
    for route in routes.values where route.isProbed || route.sites.count >= Self.siteLimit {
      if byTarget[route.target] == nil { targets.append(route.target) }
      var entry = byTarget[route.target] ?? (Evidence(), [], false)
      entry.evidence.merge(route.evidence)
      entry.sites.formUnion(route.sites)
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
          ? "a probing origin was let in with credentials, beside \(sites) sites in all"
          : "the origins of \(sites) unrelated sites were let in with credentials")
    }
  }
}
