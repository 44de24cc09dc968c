import CORSEngine
import Traffic

extension ReportBuilder {
  /// The exchanges of which a browser's recording tells another outcome.
  var disagreements: [Report.Disagreement] {
    outcomes.analyzer.disputes.items.map { item in
      let judgement = item.judgement
      return item.exchange.withView { exchange in
        var target = TargetText()
        target.write(exchange)
        return Report.Disagreement(
          place: evidence(item.position), kind: judgement.kind.name,
          method: exchange.text(.method) ?? "",
          origin: Redaction.reported(exchange.bytes(.origin)),
          target: String(decoding: target.bytes, as: UTF8.self),
          path: Redaction.reported(exchange.bytes(.target)), status: Int(exchange.status),
          verdict: judgement.outcome.name, phase: judgement.phase?.name ?? "",
          reason: judgement.reason?.id ?? "", browser: judgement.browser?.name ?? "",
          browserError: Redaction.reported(exchange.bytes(.browserError)),
          note: ReportBuilder.note(judgement))
      }
    }
  }

  /// What may be behind a disagreement.
  private static func note(_ judgement: Judgement) -> String {
    switch (judgement.kind, judgement.browser) {
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
