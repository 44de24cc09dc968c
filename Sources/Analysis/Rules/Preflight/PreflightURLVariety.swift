package import Traffic

/// Finds preflights repeated because the query string changes.
///
/// **What it finds.** One client that sent preflights for four or more URLs of one path, apart
/// only by their query string.
///
/// **Why it is bad.** Browsers keep answers by the whole URL, query included, so that each new
/// query pays for a preflight, whatever Access-Control-Max-Age says.
///
/// **Example.** `OPTIONS /api/search?q=a`, `OPTIONS /api/search?q=ab`.
///
/// **Instead.** Put what varies into a request that needs no preflight, or keep the URL stable.
package struct PreflightURLVariety: Rule {
  package static let info = RuleInfo(
    id: "preflight-not-cached-by-url-variety", section: .preflight, severity: .low,
    finds: "one client that sent preflights for four or more URLs of one path, apart only by their "
      + "query string",
    why: "browsers keep answers by the whole URL, query included, so that each new query pays for "
      + "a preflight, whatever Access-Control-Max-Age says",
    example: "OPTIONS /api/search?q=a\nOPTIONS /api/search?q=ab",
    mend: "put what varies into a request that needs no preflight, or keep the URL stable",
    traps: "parameters that are there to defeat caches",
    yieldsTo: [],
    cwe: [], snippets: Snippets.maxAge,
    needs: FieldSet(.method, .requestMethod, .origin, .client, .target, .start))
  package static let interest: Facts = [.preflight, .originSent, .user]

  /// One client's preflights for one path.
  private struct Visits: Sendable, Codable {
    var target: UInt64 = 0
    var route: UInt64 = 0
    var urls = SmallList<4, UInt64>(filler: 0)
    var seen = Sightings()
  }

  /// The spans of time that are looked at by themselves, in nanoseconds: two hours, for which the
  /// longest-lived answers are kept.
  private static let window: Int64 = 7_200_000_000_000

  private var admission = Admission(least: 2)
  private var visits = HashTable<Visits>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let url = exchange.bytes(.target)
    guard observation.client != 0, observation.judgement.outcome != .blocked,
      observation.status > 0, let mark = url.firstIndex(of: 0x3F)
    else { return }
    let path = url.extracting(0..<mark).hash(seed: observation.target)
    let span = UInt64(bitPattern: observation.start.nanoseconds / Self.window)
    let key = (observation.client ^ observation.origin ^ path &+ span).mixed
    guard let index = visits.index(of: key, through: &admission, initial: Visits()) else { return }
    visits.values[index].target = observation.target
    visits.values[index].route = observation.route
    let query = url.extracting(mark..<url.count).hash()
    if !visits.values[index].urls.contains(query) { visits.values[index].urls.append(query) }
    visits.values[index].seen.add(observation, at: position)
  }

  package mutating func merge(_ other: Self) {
    for (key, later) in zip(other.visits.keys, other.visits.values) {
      guard let index = visits.index(of: key, initial: Visits()) else { continue }
      visits.values[index].target = later.target
      visits.values[index].route = later.route
      for url in later.urls.array where !visits.values[index].urls.contains(url) {
        visits.values[index].urls.append(url)
      }
      visits.values[index].seen.merge(later.seen)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    var table: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    for visit in visits.values where visit.urls.isFull {
      if table[visit.target] == nil { targets.append(visit.target) }
      table[visit.target, default: Evidence()].add(visit.seen, route: visit.route) { mark in
        "\(mark.status) to a preflight for another query string"
      }
    }
    return targets.compactMap { target in
      table[target].map { evidence in
        evidence.finding(
          Self.info, target: target, context,
          summary:
            "\(evidence.count) preflights differ from earlier ones by their query string only")
      }
    }
  }
}
