import CORSEngine
package import Traffic

/// Finds Authorization granted by `*` only.
///
/// **What it finds.** Preflights for Authorization answered with Access-Control-Allow-Headers:
/// *, repeated by the same client while the answer should have been kept.
///
/// **Why it is bad.** Browsers let it pass and do not keep it: every call with Authorization
/// pays for a preflight again, and the standard's text blocks it.
///
/// **Example.** `Access-Control-Request-Headers: authorization`, `Access-Control-Allow-Headers:
/// *`.
///
/// **Instead.** Name it: Access-Control-Allow-Headers: authorization, *.
package struct AuthorizationUnderWildcard: Rule {
  package static let info = RuleInfo(
    id: "authorization-under-wildcard", section: .malformed, severity: .medium,
    finds:
      "preflights for Authorization answered with Access-Control-Allow-Headers: *, repeated by "
      + "the same client while the answer should have been kept",
    why: "browsers let it pass and do not keep it: every call with Authorization pays for a "
      + "preflight again, and the standard's text blocks it",
    example: "Access-Control-Request-Headers: authorization\nAccess-Control-Allow-Headers: *",
    mend: "name it: Access-Control-Allow-Headers: authorization, *",
    traps: "single preflights prove nothing: three of one client within the lifetime do",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.requestHeaders, .allowHeaders, .client, .start))
  package static let interest: Facts = [.preflight, .unnamedAuthorization, .user]

  /// What it cost that `*` does not stand for Authorization.
  package struct Cost: Sendable, Equatable {
    /// Preflights that asked for Authorization and were answered with `*`.
    package var preflights = 0
    /// Those among them that failed for it.
    package var failed = 0
    /// Those that a browser would have been spared, had the answer before named Authorization; of
    /// more clients and URLs than the rule has room for, only those of the first are counted.
    package var repeated = 0
    /// How long the repeated ones took, in nanoseconds.
    package var waited: Int64 = 0
  }

  /// One client's preflights for one URL.
  private struct Repeats: Sendable, Codable {
    var target: UInt64 = 0
    var route: UInt64 = 0
    var last = Int64.min
    var first = Int64.min
    var firstLifetime: Int64 = 0
    var count = 0
    var waited: Int64 = 0
    var firstDuration: Int64 = 0
    var seen = Sightings()

    mutating func add(_ observation: Observation, at position: Position) {
      let time = observation.start.nanoseconds
      let lifetime = Int64(observation.maxAge) * 1_000_000_000
      if count == 0 {
        first = time
        firstLifetime = lifetime
        firstDuration = max(0, observation.duration)
        count = 1
      } else if time &- last <= lifetime {
        // What comes after the grant would have run out anyway is no repetition.
        count += 1
        waited &+= max(0, observation.duration)
      }
      target = observation.target
      route = observation.route
      last = time
      seen.add(observation, at: position)
    }
  }

  /// How many preflights of one client for one URL prove it.
  static let leastCount = 3

  private var flows = HashTable<Repeats>(limit: 2_000)
  private var preflights = 0
  private var failed = 0

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard Self.asksForAuthorization(exchange.bytes(.requestHeaders)) else { return }
    preflights += 1
    if observation.judgement.failed.contains(.authorizationNotCoveredByWildcard) { failed += 1 }
    guard observation.client != 0, observation.start.nanoseconds != 0,
      let index = flows.index(of: observation.flow, initial: Repeats())
    else { return }
    flows.values[index].add(observation, at: position)
  }

  private static func asksForAuthorization(_ names: Span<UInt8>) -> Bool {
    var list = HeaderList(names)
    while let name = list.next() {
      if name.equalsIgnoringCase("authorization") { return true }
    }
    return false
  }

  package mutating func merge(_ other: Self) {
    preflights += other.preflights
    failed += other.failed
    for (key, later) in zip(other.flows.keys, other.flows.values) {
      guard let index = flows.index(of: key, initial: Repeats()) else { continue }
      var flow = flows.values[index]
      let isFirst = flow.count == 0
      // The first of the later ones was counted as if nothing had been before it.
      flow.count += later.count
      flow.waited &+= later.waited
      if isFirst {
        flow.first = later.first
        flow.firstLifetime = later.firstLifetime
        flow.firstDuration = later.firstDuration
      } else if later.first &- flow.last > later.firstLifetime {
        flow.count -= 1
      } else {
        flow.waited &+= later.firstDuration
      }
      flow.target = later.target
      flow.route = later.route
      flow.last = later.last
      flow.seen.merge(later.seen)
      flows.values[index] = flow
    }
  }

  /// What it cost so far.
  package var cost: Cost {
    flows.values.reduce(into: Cost(preflights: preflights, failed: failed)) { cost, flow in
      cost.repeated += max(0, flow.count - 1)
      let (sum, over) = cost.waited.addingReportingOverflow(flow.waited)
      cost.waited = over ? .max : sum
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    var table: [UInt64: (evidence: Evidence, flows: Int)] = [:]
    var targets: [UInt64] = []
    for flow in flows.values where flow.count >= Self.leastCount {
      if table[flow.target] == nil { targets.append(flow.target) }
      var entry = table[flow.target] ?? (Evidence(), 0)
      entry.evidence.add(flow.seen, route: flow.route) { mark in
        "\(mark.status); Authorization asked for, Access-Control-Allow-Headers: *"
      }
      entry.flows += 1
      table[flow.target] = entry
    }
    return targets.compactMap { target in
      guard let entry = table[target] else { return nil }
      return entry.evidence.finding(
        Self.info, target: target, context,
        summary: "\(entry.evidence.count) preflights for Authorization were repeated, since * "
          + "grants it without being kept")
    }
  }
}
