import CORSEngine

extension ReportBuilder {
  /// The exchanges of which a browser's recording tells another outcome.
  var disagreements: [Report.Disagreement] {
    result.disputes.items.map { item in
      Report.Disagreement(
        place: evidence(item.position), kind: item.kind.name, method: item.method,
        origin: item.origin, target: item.target, path: item.path, status: item.status,
        verdict: item.outcome.name, phase: item.phase?.name ?? "", reason: item.reason?.id ?? "",
        browser: item.browser?.name ?? "", browserError: item.browserError,
        note: ReportBuilder.note(item))
    }
  }

  /// What may be behind a disagreement.
  private static func note(_ item: Disputes.Item) -> String {
    switch (item.kind, item.browser) {
    case (.preflight, .blocked):
      "the preflight passes and the browser still did not send the request: a Content-Security-"
        + "Policy, an extension or the network may have stopped it; the browser's console tells"
    case (.preflight, _):
      "the preflight fails and the browser still sent the request: web security was off, an "
        + "extension or app is exempt, or something changed the headers before they were recorded"
    case (_, .blocked):
      "the headers allow it, so that something else stopped it: a Content-Security-Policy, "
        + "Cross-Origin-Resource-Policy, an extension or a broken transfer; the browser's console "
        + "tells"
    default:
      "the headers forbid it and the browser still let the page have it: web security was off, an "
        + "extension or app is exempt, or something changed the headers before they were recorded"
    }
  }
}
