/// Turns origins that are let in into findings.
struct TrustEvidence {
  let context: RuleContext
  let info: RuleInfo

  /// Makes the findings of one rule, one a target.
  ///
  /// - Parameters:
  ///   - wanted: Which of a target's origins are its evidence.
  ///   - severity: How bad it is, given the evidence; by default as the rule says, a step less where
  ///     no credentials are let in.
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

  /// The finding that the items make about one target.
  func finding(
    _ target: UInt64, _ items: [TrustConclusions.Item], severity: Severity,
    confidence: Confidence, summary: String
  ) -> Finding {
    var evidence = Evidence()
    for item in items {
      evidence.add(item.grant.seen, routes: item.grant.routes.array) { mark in
        detail(item, mark)
      }
    }
    // What only errors show may be an error page's.
    let succeeds = items.contains { $0.grant.successes > 0 }
    return evidence.finding(
      info, target: target, context,
      confidence: succeeds ? confidence : min(confidence, .inferred),
      severity: succeeds ? severity : severity.lower, summary: summary)
  }

  private func detail(_ item: TrustConclusions.Item, _ mark: Sightings.Mark) -> String {
    let sent =
      mark.origin == 0
      ? "" : "Origin: \(HeaderDetail.cut(context.names.text(mark.origin))); "
    return sent + "Access-Control-Allow-Origin: \(HeaderDetail.cut(item.origin))"
      + (item.isCredentialed ? "; Access-Control-Allow-Credentials: true" : "")
  }

  private func severityWithCredentials(_ items: [TrustConclusions.Item]) -> Severity {
    items.contains { $0.isCredentialed } ? info.severity : info.severity.lower
  }

  /// The first origins, for a summary.
  static func list(_ items: [TrustConclusions.Item], limit: Int = 3) -> String {
    let names = items.prefix(limit).map { HeaderDetail.cut($0.origin) }
    let more = items.count - names.count
    return names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
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
