/// Turns errors without CORS headers into findings.
struct ErrorEvidence {
  let context: RuleContext

  /// Makes one finding a target of the errors of one kind.
  ///
  /// Where the application's own errors lack the headers, nothing adds them to any: then all kinds
  /// are one finding.
  func findings(
    _ info: RuleInfo, _ kind: ErrorRecord.Kind, summary: (Evidence, String) -> String
  ) -> [Finding] {
    let carrying = context.guests.carryingPairs
    // By places, for records are large.
    let records = context.policies.errors.values
    let places = records.indices.filter {
      carrying.contains(records[$0].route ^ records[$0].origin)
    }
    let general = HashSet(
      places.lazy.filter { records[$0].kind == .application }.map { records[$0].target })
    var targets: [UInt64] = []
    var table: [UInt64: (evidence: Evidence, statuses: StatusCounts)] = [:]
    for place in places
    where general.contains(records[place].target)
      ? kind == .application : records[place].kind == kind
    {
      let record = records[place]
      if table[record.target] == nil { targets.append(record.target) }
      var entry = table[record.target] ?? (Evidence(), StatusCounts())
      entry.evidence.add(record.errors, route: record.route) { mark in
        let route = HeaderDetail.cut(context.names.text(record.route))
        return "\(mark.status) on \(route); no Access-Control-Allow-Origin"
      }
      entry.statuses.merge(record.statuses)
      table[record.target] = entry
    }
    return targets.compactMap { target in
      guard let entry = table[target] else { return nil }
      return entry.evidence.finding(
        info, target: target, context,
        // That a gateway made it is told by the status only.
        confidence: kind == .gateway ? .inferred : .certain,
        summary: summary(entry.evidence, entry.statuses.text))
    }
  }
}
