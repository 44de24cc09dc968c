import Traffic

/// What a browser's own word for a failure says of CORS.
enum BrowserError {
  /// CORS may be behind it.
  case refusal
  /// The browser keeps public pages from the local network.
  case localNetwork
  /// It is something else, that came after the CORS check or without one.
  case other
  /// It cannot be read.
  case unclear

  /// Reads what a recording says.
  init(_ text: Span<UInt8>) {
    if text.equals("net::ERR_FAILED") {
      // Chromium's word for CORS, and for much else: alone it proves nothing.
      self = .refusal
    } else if text.equals("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS")
      || text.equals("net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS")
    {
      self = .localNetwork
    } else if text.starts(with: "net::") {
      self = .other
    } else if text.contains("access-control-", ignoringCase: true)
      || text.contains("access control checks", ignoringCase: true)
      || text.contains("preflight response", ignoringCase: true)
      || text.contains("cross-origin resource sharing", ignoringCase: true)
    {
      // WebKit names the check that failed.
      self = .refusal
    } else if text.equals("cancelled") || text.equals("canceled") {
      self = .other
    } else {
      self = .unclear
    }
  }
}
