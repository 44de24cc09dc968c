import Traffic

/// Names in Access-Control-Expose-Headers that tell more than pages need.
enum ExposedNames {
  /// Whether the name tells of the server's inside, or is one that no page can read.
  static func isLeaky(_ name: Span<UInt8>) -> Bool {
    for leaky in names where name.equalsIgnoringCase(leaky) { return true }
    return name.count > 8 && name.extracting(0..<8).equalsIgnoringCase("x-debug-")
      || name.count > 10 && name.extracting(0..<10).equalsIgnoringCase("x-backend-")
      || name.count > 11 && name.extracting(0..<11).equalsIgnoringCase("x-internal-")
  }

  private static let names: [StaticString] = [
    "set-cookie", "set-cookie2", "server", "x-powered-by", "x-aspnet-version",
    "x-aspnetmvc-version", "x-runtime", "x-debug", "x-debug-token", "x-debug-token-link",
    "x-backend", "x-backend-server", "x-server", "x-served-by", "x-upstream", "x-real-ip",
    "x-forwarded-for", "x-amz-cf-pop", "x-node", "x-host", "x-hostname", "x-pod", "x-stack-trace",
    "x-error-detail", "x-sql-queries", "x-envoy-upstream-service-time", "x-application-context",
  ]
}
