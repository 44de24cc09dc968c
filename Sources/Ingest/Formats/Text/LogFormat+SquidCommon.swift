extension LogFormat {
  /// The format that Squid calls common.
  package static let squidCommon: LogFormat = {
    guard let template = (try? SquidLogFormat.known("common")).flatMap({ $0 }) else {
      preconditionFailure("Squid's own format does not compile")
    }
    return LogFormat(
      name: "squid-common", summary: "Squid's common, which ends in how it was served",
      template: template,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET http://api.example.com/a HTTP/1.1" "#
          + "200 391 TCP_MISS:HIER_DIRECT"
      ])
  }()
}
