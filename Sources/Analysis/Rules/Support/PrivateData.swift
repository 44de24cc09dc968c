import Traffic

/// Signs that a response is not for everyone.
enum PrivateData {
  /// Whether the exchange shows one.
  ///
  /// A cookie set in answer to a POST is one of a login, or of a beacon that counts visitors: what
  /// the answer tells is not the user's.
  static func isPrivate(_ facts: Facts) -> Bool {
    facts.contains(.authorization) || facts.contains(.setsCookie) && !facts.contains(.changesState)
      || facts.contains(.privateTarget) && !facts.contains(.loopbackTarget)
  }

  /// The signs, for evidence.
  static func signs(_ exchange: borrowing ExchangeView) -> String {
    var text = ""
    if exchange.traits.contains(.setsCookie) { text += "; a cookie is set" }
    if exchange.has(.hasAuthorization) { text += "; asked for with Authorization" }
    return text
  }
}
