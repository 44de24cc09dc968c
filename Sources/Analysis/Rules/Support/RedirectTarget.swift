import CORSEngine
import Traffic

/// Where a redirect leads.
enum RedirectTarget {
  /// Whether it leads from http to https on the same host.
  static func isUpgrade(_ exchange: borrowing ExchangeView) -> Bool {
    let location = exchange.bytes(.location).trimmingBlanks()
    guard location.starts(with: "https://"), !exchange.bytes(.scheme).equals("https"),
      let parts = URLParts(location)
    else { return false }
    let host = location.extracting(parts.host.range)
    guard host.equalsIgnoringCase(exchange.bytes(.host)) else { return false }
    // Where the scheme is not known, only the same path says that nothing else was meant.
    if exchange.has(.scheme) { return true }
    return location.extracting(parts.pathStart..<location.count).equals(exchange.bytes(.target))
  }

  /// The hash of the target that it leads to, as ``Observation/target`` has it; `nil` where it
  /// stays on the same host.
  static func otherTarget(_ exchange: borrowing ExchangeView) -> UInt64? {
    let location = exchange.bytes(.location).trimmingBlanks()
    guard let parts = URLParts(location),
      !location.extracting(parts.host.range).equalsIgnoringCase(exchange.bytes(.host)),
      let origin = SerializedOrigin.of(Array(copying: location.extracting(0..<parts.pathStart)))
    else { return nil }
    return origin.span.hash(seed: 3)
  }
}
