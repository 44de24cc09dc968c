import Traffic

/// A few domains, of which most hosts are told by their ends.
struct DomainSet: Sendable {
  private let domains: [StaticString]
  /// The last three bytes of each.
  private let ends: [UInt32]

  /// Makes a set of domains in lower case, which have three bytes or more.
  init(_ domains: [StaticString]) {
    self.domains = domains
    ends = domains.map { domain in
      (1...3).reduce(0) { $0 << 8 | UInt32(domain.byte(at: domain.utf8CodeUnitCount - $1)) }
    }
  }

  /// Whether the host is one of the domains or a name under it, ASCII case apart.
  func contains(_ host: Span<UInt8>) -> Bool {
    guard host.count >= 3 else { return false }
    let end = (1...3).reduce(0) { $0 << 8 | UInt32(host[host.count - $1].asciiLowercased) }
    for index in ends.indices where ends[index] == end && host.hasDomain(domains[index]) {
      return true
    }
    return false
  }
}
