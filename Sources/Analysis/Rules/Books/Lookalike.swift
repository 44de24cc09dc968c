/// Tells hosts that pass a careless comparison with a trusted one.
enum Lookalike {
  /// How `host` could pass for `trusted`, a host of another site; `nil` where it could not.
  static func flaw(of host: [UInt8], against trusted: [UInt8]) -> TrustFlaw? {
    guard trusted.count >= 6, host != trusted else { return nil }
    if differsAtDots(host, trusted) { return .unescapedDot }
    if host.count == trusted.count - 1, trusted.dropFirst().elementsEqual(host) {
      return .substring
    }
    guard host.count > trusted.count else { return nil }
    if host.starts(with: trusted) { return .prefix }
    if host.suffix(trusted.count).elementsEqual(trusted) {
      return host[host.count - trusted.count - 1] == 0x2E ? nil : .suffix
    }
    return contains(host, trusted) ? .substring : nil
  }

  /// Whether a registrable domain is long enough to tell: a short one, as `x.com`, stands at the end
  /// of many names.
  static func canTell(_ domain: [UInt8]) -> Bool { domain.prefix { $0 != 0x2E }.count >= 4 }

  /// Whether the hosts differ, and only where the trusted one has dots.
  private static func differsAtDots(_ host: [UInt8], _ trusted: [UInt8]) -> Bool {
    guard host.count == trusted.count else { return false }
    for index in host.indices where host[index] != trusted[index] && trusted[index] != 0x2E {
      return false
    }
    return true
  }

  private static func contains(_ host: [UInt8], _ part: [UInt8]) -> Bool {
    for start in 0...(host.count - part.count)
    where host[start] == part[0] && host[start...].starts(with: part) {
      return true
    }
    return false
  }
}
