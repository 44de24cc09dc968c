extension LogFormat {
  /// Squid's native format.
  package static let squid = LogFormat(
    name: "squid", summary: "Squid's native format", server: "squid",
    SquidLogFormat.predefined[0].format, allowsMore: true,
    samples: [
      "1795365302.516     25 203.0.113.7 TCP_MISS/200 391 GET http://api.example.com/v1/items - "
        + "HIER_DIRECT/10.0.0.1 application/json"
    ])
}
