import CORSEngine
import Traffic

/// Tells origins that testers make up from those of pages.
enum CraftedOrigin {
  /// Whether the origin's name says that it is a probe, or no page can have it.
  static func isCrafted(_ origin: Span<UInt8>) -> Bool {
    guard !origin.equals("null") else { return false }
    guard let parts = URLParts(origin) else { return false }
    let scheme = origin.extracting(parts.scheme.range)
    guard scheme.equalsIgnoringCase("http") || scheme.equalsIgnoringCase("https") else {
      return false
    }
    return hasOddByte(origin.extracting(parts.host.range)) || namesProbe(origin, parts)
      || hasCapital(origin)
  }

  /// Whether the host holds a byte that no registry lets into a name.
  static func hasOddByte(_ host: Span<UInt8>) -> Bool {
    guard host.count > 0, host[0] != 0x5B else { return false }
    for index in host.indices {
      let byte = host[index]
      let isName =
        byte.isDigit || (byte | 0x20) &- 97 < 26 || byte == 0x2D || byte == 0x2E || byte == 0x5F
      if !isName, byte < 0x80 { return true }
    }
    return false
  }

  private static func hasCapital(_ origin: Span<UInt8>) -> Bool {
    for offset in stride(from: 0, to: origin.count, by: 8) {
      let word = origin.word(upTo: offset)
      if word.asciiLowercased != word { return true }
    }
    return false
  }

  /// Whether a part of the name, between dots and hyphens, says what it is for.
  private static func namesProbe(_ origin: Span<UInt8>, _ parts: URLParts) -> Bool {
    let host = origin.extracting(parts.host.range)
    let words = words
    var start = 0
    for index in host.indices where host[index] &- 0x2D < 2 {
      if words.contains(host.extracting(start..<index)) { return true }
      start = index + 1
    }
    return words.contains(host.extracting(start..<host.count)) || domains.contains(host)
  }

  private static let words = WordSet([
    "evil", "evilsite", "evildomain", "attacker", "attackers", "hacker", "hackers", "malicious",
    "malicioussite", "pentest", "pentester", "bugbounty", "corstest", "exploit",
  ])

  /// Domains of the tools that wait for call-backs, and those that scanners send by default.
  private static let domains = DomainSet([
    "burpcollaborator.net", "oastify.com", "interact.sh", "interactsh.com", "oast.pro",
    "oast.live", "oast.site", "oast.online", "oast.fun", "oast.me", "bxss.me", "xss.ht",
    "dnslog.cn", "ceye.io", "canarytokens.com", "r87.me", "requestbin.net",
  ])
}

extension Span<UInt8> {
  /// Whether the host is `domain` or a name under it, ASCII case apart; `domain` is lower case.
  func hasDomain(_ domain: StaticString) -> Bool {
    let start = count - domain.utf8CodeUnitCount
    guard start >= 0, start == 0 || self[start - 1] == 0x2E else { return false }
    return extracting(start..<count).equalsIgnoringCase(domain)
  }
}
