import Traffic

/// Recognises security scanners by what they say of themselves.
enum Scanners {
  /// Whether the User-Agent is a known scanner's.
  ///
  /// O(n): at each byte only names with that letter are compared, if one has the next one too.
  static func isScanner(_ agent: Span<UInt8>) -> Bool {
    guard agent.count > 1 else { return false }
    let (pairs, ranges) = (pairs, ranges)
    for offset in 0..<agent.count &- 1 {
      let (first, second) = (agent[offset] & 31, agent[offset &+ 1] & 31)
      guard pairs[Int(first)] &>> UInt32(second) & 1 != 0 else { continue }
      for name in ranges[Int(first)] {
        let end = offset + names[name].utf8CodeUnitCount
        guard end <= agent.count else { continue }
        if agent.extracting(offset..<end).equalsIgnoringCase(names[name]) { return true }
      }
    }
    return false
  }

  /// The low bits of the second bytes of names, one bit each, by those of their first.
  private static let pairs: [UInt32] = {
    var pairs: [UInt32] = Array(repeating: 0, count: 32)
    for name in names { pairs[Int(name.byte(at: 0) & 31)] |= 1 << UInt32(name.byte(at: 1) & 31) }
    return pairs
  }()

  /// The indices in ``names`` of those that begin with each letter, by the letter's low bits.
  private static let ranges: [Range<Int>] = (96..<128).map { (letter: UInt8) in
    let start = names.firstIndex { $0.byte(at: 0) >= letter } ?? names.count
    let end = names.firstIndex { $0.byte(at: 0) > letter } ?? names.count
    return start..<end
  }

  // In lower case and alphabetical order; each is found in the agents that the tool sends by
  // default.
  private static let names: [StaticString] = [
    "acunetix", "appscan", "arachni", "burp", "censysinspect", "cloudmapping", "corscanner",
    "corsy", "detectify", "dirbuster", "dirsearch", "expanseinc", "feroxbuster", "fuzz faster",
    "gobuster", "httpx - open-source", "internet-measurement", "intruder.io", "invicti", "jaeles",
    "l9explore", "leakix", "masscan", "nessus", "netcraft survey", "netsparker", "nikto",
    "nmap scripting engine", "nuclei", "openvas", "owasp", "probely", "project-discovery",
    "projectdiscovery", "qualys", "rapid7", "securitytrails", "shodan", "skipfish", "sqlmap",
    "tenable", "vega/", "w3af", "wapiti", "webinspect", "wfuzz", "whatweb", "wpscan", "zaproxy",
    "zgrab", "zmeu",
  ]
}
