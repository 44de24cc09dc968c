import Traffic

/// Recognises security scanners by what they say of themselves.
enum Scanners {
  /// Whether the User-Agent is a known scanner's.
  ///
  /// O(n): at each byte only the names that begin with it are compared.
  static func isScanner(_ agent: Span<UInt8>) -> Bool {
    for offset in agent.indices {
      let letter = Int(agent[offset].asciiLowercased) - 97
      guard letter >= 0, letter < 26 else { continue }
      for name in ranges[letter] {
        let end = offset + names[name].utf8CodeUnitCount
        guard end <= agent.count else { continue }
        if agent.extracting(offset..<end).equalsIgnoringCase(names[name]) { return true }
      }
    }
    return false
  }

  /// The indices in ``names`` of those that begin with each letter.
  private static let ranges: [Range<Int>] = (97..<123).map { (letter: UInt8) in
    let start = names.firstIndex { $0.byte(at: 0) >= letter } ?? names.count
    let end = names.firstIndex { $0.byte(at: 0) > letter } ?? names.count
    return start..<end
  }

  // In lower case and alphabetical order; each is found in the agents that the tool sends by default.
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
