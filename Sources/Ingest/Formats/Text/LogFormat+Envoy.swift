extension LogFormat {
  /// Envoy's own text format.
  package static let envoy = LogFormat(
    name: "envoy", summary: "Envoy's own text format, Contour's too", server: "envoy",
    EnvoyLogFormat.standard, allowsMore: true,
    samples: [
      #"[2026-11-22T16:35:02.516Z] "GET /v1/items HTTP/2" 200 - 0 58 2 1 "203.0.113.7" "#
        + #""Mozilla/5.0" "6f1c0d8b" "api.example.com" "10.0.0.1:8080""#
    ])
}
