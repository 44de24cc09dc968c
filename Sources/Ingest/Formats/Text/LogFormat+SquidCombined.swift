extension LogFormat {
  /// The format that Squid calls combined.
  package static let squidCombined: LogFormat = {
    guard let template = (try? SquidLogFormat.known("combined")).flatMap({ $0 }) else {
      preconditionFailure("Squid's own format does not compile")
    }
    return LogFormat(
      name: "squid-combined", summary: "Squid's combined, which ends in how it was served",
      template: template,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET http://api.example.com/a HTTP/1.1" "#
          + #"200 391 "-" "Mozilla/5.0" TCP_MISS:HIER_DIRECT"#
      ])
  }()
}
