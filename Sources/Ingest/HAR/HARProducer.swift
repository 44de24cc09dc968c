import Traffic

/// The program that wrote a HAR, as far as that changes what its silence means.
enum HARProducer: UInt8, BitwiseCopyable {
  case unknown, chromium, firefox, playwright, proxy

  /// Tells the producer by the name in `log.creator`.
  init(name: Span<UInt8>) {
    if name.equals("WebInspector") {
      self = .chromium
    } else if name.contains("Firefox") {
      self = .firefox
    } else if name.contains("Playwright") {
      self = .playwright
    } else if name.contains("mitmproxy", ignoringCase: true) {
      self = .proxy
    } else {
      self = .unknown
    }
  }

  /// Whether a request without a cookie or an authorization in the file was sent without.
  ///
  /// Chromium leaves both out unless it is told otherwise, and nothing in the file says which.
  var keepsSecrets: Bool { self == .firefox || self == .playwright || self == .proxy }

  /// Whether an entry without an error had none.
  var tellsErrors: Bool { self == .chromium || self == .playwright }
}
