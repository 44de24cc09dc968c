package import Traffic

/// Finds answers to preflights that a shared cache keeps.
///
/// **What it finds.** An answer to a preflight that names an origin, came from a shared cache
/// or may go into one, and does not vary by what it depends on.
///
/// **Why it is bad.** The cache gives one origin's answer to another, so that preflights fail
/// at random or grant what was not meant.
///
/// **Example.** `OPTIONS /api/items 204`, `Age: 12`, `Access-Control-Allow-Origin:
/// https://a.example.com`.
///
/// **Instead.** Keep answers to OPTIONS out of shared caches, or send Vary: Origin,
/// Access-Control-Request-Method, Access-Control-Request-Headers.
package struct PreflightCacheable: TableRule {
  package static let info = RuleInfo(
    id: "preflight-cacheable-by-shared-cache", section: .preflight, severity: .high,
    finds: "an answer to a preflight that names an origin, came from a shared cache or may go into "
      + "one, and does not vary by what it depends on",
    why: "the cache gives one origin's answer to another, so that preflights fail at random or "
      + "grant what was not meant",
    example: "OPTIONS /api/items 204\nAge: 12\nAccess-Control-Allow-Origin: https://a.example.com",
    mend: "keep answers to OPTIONS out of shared caches, or send Vary: Origin, "
      + "Access-Control-Request-Method, Access-Control-Request-Headers",
    traps: "OPTIONS is not cacheable by HTTP's own rules; only CDNs that are told to keep it do",
    yieldsTo: [],
    cwe: [525, 349], snippets: Snippets.uncachedPreflight,
    needs: FieldSet(.requestMethod, .allowOrigin, .vary))
  package static let interest: Facts = [.preflight, .namesOrigin, .varyObserved, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    guard !observation.facts.isDisjoint(with: [.fromSharedCache, .sharedCacheable]),
      observation.facts.isDisjoint(with: .uncacheable)
    else { return false }
    return !varies(exchange, on: "origin")
      || !varies(exchange, on: "access-control-request-method")
      || exchange.has(.requestHeaders) && !varies(exchange, on: "access-control-request-headers")
  }

  private static func varies(_ exchange: borrowing ExchangeView, on name: StaticString) -> Bool {
    var names = HeaderList(exchange.bytes(.vary))
    while let piece = names.next() {
      if piece.equalsIgnoringCase(name) || piece.equals("*") { return true }
    }
    return false
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin, .age)
      + HeaderDetail.suffix(exchange, .vary)
      + (exchange.traits.contains(.sharedCacheHit) ? "; from a shared cache" : "")
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("answer", "to a preflight is", "to preflights are")
      + " kept by shared caches for whoever asks next"
  }
}
