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
    if name.equalsIgnoringCase("accept") { return !hasUnsafeByte(value, profile: profile) }
    if name.equalsIgnoringCase("accept-language") || name.equalsIgnoringCase("content-language") {
      return isLanguageList(value)
    }
    if name.equalsIgnoringCase("content-type") {
      return !hasUnsafeByte(value, profile: profile) && hasSafelistedEssence(value)
        && !(profile.readsParametersStrictly && hasOddParameters(value))
    }
    if name.equalsIgnoringCase("range") {
      return isSingleRange(value, profile: profile)
    }
    return profile.safelistsClientHints && isClientHint(name, value)
  }

  /// Whether a script can set a header in a no-cors request; Range is for the browser alone.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
  public static func isNoCORSSafelisted(
    name: Span<UInt8>, value: Span<UInt8>, profile: BrowserProfile
  ) -> Bool {
    (name.equalsIgnoringCase("accept") || name.equalsIgnoringCase("accept-language")
      || name.equalsIgnoringCase("content-language") || name.equalsIgnoringCase("content-type"))
      && isSafelisted(name: name, value: value, profile: profile)
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
  ///   - headers: The author's headers, one line an entry as they were appended.
  ///   - profile: Whose rules apply.
  /// - Returns: The CORS-unsafe request-header names.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
  public static func unsafeNames(
    of headers: [HeaderLine], profile: BrowserProfile
  ) -> [[UInt8]] {
    let lines = profile.joinsValuesForSafelist ? joined(headers) : headers
    var unsafe: Set<[UInt8]> = []
    var safe: Set<[UInt8]> = []
    var size = 0
    for line in lines {
      if isSafelisted(name: line.name.span, value: line.value.span, profile: profile) {
        size += line.value.count
        safe.insert(line.name.asciiLowercased)
      } else {
        unsafe.insert(line.name.asciiLowercased)
      }
    }
    if size > totalLimit, !profile.ignoresTotalLength { unsafe.formUnion(safe) }
    return unsafe.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The lines with those of one name joined into one.
  private static func joined(_ headers: [HeaderLine]) -> [HeaderLine] {
    var lines: [HeaderLine] = []
    for header in headers {
      let name = header.name.asciiLowercased
      if let index = lines.firstIndex(where: { $0.name == name }) {
        lines[index].value += [0x2C, 0x20] + header.value
      } else {
        lines.append(HeaderLine(name: name, value: header.value))
      }
    }
    return lines
  }
}
