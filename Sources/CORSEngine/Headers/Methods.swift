import Traffic

/// The rules that the standard has for request methods.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#methods
public enum Methods {
  /// Whether the bytes are a method at all.
  public static func isMethod(_ method: Span<UInt8>) -> Bool {
    guard method.count > 0 else { return false }
    for index in method.indices where !method[index].isToken { return false }
    return true
  }

  /// Whether a page may not use the method: CONNECT, TRACE or TRACK in any case.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#forbidden-method
  public static func isForbidden(_ method: Span<UInt8>) -> Bool {
    method.equalsIgnoringCase("connect") || method.equalsIgnoringCase("trace")
      || method.equalsIgnoringCase("track")
  }

  /// Whether the method alone asks for no preflight: GET, HEAD or POST, in upper case.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-safelisted-method
  public static func isSafelisted(_ method: Span<UInt8>) -> Bool {
    method.equals("GET") || method.equals("HEAD") || method.equals("POST")
  }

  /// Whether normalising the method makes it upper case; `patch` is not among these.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-method-normalize
  public static func isNormalizable(_ method: Span<UInt8>) -> Bool {
    switch method.count {
    case 3: method.equalsIgnoringCase("get") || method.equalsIgnoringCase("put")
    case 4: method.equalsIgnoringCase("head") || method.equalsIgnoringCase("post")
    case 6: method.equalsIgnoringCase("delete")
    case 7: method.equalsIgnoringCase("options")
    default: false
    }
  }

  /// Whether a browser can have been made to send the method: a token, not forbidden, and
  /// normalised.
  public static func canBeSent(_ method: Span<UInt8>) -> Bool {
    guard !isSafelisted(method) else { return true }
    guard isMethod(method), !isForbidden(method) else { return false }
    guard isNormalizable(method) else { return true }
    for index in method.indices where method[index] & 0x20 != 0 { return false }
    return true
  }

  /// The method as a browser sends it when a page asks for `method`.
  ///
  /// It makes an array: for hypothetical fetches, not for recorded ones, which are normalised.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-method-normalize
  public static func normalized(_ method: Span<UInt8>) -> [UInt8] {
    let raises = isNormalizable(method)
    var result: [UInt8] = []
    result.reserveCapacity(method.count)
    for index in method.indices {
      let byte = method[index]
      result.append(raises ? byte & 0xDF : byte)
    }
    return result
  }
}
