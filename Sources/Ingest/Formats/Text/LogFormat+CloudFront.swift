import Traffic

extension LogFormat {
  /// CloudFront's standard log.
  ///
  /// - SeeAlso: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
  package static let cloudFront: LogFormat = {
    let columns =
      "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
      + "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id "
      + "x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
      + "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port "
      + "time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
      + "sc-range-start sc-range-end"
    guard let standard = try? W3CColumns.template(columns, style: .cloudFront) else {
      preconditionFailure("CloudFront's own columns do not compile")
    }
    return LogFormat(
      name: "cloudfront", summary: "CloudFront's standard log", fields: standard.fields,
      shape: .text,
      samples: [
        "#Version: 1.0\n#Fields: \(columns)\n"
          + "2026-11-22\t16:35:02\tFRA56-P3\t512\t203.0.113.7\tGET\td111111abcdef8.cloudfront.net"
          + "\t/v1/items\t200\thttps://app.example.com/\tMozilla/5.0%20(X11)\tpage=2\t-\tMiss"
          + "\tRID==\tapi.example.com\thttps\t310\t0.015\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tMiss"
          + "\tHTTP/2.0\t-\t-\t46532\t0.015\tMiss\t-\t-\t-\t-"
      ]
    ) { lines in
      let layouts = W3CFormat.layouts(in: lines, style: .cloudFront)
      // Others have tabs between their columns too, and write what stands in them as it is.
      let isOthers = layouts.contains { layout in
        !layout.captures.contains { $0.name.hasPrefix("x-edge-") || $0.name == "x-host-header" }
      }
      guard !isOthers else { return nil }
      let format = InputFormat(
        name: "cloudfront", summary: "CloudFront's standard log",
        fields: layouts.reduce(layouts.isEmpty ? standard.fields : []) { $0.union($1.fields) },
        unit: .line)
      return LogReading(format: format, parser: W3CFormat(layout: standard, style: .cloudFront))
    }
  }()
}
