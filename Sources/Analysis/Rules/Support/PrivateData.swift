import Traffic

/// Signs that a response is not for everyone.
enum PrivateData {
  /// Whether the exchange shows one.
  static func isPrivate(_ facts: Facts) -> Bool {
    !facts.isDisjoint(with: [.setsCookie, .authorization])
      || facts.contains(.privateTarget) && !facts.contains(.loopbackTarget)
  }

  /// The signs, for evidence.
  static func signs(_ exchange: borrowing ExchangeView) -> String {
    var text = ""
    if exchange.record.traits.contains(.setsCookie) { text += "; a cookie is set" }
    if exchange.has(.hasAuthorization) { text += "; asked for with Authorization" }
    return text
  }
}
