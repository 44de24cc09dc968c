import CORSEngine
import Traffic

/// What the page asked for, and what could not be known.
extension Explainer {
  func asked(_ exchange: borrowing ExchangeView, _ judgement: Judgement) -> [String] {
    var sentences: [String] = []
    let origin = text(exchange, .origin).map { "a page of \($0)" } ?? "a page"
    switch judgement.kind {
    case .preflight:
      let method = text(exchange, .requestMethod)
      let names = text(exchange, .requestHeaders)
      var ask = "\(origin) wants to send \(method ?? "a request") to this URL"
      if let names, !names.isEmpty { ask += " with the headers \(names)" }
      sentences.append(ask)
      sentences.append(preflightCause(exchange))
    case .cors:
      sentences.append("\(origin) asked to read this response in CORS mode")
      if judgement.needsPreflight == true {
        sentences.append("such a request needs a preflight, or a cached one's grant")
      }
      sentences.append(credentials(exchange))
    case .sameOrigin:
      sentences.append("\(origin) asked its own origin: CORS has no part in it")
    case .noCORS:
      let gets = judgement.outcome == .blocked ? "" : ": it gets an opaque response, no data"
      sentences.append("a page embedded this without CORS\(gets)")
    case .navigation: sentences.append("the browser navigated here: no CORS check is made")
    case .webSocket:
      sentences.append(
        "a WebSocket was opened: no CORS check is made, the server has to look at Origin itself")
    case .nonBrowser:
      sentences.append("no browser sent this: nobody enforces CORS on the client's side")
    case .unclassified: sentences.append("what asked for this cannot be told from the input")
    }
    return sentences.filter { !$0.isEmpty }
  }

  /// Why the browser asked first.
  private func preflightCause(_ exchange: borrowing ExchangeView) -> String {
    guard exchange.has(.requestMethod) else { return "" }
    let isSafelisted = Methods.isSafelisted(exchange.bytes(.requestMethod).trimmingBlanks())
    let hasNames = exchange.has(.requestHeaders) && !exchange.bytes(.requestHeaders).isEmpty
    switch (isSafelisted, hasNames) {
    case (false, false): return "the method alone asks for a preflight"
    case (false, true): return "the method asks for a preflight, and so do the headers"
    case (true, true): return "the method needs no preflight, the headers do"
    case (true, false):
      return exchange.state(.requestHeaders) == .absent
        ? "neither method nor headers need a preflight: upload listeners or a stream do" : ""
    }
  }

  private func credentials(_ exchange: borrowing ExchangeView) -> String {
    if exchange.has(.hasCookie) { return "a cookie was sent: the credentials mode is 'include'" }
    guard exchange.observes(.hasCookie) else { return "" }
    return "no cookie was sent, which leaves the credentials mode open"
  }

  func unknowns(_ exchange: borrowing ExchangeView, _ result: ExchangeExplanation) -> [String] {
    let judgement = result.judgement
    var sentences: [String] = []
    if !judgement.missing.isEmpty {
      let names = judgement.missing.fields.map(\.name).joined(separator: ", ")
      sentences.append("the input does not hold \(names)")
    }
    let basis = judgement.basis
    if basis.contains(.repeatsHidden) {
      sentences.append(
        "this log keeps one of several equal response headers: a duplicate, which browsers refuse,"
          + " would not show")
    }
    if basis.contains(.storedResponse) {
      sentences.append("a 304 is judged by the stored response's headers, which are not here")
    }
    if basis.contains(.noResponse) { sentences.append("no response was seen") }
    if basis.contains(.tlsTerminator) {
      sentences.append("the scheme is taken from Origin: TLS ends in front of this server")
    }
    if basis.contains(.appOrigin) {
      sentences.append("extensions and apps may be exempt from CORS, which no input shows")
    }
    if judgement.kind == .cors || judgement.kind == .preflight, judgement.engine == .unknown {
      sentences.append("the browser is not known: the input has no User-Agent")
    }
    if exchange.traits.contains(.cut) { sentences.append("the recording was cut here") }
    return sentences
  }
}
