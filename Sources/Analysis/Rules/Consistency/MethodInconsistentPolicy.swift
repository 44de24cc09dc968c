import Traffic

/// Finds routes that let an origin in by one method and not by another.
///
/// **What it finds.** One route and origin: successes of one method grant it, those of another
/// do not; or credentials are allowed with one and not with another.
///
/// **Why it is bad.** The page works until it does what only the other method does, and the
/// cause is far from where it shows.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin`, `POST /api/items 200
/// without`.
///
/// **Instead.** Let one layer add the headers to all methods of a route.
package struct MethodInconsistentPolicy: DerivedRule {
  package static let info = RuleInfo(
    id: "method-inconsistent-policy", section: .consistency, severity: .medium,
    finds: "one route and origin: successes of one method grant it, those of another do not; or "
      + "credentials are allowed with one and not with another",
    why: "the page works until it does what only the other method does, and the cause is far from "
      + "where it shows",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nPOST /api/items 200 without",
    mend: "let one layer add the headers to all methods of a route",
    traps: "a route that is meant to be read from elsewhere and not written",
    yieldsTo: ["actual-lacks-cors-after-good-preflight", "node-inconsistent-policy"],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.method, .origin, .allowOrigin))

  package init() {}

  /// How often each method must have been seen.
  static let leastCount = 2

  private struct Host {
    var evidence = Evidence()
    var granted: Set<String> = []
    var others: Set<String> = []
    var isCredentials = true
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    var targets: [UInt64] = []
    var hosts: [UInt64: Host] = [:]
    // By places: records are large, and there may be thousands.
    let records = context.policies.guests.values
    var pairs = HashTable<[Int32]>(limit: .max)
    var counts = HashTable<Int>(limit: .max)
    for place in records.indices {
      let pair = records[place].route ^ records[place].origin
      guard let count = counts.index(of: pair, initial: 0) else { continue }
      counts.values[count] += 1
    }
    // Of most pairs one method is seen.
    for place in records.indices {
      let pair = records[place].route ^ records[place].origin
      guard let count = counts.index(of: pair), counts.values[count] > 1,
        let index = pairs.index(of: pair, initial: [])
      else { continue }
      pairs.values[index].append(Int32(place))
    }
    for place in records.indices {
      guard let index = pairs.index(of: records[place].route ^ records[place].origin) else {
        continue
      }
      let record = records[place]
      let others = pairs.values[index].map { records[Int($0)] }
      guard let (granted, isCredentials) = Self.contrast(record, others) else { continue }
      if hosts[record.target] == nil { targets.append(record.target) }
      var host = hosts[record.target] ?? Host()
      let name = MethodNumbers.name(record.method)
      host.granted.formUnion(granted)
      host.others.insert(name)
      host.isCredentials = host.isCredentials && isCredentials
      host.evidence.add(isCredentials ? record.grantSightings : record.denied, route: record.route)
      {
        "\($0.status) to \(name); "
          + (isCredentials ? "no credentials are allowed" : "the origin is not let in")
      }
      hosts[record.target] = host
    }
    return targets.compactMap { target in
      guard let host = hosts[target] else { return nil }
      let (one, other) = (host.granted.sorted(), host.others.sorted())
      return host.evidence.finding(
        Self.info, target: target, context,
        summary: "\(one.joined(separator: ", ")) "
          + (host.isCredentials ? "allows credentials" : "lets origins in")
          + " where \(other.joined(separator: ", ")) does not")
    }
  }

  /// The methods that grant what this one withholds, and whether that is credentials only.
  private static func contrast(
    _ record: GuestRecord, _ others: [GuestRecord]
  ) -> (granted: [String], isCredentials: Bool)? {
    if record.granted == 0, record.denied.count >= leastCount {
      let granted = others.filter { $0.granted >= leastCount && $0.denied.count == 0 }
      return granted.isEmpty ? nil : (granted.map { MethodNumbers.name($0.method) }, false)
    }
    guard record.denied.count == 0, record.granted >= leastCount, record.credentialed == 0,
      record.named == record.granted
    else { return nil }
    let allowing = others.filter { $0.credentialed >= leastCount && $0.credentialed == $0.granted }
    return allowing.isEmpty ? nil : (allowing.map { MethodNumbers.name($0.method) }, true)
  }
}
