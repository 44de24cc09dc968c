package import CORSEngine
package import Traffic

/// Which exchanges are looked at; an empty filter takes all.
package struct Filter: Sendable {
  /// The earliest start.
  package var since: Timestamp?
  /// The start before which exchanges must lie.
  package var until: Timestamp?
  /// Origins of which one must have been sent, as bytes.
  package var origins: [[UInt8]] = []
  /// Hosts of which one must have been asked, in lower case, as bytes.
  package var hosts: [[UInt8]] = []
  /// Beginnings of paths of which one must be the request's, as bytes.
  package var paths: [[UInt8]] = []
  /// Client addresses of which one must be the request's, as bytes.
  package var clients: [[UInt8]] = []
  /// Statuses of which one must be the response's; `4` stands for 400 to 499.
  package var statuses: [Int] = []
  /// Engines of which one must be the client's.
  package var engines: [Engine] = []
  /// Outcomes of which one must be the judged one.
  package var outcomes: [Outcome] = []
  /// Reasons of which one must be among those that failed.
  package var reasons: [BlockReason] = []

  /// Makes a filter that takes all.
  package init() {}

  /// Whether all exchanges are taken.
  package var isEmpty: Bool {
    since == nil && until == nil && origins.isEmpty && hosts.isEmpty && paths.isEmpty
      && clients.isEmpty && statuses.isEmpty && engines.isEmpty && !asksForJudgement
  }

  /// Whether exchanges are taken by how they were judged, so that rates make no sense.
  package var asksForJudgement: Bool { !outcomes.isEmpty || !reasons.isEmpty }

  /// Whether the exchange, judged so, is taken.
  ///
  /// An exchange whose time is unknown is not within any span of time.
  package func takes(_ exchange: borrowing ExchangeView, _ judgement: Judgement) -> Bool {
    guard takesTime(exchange), takesRequest(exchange) else { return false }
    if !statuses.isEmpty {
      let status = Int(exchange.status)
      guard exchange.has(.status),
        statuses.contains(where: { $0 == status || $0 == status / 100 })
      else { return false }
    }
    if !engines.isEmpty, !engines.contains(judgement.engine) { return false }
    if !reasons.isEmpty, !reasons.contains(where: { judgement.failed.contains($0) }) {
      return false
    }
    return outcomes.isEmpty || outcomes.contains(judgement.outcome)
  }

  private func takesTime(_ exchange: borrowing ExchangeView) -> Bool {
    guard since != nil || until != nil else { return true }
    guard exchange.has(.start) else { return false }
    let start = exchange.start
    if let since, start < since { return false }
    if let until, !(start < until) { return false }
    return true
  }

  private func takesRequest(_ exchange: borrowing ExchangeView) -> Bool {
    takes(exchange, .origin, origins) { $0.equals($1) }
      && takes(exchange, .host, hosts) { $0.equalsIgnoringCase($1) }
      && takes(exchange, .client, clients) { $0.equals($1) }
      && takes(exchange, .target, paths) { value, path in
        value.count >= path.count && value.extracting(0..<path.count).equals(path)
      }
  }

  /// Whether the field's value fits one of `wanted`; any does where none is wanted.
  private func takes(
    _ exchange: borrowing ExchangeView, _ field: Field, _ wanted: [[UInt8]],
    fits: (Span<UInt8>, Span<UInt8>) -> Bool
  ) -> Bool {
    guard !wanted.isEmpty else { return true }
    guard exchange.has(field) else { return false }
    for candidate in wanted where fits(exchange.bytes(field), candidate.span) { return true }
    return false
  }
}
