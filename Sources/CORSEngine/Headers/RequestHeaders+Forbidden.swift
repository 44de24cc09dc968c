import Traffic

/// The headers that no page can set: where one is asked for, no browser wrote the request.
extension RequestHeaders {
  /// Whether no page can set a header of this name, whatever its value.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#forbidden-request-header
  public static func isForbiddenName(_ name: Span<UInt8>) -> Bool {
    switch name.count {
    case 2: return name.equalsIgnoringCase("te")
    case 3: return name.equalsIgnoringCase("dnt") || name.equalsIgnoringCase("via")
    case 4: if name.equalsIgnoringCase("date") || name.equalsIgnoringCase("host") { return true }
    case 6:
      if name.equalsIgnoringCase("cookie") || name.equalsIgnoringCase("expect") { return true }
      if name.equalsIgnoringCase("origin") { return true }
    case 7:
      if name.equalsIgnoringCase("cookie2") || name.equalsIgnoringCase("referer") { return true }
      if name.equalsIgnoringCase("trailer") || name.equalsIgnoringCase("upgrade") { return true }
    case 10:
      if name.equalsIgnoringCase("connection") { return true }
      if name.equalsIgnoringCase("keep-alive") || name.equalsIgnoringCase("set-cookie") {
        return true
      }
    case 14:
      if name.equalsIgnoringCase("accept-charset") { return true }
      if name.equalsIgnoringCase("content-length") { return true }
    case 15: if name.equalsIgnoringCase("accept-encoding") { return true }
    case 17: if name.equalsIgnoringCase("transfer-encoding") { return true }
    case 29: if name.equalsIgnoringCase("access-control-request-method") { return true }
    case 30: if name.equalsIgnoringCase("access-control-request-headers") { return true }
    default: break
    }
    return (name.count >= 6 && name.extracting(0..<6).equalsIgnoringCase("proxy-"))
      || (name.count >= 4 && name.extracting(0..<4).equalsIgnoringCase("sec-"))
  }

  /// Whether no page can set the header `name` to `value`.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#forbidden-request-header
  public static func isForbidden(name: Span<UInt8>, value: Span<UInt8>) -> Bool {
    if isForbiddenName(name) { return true }
    guard
      name.equalsIgnoringCase("x-http-method") || name.equalsIgnoringCase("x-method-override")
        || name.equalsIgnoringCase("x-http-method-override")
    else { return false }
    var methods = HeaderList(value)
    while let method = methods.next() {
      if Methods.isForbidden(method) { return true }
    }
    return false
  }

  /// Whether Access-Control-Request-Headers asks for a name that no page can set.
  ///
  /// Standard browsers never send such a preflight.
  public static func asksForForbiddenName(_ requestHeaders: Span<UInt8>) -> Bool {
    var names = HeaderList(requestHeaders)
    while let name = names.next() {
      if isForbiddenName(name) { return true }
    }
    return false
  }
}
