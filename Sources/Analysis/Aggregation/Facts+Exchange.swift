import CORSEngine
import Traffic

extension Facts {
  /// Works out the facts of an exchange that was judged so.
  init(_ exchange: borrowing ExchangeView, _ judgement: Judgement) {
    self = []
    switch judgement.kind {
    case .preflight: insert(.preflight)
    case .cors: insert(.actual)
    default: break
    }
    if judgement.outcome == .blocked { insert(.blocked) }
    if judgement.engine == .none || judgement.basis.contains(.noBrowserSends) {
      insert(.nonBrowser)
    }
    if exchange.traits.contains(.oneClient) { insert(.recorded) }
    readRequest(exchange)
    readAllowOrigin(exchange)
    readGrants(exchange)
    switch exchange.status {
    case 200...299: insert(.success)
    case 300...399: insert(.redirect)
    case 400...999: insert(.error)
    default: break
    }
    readCaching(exchange)
  }

  private mutating func readRequest(_ exchange: borrowing ExchangeView) {
    switch exchange.state(.origin) {
    case .value:
      insert(.originSent)
      if exchange.bytes(.origin).equals("null") { insert(.nullOrigin) }
    case .absent: insert(.noOrigin)
    case .notObservable: break
    }
    if exchange.observes(.hasCookie) { insert(.cookieObserved) }
    if exchange.has(.hasCookie) { insert(.cookie) }
    if exchange.has(.hasAuthorization) { insert(.authorization) }
    let method = exchange.bytes(.method)
    if !method.isEmpty, !method.equals("GET"), !method.equals("HEAD"), !method.equals("OPTIONS") {
      insert(.changesState)
    }
  }

  private mutating func readAllowOrigin(_ exchange: borrowing ExchangeView) {
    switch exchange.state(.allowOrigin) {
    case .value:
      insert(.allowOrigin)
      let value = exchange.bytes(.allowOrigin).trimmingBlanks()
      if value.equals("*") { insert(.wildcard) } else { insert(.namesOrigin) }
      if contains(.originSent), value.equals(exchange.bytes(.origin)) { insert(.echoed) }
      if isDisjoint(with: [.wildcard, .echoed]) { insert(.oddAllowOrigin) }
    case .absent: insert(.noAllowOrigin)
    case .notObservable: break
    }
    guard exchange.has(.allowCredentials) else { return }
    if exchange.bytes(.allowCredentials).trimmingBlanks().equals("true") {
      insert(.credentialsTrue)
    } else {
      insert(.oddCredentials)
    }
  }

  private mutating func readGrants(_ exchange: borrowing ExchangeView) {
    if exchange.has(.allowMethods) {
      insert(.allowMethods)
      if exchange.bytes(.allowMethods).firstIndex(of: 0x2A) != nil { insert(.wildcardList) }
    }
    if exchange.has(.allowHeaders) {
      insert(.allowHeaders)
      if exchange.bytes(.allowHeaders).firstIndex(of: 0x2A) != nil { insert(.wildcardList) }
    }
    if exchange.has(.exposeHeaders) {
      insert(.exposeHeaders)
      if exchange.bytes(.exposeHeaders).firstIndex(of: 0x2A) != nil { insert(.wildcardList) }
    }
    switch exchange.state(.maxAge) {
    case .value: insert(.maxAge)
    case .absent: insert(.noMaxAge)
    case .notObservable: break
    }
    // Where the method is lost, it may have been a preflight.
    if !isDisjoint(with: [.allowMethods, .allowHeaders, .maxAge]), !contains(.preflight),
      exchange.has(.method), !exchange.bytes(.method).equals("OPTIONS")
    {
      insert(.preflightHeadersElsewhere)
    }
    if exchange.has(.resourcePolicy) { insert(.resourcePolicy) }
    if exchange.has(.location) { insert(.location) }
    if exchange.has(.timingAllowOrigin),
      exchange.bytes(.timingAllowOrigin).trimmingBlanks().equals("*")
    {
      insert(.timingForAll)
    }
  }

  private mutating func readCaching(_ exchange: borrowing ExchangeView) {
    let traits = exchange.traits
    if traits.contains(.sharedCacheHit) { insert(.fromSharedCache) }
    if exchange.has(.age), (exchange.bytes(.age).trimmingBlanks().decimal ?? 0) > 0 {
      insert(.fromSharedCache)
    }
    if traits.contains(.sharedCacheable) { insert(.sharedCacheable) }
    if traits.contains(.uncacheable) { insert(.uncacheable) }
    if traits.contains(.setsCookie) { insert(.setsCookie) }
    if traits.contains(.htmlResponse) { insert(.html) }
    if traits.contains(.privateNetwork) { insert(.privateNetwork) }
  }
}
