package import Traffic

/// Finds methods granted that cannot work.
///
/// **What it finds.** TRACE, TRACK or CONNECT in Access-Control-Allow-Methods, which no page
/// can use, or a method granted that the route then refuses with 405 or 501.
///
/// **Why it is bad.** The list says more than the server means, so that nobody knows what is
/// allowed.
///
/// **Example.** `Access-Control-Allow-Methods: GET, POST, TRACE, CONNECT`.
///
/// **Instead.** List the methods that the route has.
package struct AllowMethodsOverbroad: TableRule {
  package static let info = RuleInfo(
    id: "acam-overbroad", section: .malformed, severity: .low,
    finds: "TRACE, TRACK or CONNECT in Access-Control-Allow-Methods, which no page can use, or a "
      + "method granted that the route then refuses with 405 or 501",
    why: "the list says more than the server means, so that nobody knows what is allowed",
    example: "Access-Control-Allow-Methods: GET, POST, TRACE, CONNECT",
    mend: "list the methods that the route has",
    traps: "a framework that lists all methods by default",
    yieldsTo: [],
    cwe: [650], snippets: Snippets.grants,
    needs: FieldSet(.allowMethods, .requestMethod))
  package static let interest: Facts = [.user]
  package static let either: Facts = [.forbiddenMethods, .error]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    if observation.facts.contains(.forbiddenMethods) { return true }
    return observation.facts.isSuperset(of: [.actual, .error, .afterGoodPreflight])
      && (observation.status == 405 || observation.status == 501)
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowMethods)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("exchange", "shows", "show") + " methods granted that cannot work"
  }
}
