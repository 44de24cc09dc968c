import Traffic

/// The rules that the standard has for a request's headers.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#terminology-headers
public enum RequestHeaders {
  /// The longest value of a safelisted header, in bytes.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
  public static let valueLimit = 128

  /// The longest that the values of all safelisted headers may be together, in bytes.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
  public static let totalLimit = 1024

  /// Whether a header asks for no preflight.
  ///
  /// - Parameters:
  ///   - name: The name, in any case.
  ///   - value: The value without blanks at its ends.
  ///   - profile: Whose rules apply.
  /// - Returns: Whether the pair is a CORS-safelisted request-header.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
  public static func isSafelisted(
    name: Span<UInt8>, value: Span<UInt8>, profile: BrowserProfile
  ) -> Bool {
    guard value.count <= valueLimit else { return false }
    if name.equalsIgnoringCase("accept") { return !hasUnsafeByte(value) }
    if name.equalsIgnoringCase("accept-language") || name.equalsIgnoringCase("content-language") {
      return isLanguageList(value)
    }
    if name.equalsIgnoringCase("content-type") {
      return !hasUnsafeByte(value) && hasSafelistedEssence(value)
    }
    if name.equalsIgnoringCase("range") { return isSingleRange(value) }
    return false
  }

  /// Whether `*` in Access-Control-Allow-Headers leaves a header of this name uncovered.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  public static func isNonWildcardName(_ name: Span<UInt8>) -> Bool {
    name.equalsIgnoringCase("authorization")
  }

  /// The names that a preflight has to ask for: lower case, sorted, each once.
  ///
  /// It makes arrays: for hypothetical fetches, where the author's headers are known. A recorded
  /// preflight carries the result in Access-Control-Request-Headers, joined by commas.
  ///
  /// - Parameters:
  ///   - headers: The author's headers, one pair an entry as they were appended.
  ///   - profile: Whose rules apply.
  /// - Returns: The CORS-unsafe request-header names.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
  public static func unsafeNames(
    of headers: [(name: [UInt8], value: [UInt8])], profile: BrowserProfile
  ) -> [[UInt8]] {
    var tally = UnsafeHeaderTally(profile: profile)
    for header in headers { tally.add(name: header.name.span, value: header.value.span) }
    var names: [[UInt8]] = []
    for header in headers {
      let isSafe = isSafelisted(
        name: header.name.span, value: header.value.span, profile: profile)
      if !isSafe || tally.exceedsTotal { names.append(header.name.map(\.asciiLowercased)) }
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
    var last: [UInt8]?
    names.removeAll { name in
      defer { last = name }
      return name == last
    }
    return names
  }
}
