import CORSEngine
package import Traffic

/// Explains single exchanges.
package struct Explainer: Sendable {
  let showsSecrets: Bool

  /// Makes an explainer.
  ///
  /// - Parameter showsSecrets: Whether userinfo and query tokens are shown as they are.
  package init(showsSecrets: Bool = false) { self.showsSecrets = showsSecrets }

  /// Explains one exchange.
  ///
  /// - Parameters:
  ///   - exchange: The exchange.
  ///   - judgement: What corscope holds of it.
  ///   - source: The input's name.
  ///   - position: Its 1-based line, packet or entry.
  ///   - unit: What the position counts.
  /// - Returns: The explanation, with all its text redacted unless secrets are asked for.
  package func explain(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement, source: String, position: Int,
    unit: PositionUnit
  ) -> ExchangeExplanation {
    var result = ExchangeExplanation()
    result.source = source
    result.position = position
    result.unit = unit.rawValue
    result.judgement = judgement
    result.method = text(exchange, .method) ?? ""
    result.url = url(exchange)
    result.origin = text(exchange, .origin)
    if exchange.has(.start) { result.start = exchange.start.seconds }
    if exchange.has(.status) { result.status = Int(exchange.status) }
    result.summary = summary(exchange, result)
    result.asked = asked(exchange, judgement)
    switch judgement.kind {
    case .preflight: explainPreflight(exchange, &result)
    case .cors where judgement.phase != .preflight: explainActual(exchange, &result)
    default: break
    }
    result.mend = mend(exchange, result)
    result.wanted = wanted(exchange, result)
    result.unknowns = unknowns(exchange, result)
    return result
  }

  /// The value as text, its secrets taken out.
  func text(_ exchange: borrowing ExchangeView, _ field: Field) -> String? {
    guard exchange.has(field) else { return nil }
    return show(exchange.bytes(field))
  }

  /// Bytes of an input as text, secrets taken out.
  func show(_ value: Span<UInt8>) -> String {
    showsSecrets ? String(decodingUTF8: value) : Redaction.text(value)
  }

  /// Scheme, host and target as far as they are known.
  func url(_ exchange: borrowing ExchangeView) -> String {
    var url = ""
    if let host = text(exchange, .host) {
      url = (text(exchange, .scheme).map { $0 + "://" } ?? "") + host
      let hasPort = exchange.bytes(.host).firstIndex(of: 0x3A) != nil
      let port = exchange.port
      if exchange.has(.port), !hasPort, port != 80, port != 443 { url += ":\(port)" }
    }
    return url + (text(exchange, .target) ?? "")
  }

  /// An explanation that shows values as this explainer does.
  func explanation() -> Explanation {
    let showsSecrets = self.showsSecrets
    return Explanation { value in
      showsSecrets ? String(decodingUTF8: value) : Redaction.text(value)
    }
  }
}
