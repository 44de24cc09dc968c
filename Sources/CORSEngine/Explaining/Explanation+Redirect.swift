import Traffic

extension Explanation {
  /// Adds where a redirect that passed the CORS check leads, and what the next hop has to answer.
  ///
  /// - Parameter location: The Location; `nil` where it is not known.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#http-redirect-fetch
  public mutating func addRedirect(to location: Span<UInt8>?) {
    guard let location else {
      add(.redirectFetch, "3", .unknown, "the input does not show Location")
      return
    }
    guard let parts = URLParts(location) else {
      add(.redirectFetch, "3", .passed, "Location is \(quoted(location))")
      return
    }
    if !parts.isHTTP(location) {
      add(
        .redirectFetch, "6", .failed,
        "Location is \(quoted(location)), whose scheme is neither http nor https")
    } else if parts.hasUserinfo {
      add(.redirectFetch, "9", .failed, "Location is \(quoted(location)), with a user name in it")
    } else {
      add(
        .redirectFetch, "3", .passed,
        "Location is \(quoted(location)); the response there is checked in turn, and the Origin"
          + " becomes 'null' where the redirect goes from one foreign origin to another")
    }
  }
}
