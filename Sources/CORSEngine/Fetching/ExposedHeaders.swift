import Traffic

/// The headers of a response that a page can read.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-filtered-response
public enum ExposedHeaders {
  /// The names that the page can read: lower case, sorted, each once.
  ///
  /// - Parameters:
  ///   - headers: The response's header lines.
  ///   - isCORS: Whether the response is filtered as a CORS response.
  ///   - includesCredentials: Whether the request's credentials mode is `include`.
  /// - Returns: The names.
  public static func names(
    of headers: [HeaderLine], isCORS: Bool, includesCredentials: Bool
  ) -> [[UInt8]] {
    let exposed = headers.combined("access-control-expose-headers")
    let list = exposed.flatMap { ResponseHeaders.isTokenList($0.span) ? $0 : nil } ?? []
    // Fetch #main-fetch, step 14.
    let all = !isCORS || !includesCredentials && ResponseHeaders.listsWildcard(list.span)
    var names: Set<[UInt8]> = []
    for line in headers {
      let name = line.name.span
      guard !name.equalsIgnoringCase("set-cookie"), !name.equalsIgnoringCase("set-cookie2") else {
        continue
      }
      if all || isSafelisted(name) || ResponseHeaders.lists(name, in: list.span, ignoringCase: true)
      {
        names.insert(line.name.asciiLowercased)
      }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether a page can read a header of this name from every CORS response.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
  public static func isSafelisted(_ name: Span<UInt8>) -> Bool {
    name.equalsIgnoringCase("cache-control") || name.equalsIgnoringCase("content-language")
      || name.equalsIgnoringCase("content-length") || name.equalsIgnoringCase("content-type")
      || name.equalsIgnoringCase("expires") || name.equalsIgnoringCase("last-modified")
      || name.equalsIgnoringCase("pragma")
  }
}
