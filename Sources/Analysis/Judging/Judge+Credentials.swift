import Traffic

extension Judge {
  /// Whether the request's credentials mode is include, where its headers tell.
  ///
  /// A browser sends `Sec-Fetch-Storage-Access` with cross-site requests whose credentials mode is
  /// include, and with no others; a recording shows all headers that were sent.
  ///
  /// - SeeAlso: https://privacycg.github.io/storage-access-headers/
  static func includesCredentials(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool? {
    let traits = exchange.traits
    guard traits.contains(.recorded) else { return nil }
    if traits.contains(.storageAccess) {
      judgement.basis.insert(.storageAccess)
      return true
    }
    guard !traits.contains(.provisional), exchange.bytes(.fetchSite).equals("cross-site"),
      sendsStorageAccess(exchange.bytes(.userAgent), judgement.engine, traits)
    else { return nil }
    judgement.basis.insert(.storageAccess)
    judgement.confidence = min(judgement.confidence, .inferred)
    return false
  }

  /// Whether the browser is one that sends `Sec-Fetch-Storage-Access`.
  ///
  /// - SeeAlso: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Storage-Access
  private static func sendsStorageAccess(
    _ agent: Span<UInt8>, _ engine: Engine, _ traits: RecordTraits
  ) -> Bool {
    switch engine {
    case .chromium: (version(agent, after: "Chrome/") ?? 0) >= 133
    case .firefox:
      // Its workers send the header with nothing, and their requests look like the page's.
      !traits.contains(.afterWorker) && (version(agent, after: "Firefox/") ?? 0) >= 145
    default: false
    }
  }

  /// The whole number behind `name`.
  private static func version(_ agent: Span<UInt8>, after name: StaticString) -> Int? {
    let length = name.utf8CodeUnitCount
    var start = 0
    while start + length <= agent.count {
      if agent.extracting(start..<agent.count).starts(with: name) {
        var end = start + length
        while end < agent.count, agent[end].isDigit, end < start + length + 6 { end += 1 }
        return agent.extracting(start + length..<end).decimal
      }
      start += 1
    }
    return nil
  }
}
