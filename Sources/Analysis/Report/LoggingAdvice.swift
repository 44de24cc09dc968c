/// How the servers that wrote some inputs are made to log more.
package enum LoggingAdvice {
  /// The formats that bear another name than the server that writes them.
  private static let others = [
    "ingress-nginx": "ingress-nginx", "istio": "envoy", "vhost_combined": "apache", "w3c": "iis",
  ]
  /// The servers that `corscope setup` knows.
  private static let known: Set = [
    "apache", "caddy", "envoy", "haproxy", "iis", "kong", "nginx", "squid", "traefik", "varnish",
  ]

  /// The name by which `corscope setup` knows the server that writes all of `formats`, which are
  /// names of ``InputFormat``; `nil` where it is not known, or several write them.
  package static func server(of formats: [String]) -> String? {
    var servers: Set<String?> = []
    for format in formats {
      let family = others[format] ?? String(format.prefix { $0 != "-" })
      servers.insert(known.contains(family) || others[format] != nil ? family : nil)
    }
    return servers.count == 1 ? servers.first ?? nil : nil
  }

  /// How the Origin of a request, or the Access-Control-Allow-Origin of a response, comes into the
  /// log of what writes all of `formats`: words that follow "log it".
  static func way(toLog header: Header, in formats: [String]) -> String {
    if let server = server(of: formats) { return ": 'corscope setup \(server)' prints how" }
    switch (header, formats.allSatisfy { $0.hasPrefix("morgan") }) {
    case (.origin, true): return " (:req[Origin])"
    case (.allowOrigin, true): return " (:res[Access-Control-Allow-Origin])"
    case (.origin, false): return " (nginx: $http_origin, Apache: %{Origin}i)"
    case (.allowOrigin, false):
      return " (nginx: $sent_http_access_control_allow_origin, Apache: "
        + "%{Access-Control-Allow-Origin}o)"
    }
  }

  /// A header that a log should show.
  enum Header {
    case origin, allowOrigin
  }
}
