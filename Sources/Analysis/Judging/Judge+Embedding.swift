import CORSEngine
import Traffic

extension Judge {
  /// Tells whether the page could use what it embedded without CORS, though not read it.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
  static func judgeEmbedding(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    judgement.outcome = .opaque
    guard exchange.has(.resourcePolicy),
      let policy = ResourcePolicy(exchange.bytes(.resourcePolicy)),
      let allows = allows(policy, exchange, &judgement), !allows
    else { return }
    judgement.block(redirects(exchange) ? .redirect : .actual, failing: .resourcePolicyBlocked)
  }

  /// Whether the policy lets the page have the response; `nil` where nothing shows whose page it
  /// is.
  private static func allows(
    _ policy: ResourcePolicy, _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool? {
    if policy == .crossOrigin { return true }
    // An Origin of null may be what a redirect made of the page's.
    let isNamed = exchange.has(.origin) && !exchange.bytes(.origin).equals("null")
    let page = exchange.bytes(isNamed ? .origin : .referer)
    let allows = policy.allows(
      page: page, scheme: exchange.value(.scheme), host: exchange.bytes(.host),
      port: exchange.has(.port) ? exchange.port : nil, profile: judgement.engine.profile)
    if let allows {
      judgement.basis.insert(isNamed ? .crossOrigin : .referer)
      return allows
    }
    guard exchange.has(.fetchSite) else { return nil }
    judgement.basis.insert(.fetchSite)
    judgement.confidence = min(judgement.confidence, .inferred)
    return policy == .sameSite && exchange.bytes(.fetchSite).equals("same-site")
  }
}
