import CORSEngine
import Traffic

extension Judge {
  /// Classifies what the producer or the request's shape gives away at once.
  static func classifyByMark(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool {
    if exchange.traits.contains(.webSocket) || exchange.bytes(.fetchMode).equals("websocket")
      || exchange.status == 101
    {
      judgement.set(.webSocket, .certain, .webSocket)
      return true
    }
    if exchange.traits.contains(.markedPreflight) {
      judgement.set(.preflight, .certain, .producerMark)
      return true
    }
    // A page may read some header of any response but an opaque one.
    if exchange.traits.contains(.withheldResponse), !exchange.observes(.origin) {
      judgement.set(.noCORS, .inferred, .headersWithheld)
      return true
    }
    let method = exchange.bytes(.method)
    if exchange.has(.origin), !method.isEmpty, !Methods.canBeSent(method) {
      judgement.set(.nonBrowser, .inferred, .noBrowserSends)
      return true
    }
    guard method.equals("OPTIONS") else { return false }
    if exchange.has(.requestMethod), exchange.has(.origin) {
      judgement.set(
        .preflight, judgement.engine.isBrowser ? .certain : .inferred, .requestMethodHeader)
      if exchange.has(.requestHeaders),
        RequestHeaders.asksForForbiddenName(exchange.bytes(.requestHeaders))
      {
        judgement.set(.preflight, .inferred, .noBrowserSends)
      }
      return true
    }
    // Without header columns an OPTIONS of a browser is taken for a preflight; an Origin or an
    // Access-Control-Request-Method that is known not to be there says that it is none, and so does
    // the target *, which no page can ask for.
    if !exchange.bytes(.target).equals("*"), exchange.state(.requestMethod) != .absent,
      exchange.state(.origin) != .absent,
      judgement.engine.isBrowser || exchange.has(.origin) || exchange.has(.requestMethod)
    {
      judgement.set(.preflight, .inferred, .optionsMethod)
      return true
    }
    return false
  }

  /// Classifies by Sec-Fetch-Site and Sec-Fetch-Mode, which no script can forge in a browser.
  ///
  /// - SeeAlso: https://w3c.github.io/webappsec-fetch-metadata/
  static func classifyByFetchMetadata(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool {
    guard exchange.has(.fetchMode) || exchange.has(.fetchSite) else { return false }
    let mode = exchange.bytes(.fetchMode)
    let site = exchange.bytes(.fetchSite)
    let sure = judgement.engine.mayBeBrowser ? Confidence.certain : .inferred
    if mode.equals("navigate") {
      judgement.set(.navigation, sure, .fetchMode)
    } else if site.equals("same-origin") {
      judgement.set(.sameOrigin, sure, .fetchSite)
    } else if mode.equals("no-cors") {
      judgement.set(.noCORS, sure, .fetchMode)
    } else if mode.equals("same-origin") {
      judgement.set(.sameOrigin, sure, .fetchMode)
    } else if mode.equals("cors"), !site.isEmpty {
      judgement.set(.cors, sure, .fetchMode)
      judgement.basis.insert(.fetchSite)
    } else {
      return false
    }
    return true
  }

  /// Classifies by the Origin header and the target's own origin.
  static func classifyByOrigin(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    switch exchange.state(.origin) {
    case .notObservable:
      if classifyByReferer(exchange, &judgement) { return }
      // A log without the Origin column cannot tell cross-origin requests from others.
      judgement.missing.insert(.origin)
      return
    case .absent:
      classifyWithoutOrigin(exchange, &judgement)
      return
    case .value where exchange.bytes(.origin).isEmpty:
      // No browser sends an empty one.
      classifyWithoutOrigin(exchange, &judgement)
      return
    case .value: break
    }
    guard judgement.engine.mayBeBrowser else {
      judgement.set(.nonBrowser, .inferred, .notABrowser)
      return
    }
    guard exchange.has(.host) else {
      classifyWithoutHost(exchange, &judgement)
      return
    }
    switch compareOrigin(exchange) {
    case .same:
      judgement.set(
        .sameOrigin, exchange.has(.scheme) ? .certain : .inferred, .sameOrigin)
    case .schemeDiffers where isBehindTerminator(exchange):
      judgement.set(.sameOrigin, .inferred, .tlsTerminator)
    default:
      classifyCrossOrigin(exchange, &judgement)
    }
  }

  /// Compares the Origin with the target.
  static func compareOrigin(_ exchange: borrowing ExchangeView) -> OriginComparison {
    Origin.compare(
      exchange.bytes(.origin), scheme: exchange.value(.scheme), host: exchange.bytes(.host),
      port: exchange.has(.port) ? exchange.port : nil)
  }

  /// Classifies the entry of a recording whose Origin is not known by the page that it names.
  private static func classifyByReferer(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool {
    guard exchange.traits.contains(.provisional), exchange.has(.referer) else {
      return false
    }
    let referer = exchange.bytes(.referer)
    let start = min((referer.firstIndex(of: 0x3A) ?? 0) + 3, referer.count)
    let end = referer.firstIndex(of: 0x2F, from: start) ?? referer.count
    let comparison = Origin.compare(
      referer.extracting(0..<end), scheme: exchange.value(.scheme), host: exchange.bytes(.host),
      port: exchange.has(.port) ? exchange.port : nil)
    if comparison == .same {
      judgement.set(.sameOrigin, .inferred, .referer)
      return true
    }
    // A script that asks for something of another origin does so in CORS mode, or it could not
    // read what it gets; few ask without, and of those a browser shows no response headers.
    guard comparison != .unreadable, exchange.traits.contains(.scriptRequest),
      exchange.traits.isDisjoint(with: [.fromCache, .fromServiceWorker])
    else { return false }
    judgement.set(.cors, .inferred, .referer)
    judgement.missing.insert(.origin)
    return true
  }

  private static func classifyWithoutOrigin(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    // A cross-origin CORS request always carries Origin.
    judgement.outcome = .notCORS
    judgement.confidence = .certain
    judgement.basis.insert(.noOrigin)
    if exchange.traits.contains(.navigation) {
      judgement.kind = .navigation
      judgement.basis.insert(.navigation)
    } else if exchange.observes(.userAgent), judgement.engine == .none {
      judgement.kind = .nonBrowser
      judgement.confidence = .inferred
      judgement.basis.insert(.notABrowser)
    } else if exchange.has(.host), namesHost(exchange.bytes(.referer), exchange.bytes(.host)) {
      judgement.kind = .sameOrigin
      judgement.confidence = .inferred
      judgement.basis.insert(.referer)
    }
  }

  /// Whether the URL is on the host, whatever its port.
  static func namesHost(_ url: Span<UInt8>, _ host: Span<UInt8>) -> Bool {
    let start: Int
    if url.count >= 8, url.extracting(0..<8).equals("https://") {
      start = 8
    } else if url.count >= 7, url.extracting(0..<7).equals("http://") {
      start = 7
    } else {
      return false
    }
    let end = start &+ host.count
    guard url.count >= end, url.extracting(start..<end).equalsIgnoringCase(host) else {
      return false
    }
    return url.count == end || url[end] == 0x2F || url[end] == 0x3A || url[end] == 0x3F
  }

  private static func classifyWithoutHost(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    let method = exchange.bytes(.method)
    if method.equals("GET") || method.equals("HEAD") {
      judgement.set(.cors, .certain, .originOnGet)
    } else if exchange.has(.allowOrigin) {
      judgement.set(.cors, .inferred, .hostUnknown)
    } else {
      judgement.basis.insert(.hostUnknown)
      judgement.missing.insert(.host)
    }
  }

  private static func classifyCrossOrigin(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    if exchange.traits.contains(.navigation) {
      judgement.set(.navigation, .inferred, .navigation)
      return
    }
    let method = exchange.bytes(.method)
    if method.equals("POST"), exchange.has(.contentType), !exchange.has(.allowOrigin),
      RequestHeaders.hasSafelistedEssence(exchange.bytes(.contentType))
    {
      // A form that is submitted sends the same request.
      judgement.basis.insert(.crossOrigin)
      judgement.missing.insert(.fetchMode)
      return
    }
    var sure = judgement.engine.isBrowser ? Confidence.certain : .inferred
    if method.equals("POST") { sure = min(sure, .inferred) }
    judgement.set(.cors, sure, .crossOrigin)
    let origin = exchange.bytes(.origin)
    if !origin.starts(with: "http"), !origin.equals("null") {
      judgement.basis.insert(.appOrigin)
      judgement.confidence = .inferred
    }
  }

  /// Whether the server saw http, on no port of its own, where the page is https on the same host.
  private static func isBehindTerminator(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.bytes(.origin).starts(with: "https:") && mayBeBehindTerminator(exchange)
  }

  /// Whether the server saw http, on no port of its own.
  static func mayBeBehindTerminator(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.bytes(.scheme).equals("http") && (!exchange.has(.port) || exchange.port == 80)
  }
}

extension Judgement {
  /// Notes the kind, how sure it is and by which signal.
  mutating func set(_ kind: Kind, _ confidence: Confidence, _ signal: Basis) {
    self.kind = kind
    self.confidence = confidence
    basis.insert(signal)
  }
}

extension Engine {
  /// Whether the client says that it is a browser.
  var isBrowser: Bool { self != .none && self != .unknown }
}
