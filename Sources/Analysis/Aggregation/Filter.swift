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
  /// Outcomes of which one must be the judged one.
  package var outcomes: [Outcome] = []

  /// Makes a filter that takes all.
  package init() {}

  /// Whether all exchanges are taken.
  package var isEmpty: Bool {
    since == nil && until == nil && origins.isEmpty && hosts.isEmpty && outcomes.isEmpty
  }

  /// Whether the exchange, judged so, is taken.
  ///
  /// An exchange whose time is unknown is not within any span of time.
  package func takes(_ exchange: borrowing ExchangeView, _ judgement: Judgement) -> Bool {
    if since != nil || until != nil {
      guard exchange.has(.start) else { return false }
      let start = exchange.record.start
      if let since, start < since { return false }
      if let until, !(start < until) { return false }
    }
    if !origins.isEmpty {
      let origin = exchange.bytes(.origin)
      guard exchange.has(.origin), origins.contains(where: { $0.span.equals(origin) }) else {
        return false
      }
    }
    if !hosts.isEmpty {
      let host = exchange.bytes(.host)
      guard hosts.contains(where: { $0.span.equalsIgnoringCase(host) }) else { return false }
    }
    return outcomes.isEmpty || outcomes.contains(judgement.outcome)
  }
}
