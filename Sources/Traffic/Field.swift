/// One canonical field of an exchange, the closed list that every ingestor fills.
///
/// The first 29 cases hold bytes and index ``Record/places``; the rest are numbers or flags.
public enum Field: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case client, server, `protocol`, scheme, host, method, target, origin, referer, userAgent
  case fetchMode, fetchSite, fetchDestination, contentType, requestMethod, requestHeaders, requestID
  case allowOrigin, allowCredentials, allowMethods, allowHeaders, exposeHeaders, maxAge
  case vary, location, age, timingAllowOrigin, resourcePolicy, browserError
  case start, duration, port, status, hasCookie, hasAuthorization

  /// The number of fields that hold bytes.
  public static let textCount = 29

  /// Whether the field's value is bytes, found through ``Record/places``.
  @inlinable public var isText: Bool { Int(rawValue) < Field.textCount }

  /// The key under which the field is printed, such as `access_control_allow_origin`.
  public var name: String { Field.names[Int(rawValue)] }

  /// Finds the field with the printed key `name`.
  public init?(name: String) {
    guard let index = Field.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  private static let names = [
    "client", "server", "protocol", "scheme", "host", "method", "target", "origin", "referer",
    "user_agent", "sec_fetch_mode", "sec_fetch_site", "sec_fetch_dest", "content_type",
    "access_control_request_method", "access_control_request_headers", "request_id",
    "access_control_allow_origin", "access_control_allow_credentials",
    "access_control_allow_methods", "access_control_allow_headers",
    "access_control_expose_headers", "access_control_max_age", "vary", "location", "age",
    "timing_allow_origin", "cross_origin_resource_policy", "browser_error",
    "start", "duration", "port", "status", "has_cookie", "has_authorization",
  ]
}
