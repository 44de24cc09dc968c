package import Traffic

/// Requests that a server refused while it was still reading them.
///
/// Such a server logs the headers that it had read by then: of those that are not there nothing can
/// be said.
package enum RejectedRequest {
  private static let headers = FieldSet(
    .origin, .referer, .userAgent, .fetchMode, .fetchSite, .fetchDestination, .contentType,
    .requestMethod, .requestHeaders, .hasCookie, .hasAuthorization)

  /// Makes request headers that are not there unobservable, if the status is one of refusal.
  package static func forgetHeaders(_ record: inout Record) {
    switch record.status {
    // Bad request, timeout, target or headers too long, a version that is not spoken, and nginx's
    // own for the same.
    case 400, 408, 414, 431, 494...497, 505:
      record.observable.subtract(headers.subtracting(record.present))
    default: break
    }
  }
}
