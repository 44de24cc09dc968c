import Traffic

extension LogFormat {
  /// CloudFront's real-time log with all fields, in the one order that they can have.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html
  package static let cloudFrontRealTime: LogFormat = {
    let columns =
      "timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host "
      + "cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header time-taken "
      + "cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query "
      + "x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type "
      + "fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start "
      + "sc-range-end c-port x-edge-detailed-result-type c-country cs-accept-encoding cs-accept "
      + "cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count"
    guard var template = try? W3CColumns.template(columns, style: .cloudFront) else {
      preconditionFailure("CloudFront's own columns do not compile")
    }
    template.allowsMore = true
    return LogFormat(
      name: "cloudfront-realtime",
      summary: "CloudFront's real-time log with all fields; fewer: --log-format 'cloudfront:NAMES'",
      template: template,
      samples: [
        "1795365302.516\t203.0.113.7\t0.015\t200\t512\tGET\thttps\td111111abcdef8.cloudfront.net"
          + "\t/v1/items\t310\tFRA56-P3\tRID==\tapi.example.com\t0.015\tHTTP/2.0\tIPv4"
          + "\tMozilla/5.0%20(X11)\thttps://app.example.com/\t-\tpage=2\tMiss\t-\tTLSv1.3"
          + "\tTLS_AES_128_GCM_SHA256\tMiss\t-\t-\tapplication/json\t58\t-\t-\t46532\tMiss\tDE"
          + "\tgzip\t*/*\t/v1/*\tHost:api.example.com%0AOrigin:https://app.example.com%0A"
          + "Sec-Fetch-Mode:cors%0A\tHost%0AOrigin%0ASec-Fetch-Mode%0A\t3"
      ])
  }()
}
