import Testing

@testable import Analysis

@Suite("What a report says of how to log more")
struct LoggingAdviceTests {
  /// The formats of some inputs, and the server that all of them are written by.
  static let servers: [([String], String?)] = [
    (["haproxy-https"], "haproxy"), (["haproxy", "haproxy-https"], "haproxy"),
    (["istio"], "envoy"), (["envoy-json"], "envoy"), (["w3c"], "iis"), (["kong-text"], "kong"),
    (["traefik-clf", "traefik"], "traefik"), (["squid-combined"], "squid"),
    (["ingress-nginx"], "ingress-nginx"), (["nginx-main"], "nginx"),
    (["vhost_combined"], "apache"), (["varnish"], "varnish"),
    (["combined"], nil), (["alb"], nil), (["morgan-dev"], nil), (["cloudfront-json"], nil),
    (["haproxy", "nginx-main"], nil), (["haproxy", "combined"], nil), ([], nil),
  ]

  @Test("name the server that 'corscope setup' knows, if it is one", arguments: servers)
  func server(formats: [String], server: String?) {
    #expect(LoggingAdvice.server(of: formats) == server)
  }

  @Test("show how a header is logged, or who prints it")
  func ways() {
    #expect(
      LoggingAdvice.way(toLog: .origin, in: ["squid"]) == ": 'corscope setup squid' prints how")
    #expect(LoggingAdvice.way(toLog: .origin, in: ["morgan-tiny"]) == " (:req[Origin])")
    #expect(
      LoggingAdvice.way(toLog: .allowOrigin, in: ["combined"])
        .contains("nginx: $sent_http_access_control_allow_origin"))
  }
}
