import Traffic

/// What preflights cost.
extension ReportBuilder {
  /// How many origins and routes are listed with their preflights.
  private static let preflightLimit = 20

  var preflights: Report.Preflights {
    let aggregate = result.aggregate
    let exchanges = result.tally.exchanges
    let unfollowed = aggregate.unfollowed + result.leftovers.unfollowed
    // Without these a preflight cannot be joined with its request, nor a request with its
    // preflight.
    let canJoin = formats.contains {
      !$0.hidesPreflights
        && $0.fields.isSuperset(of: FieldSet(.origin, .requestMethod, .method))
    }
    let sawPreflights = aggregate.preflights > 0 && canJoin && !isPartial
    let needing = aggregate.needing + result.leftovers.open
    return Report.Preflights(
      count: aggregate.preflights,
      share: exchanges == 0 ? nil : Double(aggregate.preflights) / Double(exchanges),
      rate: sawPreflights && needing > 0 ? Double(aggregate.preflights) / Double(needing) : nil,
      cacheHitRatio: sawPreflights && needing > 0
        ? Double(aggregate.withoutPreflight) / Double(needing) : nil,
      avoidable: sawPreflights ? aggregate.avoidable : nil,
      avoidableAtMaxAge: result.maxAge.map { ($0, aggregate.avoidableAtMaxAge) },
      authorization: authorization,
      unfollowed: unfollowed,
      time: durations(aggregate.preflightTime),
      byOrigin: preflightRows(aggregate.origins) { key, _ in names.text(key) },
      byRoute: preflightRows(aggregate.routes) { key, counts in
        names.text(counts.target) + names.text(key)
      },
      byEngine: preflightEngines(aggregate, knowsNeed: sawPreflights))
  }

  private var authorization: Report.WildcardAuthorization? {
    let rule = result.rules.rules.lazy.compactMap { $0 as? AuthorizationUnderWildcard }.first
    guard let cost = rule?.cost, cost.preflights > 0 else { return nil }
    return Report.WildcardAuthorization(
      preflights: cost.preflights, failed: cost.failed, repeated: cost.repeated,
      seconds: result.aggregate.preflightTime.count > 0
        ? Double(cost.waited) / 1_000_000_000 : nil)
  }

  private func preflightEngines(
    _ aggregate: Aggregate, knowsNeed: Bool
  ) -> [Report.PreflightEngineRow] {
    let rows = Engine.allCases.map { engine in
      let counts = aggregate.engines[Int(engine.rawValue)]
      let share = { (part: Int) in
        knowsNeed && counts.needing > 0 ? Double(part) / Double(counts.needing) : nil
      }
      return Report.PreflightEngineRow(
        engine: engine.name, preflights: counts.preflights, rate: share(counts.preflights),
        cacheHitRatio: share(counts.withoutPreflight),
        avoidable: knowsNeed ? counts.avoidable : nil, time: durations(counts.time))
    }
    return rows.filter { $0.preflights > 0 }.sorted {
      $0.preflights != $1.preflights ? $0.preflights > $1.preflights : $0.engine < $1.engine
    }
  }

  private func durations(_ sketch: QuantileSketch) -> Report.Durations? {
    guard sketch.count > 0 else { return nil }
    let seconds = { (nanoseconds: Int64) in Double(nanoseconds) / 1_000_000_000 }
    return Report.Durations(
      total: seconds(sketch.total), p50: seconds(sketch.value(at: 0.5)),
      p95: seconds(sketch.value(at: 0.95)), p99: seconds(sketch.value(at: 0.99)))
  }

  /// How long an origin's or a route's preflights took; quantiles of the frequent ones alone.
  private func time(_ key: UInt64, total: Int64) -> Report.PreflightTime? {
    guard total > 0 else { return nil }
    let times = result.aggregate.times
    let quantiles = times.index(of: key).flatMap { durations(times.values[$0]) }
    return Report.PreflightTime(
      total: Double(total) / 1_000_000_000, p50: quantiles?.p50, p95: quantiles?.p95,
      p99: quantiles?.p99)
  }

  private func preflightRows(
    _ table: HashTable<Aggregate.RequestCounts>,
    _ name: (UInt64, Aggregate.RequestCounts) -> String
  ) -> [Report.PreflightRow] {
    // Only of those that may be among the first are the names needed.
    let counts = table.values
    let least = max(1, leastListed(counts.lazy.map(\.preflights)))
    let rows = counts.indices.filter { counts[$0].preflights >= least }.map { index in
      let (key, counts) = (table.keys[index], counts[index])
      return Report.PreflightRow(
        name: name(key, counts), preflights: counts.preflights, failed: counts.failed,
        avoidable: counts.avoidable, requests: counts.requests,
        time: time(key, total: counts.waited))
    }
    let sorted = rows.sorted {
      $0.preflights != $1.preflights ? $0.preflights > $1.preflights : $0.name < $1.name
    }
    return Array(sorted.prefix(ReportBuilder.preflightLimit))
  }

  /// The least of as many greatest counts as are listed; of fewer counts the least of all.
  private func leastListed(_ counts: some Sequence<Int>) -> Int {
    var greatest: [Int] = []
    for count in counts {
      let isFull = greatest.count == ReportBuilder.preflightLimit
      if isFull, count <= greatest[greatest.count - 1] { continue }
      if isFull { greatest.removeLast() }
      greatest.insert(count, at: greatest.firstIndex { $0 < count } ?? greatest.count)
    }
    return greatest.last ?? 0
  }
}
