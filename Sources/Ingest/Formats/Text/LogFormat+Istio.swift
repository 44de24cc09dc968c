extension LogFormat {
  /// The text format of Istio's proxies.
  package static let istio = LogFormat(
    name: "istio", summary: "Istio's proxies, their own text format", server: "envoy",
    EnvoyLogFormat.istio, allowsMore: true,
    samples: [
      #"[2026-11-22T16:35:02.516Z] "GET /v1/items HTTP/1.1" 200 - via_upstream - "-" 0 58 2 1 "#
        + #""203.0.113.7" "Mozilla/5.0" "6f1c0d8b" "api.example.com" "10.0.0.1:8080" "#
        + "inbound|8080|| 127.0.0.6:41020 10.0.0.1:8080 203.0.113.7:0 "
        + "outbound_.80_._.api.shop.svc.cluster.local default"
    ])
}
