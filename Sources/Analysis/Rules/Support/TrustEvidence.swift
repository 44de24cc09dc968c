/// Turns origins that are let in into findings.
struct TrustEvidence {
  let context: RuleContext
  let info: RuleInfo

  /// Makes the findings of one rule, one a target.
  ///
  /// - Parameters:
  ///   - wanted: Which of a target's origins are its evidence.
  ///   - severity: How bad it is, given the evidence; by default as the rule says, a step less
  ///     where no credentials are let in.
  ///   - confidence: How sure it is, given the evidence.
  ///   - summary: What it comes to.
  /// - Returns: The findings, in the order in which their targets were first seen.
  func findings(
    where wanted: (TrustConclusions.Target, TrustConclusions.Item) -> Bool,
    severity: ([TrustConclusions.Item]) -> Severity? = { _ in nil },
    confidence: ([TrustConclusions.Item]) -> Confidence = { _ in .certain },
    summary: ([TrustConclusions.Item]) -> String
  ) -> [Finding] {
    findings(
      choosing: { target in target.items.filter { wanted(target, $0) } },
      severity: severity, confidence: confidence, summary: summary)
  }

  /// The same, where what is chosen depends on all origins of the target, which is asked once.
  func findings(
    choosing items: (TrustConclusions.Target) -> [TrustConclusions.Item],
    severity: ([TrustConclusions.Item]) -> Severity? = { _ in nil },
    confidence: ([TrustConclusions.Item]) -> Confidence = { _ in .certain },
    summary: ([TrustConclusions.Item]) -> String
  ) -> [Finding] {
    context.trust.targets.compactMap { target in
      let items = items(target)
      guard !items.isEmpty else { return nil }
      return finding(
        target.target, items, severity: severity(items) ?? severityWithCredentials(items),
        confidence: confidence(items), summary: summary(items))
    }
  }

  /// The finding that the items make about one target; `echoesOnly` leaves out the responses that
  /// name an origin to another.
  func finding(
    _ target: UInt64, _ items: [TrustConclusions.Item], severity: Severity,
    confidence: Confidence, echoesOnly: Bool = false, summary: String
  ) -> Finding {
    var evidence = Evidence()
    // By places, for records are large.
    let grants = context.policies.grants.grants.values
    let records = grants.span
    for item in items {
      evidence.add(
        records[item.record].seen, count: echoesOnly ? item.echoed : item.count,
        routes: records[item.record].routes)
    }
    evidence.add(places: places(items, echoesOnly))
    // What only errors show may be an error page's.
    let succeeds = items.contains { records[$0.record].successes > 0 }
    return evidence.finding(
      info, target: target, context,
      confidence: succeeds ? confidence : min(confidence, .inferred),
      severity: succeeds ? severity : min(severity.lower, .medium), summary: summary)
  }

  /// The first place of each item, then the second of each, and so on, in the order of the input:
  /// the most common origin does not hide the others.
  private func places(
    _ items: [TrustConclusions.Item], _ echoesOnly: Bool
  ) -> [Evidence.Place] {
    let marks = items.prefix(Examples.limit).map { item in
      context.policies.grants.grants.values[item.record].seen.places.filter {
        !echoesOnly || $0.origin == item.value
      }
    }
    var places: [Evidence.Place] = []
    for round in 0..<Examples.limit {
      for (item, marks) in zip(items, marks) where marks.count > round {
        guard places.count < Examples.limit else { break }
        places.append(
          Evidence.Place(position: marks[round].position, detail: detail(item, marks[round])))
      }
    }
    return places.sorted { $0.position < $1.position }
  }

  private func detail(_ item: TrustConclusions.Item, _ mark: Sightings.Mark) -> String {
    let sent =
      mark.origin == 0
      ? "" : "Origin: \(HeaderDetail.cut(context.names.text(mark.origin))); "
    return sent + "Access-Control-Allow-Origin: \(HeaderDetail.cut(context.names.text(item.value)))"
      + (mark.isCredentialed ? "; Access-Control-Allow-Credentials: true" : "")
  }

  private func severityWithCredentials(_ items: [TrustConclusions.Item]) -> Severity {
    items.contains { $0.isCredentialed } ? info.severity : info.severity.lower
  }

  /// The first origins, for a summary.
  static func list(
    _ items: [TrustConclusions.Item], _ context: RuleContext, limit: Int = 3
  ) -> String {
    let origins = items.prefix(limit).map { HeaderDetail.cut(context.names.text($0.value)) }
    let more = items.count - origins.count
    return origins.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// Says that the origins are let in, and which trusted hosts they are like: `one` and `many` are
  /// the verb, `how` goes between it and the hosts.
  static func lookalikes(
    _ items: [TrustConclusions.Item], _ context: RuleContext, _ one: String, _ many: String,
    _ how: String?
  ) -> String {
    var hosts: [String] = []
    for host in items.map(context.trust.model) where !hosts.contains(host) { hosts.append(host) }
    let verb = items.count == 1 ? one : many
    return list(items, context) + (items.count == 1 ? " is" : " are") + " let in, which "
      + (how.map { "\(verb) \($0)" } ?? verb) + " " + hosts.prefix(3).joined(separator: " or ")
  }
}

extension Severity {
  /// One step less bad.
  var lower: Severity {
    let all = Severity.allCases.sorted()
    guard let place = all.firstIndex(of: self), place > 0 else { return self }
    return all[place - 1]
  }
}
