package import Traffic

/// Writes the target of an exchange as `scheme://host[:port]`, the default port left out.
package struct TargetText: Sendable {
  /// The text made last; kept so that its memory is used again.
  package private(set) var bytes: [UInt8] = []

  /// Makes a writer.
  package init() { bytes.reserveCapacity(256) }

  /// Writes the target of `exchange` into ``bytes``; empty where the host is unknown.
  package mutating func write(_ exchange: borrowing ExchangeView) {
    bytes.removeAll(keepingCapacity: true)
    let host = exchange.bytes(.host)
    guard !host.isEmpty else { return }
    let scheme = exchange.bytes(.scheme)
    if !scheme.isEmpty {
      appendLowercased(scheme)
      bytes.append(contentsOf: "://".utf8)
    }
    appendLowercased(host)
    guard exchange.has(.port) else { return }
    let port = exchange.port
    let isDefault =
      port == 443 && scheme.equalsIgnoringCase("https")
      || port == 80 && scheme.equalsIgnoringCase("http")
    guard !isDefault else { return }
    bytes.append(0x3A)
    appendDecimal(Int(port))
  }

  private mutating func appendLowercased(_ text: Span<UInt8>) {
    // A Host of this length was not sent by a browser; its end is of no use to anyone.
    for index in 0..<min(text.count, 255) { bytes.append(text[index].asciiLowercased) }
  }

  private mutating func appendDecimal(_ number: Int) {
    var divisor = 10_000
    while divisor > 1, number < divisor { divisor /= 10 }
    while divisor > 0 {
      bytes.append(UInt8(0x30 + number / divisor % 10))
      divisor /= 10
    }
  }
}
