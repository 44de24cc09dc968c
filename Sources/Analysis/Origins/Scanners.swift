import Traffic

/// Recognises security scanners by what they say of themselves.
enum Scanners {
  /// Whether the User-Agent is a known scanner's.
  static func isScanner(_ agent: Span<UInt8>) -> Bool {
    for name in names where agent.contains(name, ignoringCase: true) { return true }
    return false
  }

  // In lower case; each is found in the agents that the tool sends by default.
  private static let names: [StaticString] = [
    "acunetix", "appscan", "arachni", "burp", "censysinspect", "cloudmapping", "corscanner",
    "corsy",
    "detectify", "dirbuster", "dirsearch", "expanseinc", "feroxbuster", "fuzz faster", "gobuster",
    "httpx - open-source", "internet-measurement", "intruder.io", "invicti", "jaeles", "l9explore",
    "leakix", "masscan", "nessus", "netcraft survey", "netsparker", "nikto",
    "nmap scripting engine",
    "nuclei", "openvas", "owasp", "probely", "project-discovery", "projectdiscovery", "qualys",
    "rapid7", "securitytrails", "shodan", "skipfish", "sqlmap", "tenable", "vega/", "w3af",
    "wapiti",
    "webinspect", "wfuzz", "whatweb", "wpscan", "zaproxy", "zgrab", "zmeu",
  ]
}
