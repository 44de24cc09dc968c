import Traffic

/// The lists in a response's CORS headers.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#http-new-header-syntax
public enum ResponseHeaders {
  /// Whether the combined value of Access-Control-Allow-Methods, -Headers or Expose-Headers parses.
  ///
  /// Empty members are fine; a single member that is no token spoils the whole list.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#extract-header-list-values
  public static func isTokenList(_ list: Span<UInt8>) -> Bool {
    var members = HeaderList(list)
    while let member = members.next() {
      for index in member.indices where !member[index].isToken { return false }
    }
    return true
  }

  /// Whether `list` has the member `name`.
  public static func lists(
    _ name: Span<UInt8>, in list: Span<UInt8>, ignoringCase: Bool
  ) -> Bool {
    var members = HeaderList(list)
    while let member = members.next() {
      if ignoringCase ? member.equalsIgnoringCase(name) : member.equals(name) { return true }
    }
    return false
  }

  /// Whether `list` has a member that is `*`.
  public static func listsWildcard(_ list: Span<UInt8>) -> Bool {
    var members = HeaderList(list)
    while let member = members.next() {
      if member.equals("*") { return true }
    }
    return false
  }
}
