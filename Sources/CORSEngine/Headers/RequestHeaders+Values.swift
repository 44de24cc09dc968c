import Traffic

/// What the values of safelisted headers may hold.
extension RequestHeaders {
  /// Whether a byte stands in the value that servers of old might trip over.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
  static func hasUnsafeByte(_ value: Span<UInt8>, profile: BrowserProfile) -> Bool {
    for index in value.indices {
      switch value[index] {
      case 0x80...: if profile.takesHighBytesForUnsafe { return true }
      case 0x09: continue
      case 0..<0x20, 0x22, 0x28, 0x29, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D,
        0x7F:
        return true
      default: continue
      }
    }
    return false
  }

  /// Whether the value is made of the bytes that language lists are made of.
  static func isLanguageList(_ value: Span<UInt8>) -> Bool {
    for index in value.indices {
      let byte = value[index]
      if byte.isLetter || byte.isDigit { continue }
      switch byte {
      case 0x20, 0x2A, 0x2C, 0x2D, 0x2E, 0x3B, 0x3D: continue
      default: return false
      }
    }
    return true
  }

  /// Whether the value is a MIME type that an HTML form could have sent, parameters apart.
  ///
  /// The value is parsed as one MIME type, not as a list of them: with `text/plain, x/x` the
  /// comma spoils the subtype.
  ///
  /// - SeeAlso: https://mimesniff.spec.whatwg.org/#parse-a-mime-type
  public static func hasSafelistedEssence(_ value: Span<UInt8>) -> Bool {
    // No caller's value has line ends, the other whitespace that the parser would strip.
    let end = value.firstIndex(of: 0x3B) ?? value.count
    let essence = value.extracting(0..<end).trimmingBlanks()
    switch essence.count {
    case 10: return essence.equalsIgnoringCase("text/plain")
    case 19: return essence.equalsIgnoringCase("multipart/form-data")
    case 33: return essence.equalsIgnoringCase("application/x-www-form-urlencoded")
    default: return false
    }
  }

  /// Whether a Content-Type has a comma, or a parameter without text before its last.
  static func hasOddParameters(_ value: Span<UInt8>) -> Bool {
    if value.firstIndex(of: 0x2C) != nil { return true }
    var start = value.firstIndex(of: 0x3B).map { $0 + 1 } ?? value.count
    while let end = value.firstIndex(of: 0x3B, from: start) {
      if value.extracting(start..<end).trimmingBlanks().isEmpty { return true }
      start = end + 1
    }
    return false
  }

  /// Whether the header is a hint of the network or the viewport that Chromium lets pass.
  static func isClientHint(_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool {
    if name.equalsIgnoringCase("save-data") { return value.equalsIgnoringCase("on") }
    return name.equalsIgnoringCase("dpr") || name.equalsIgnoringCase("width")
      || name.equalsIgnoringCase("viewport-width") || name.equalsIgnoringCase("device-memory")
      || name.equalsIgnoringCase("rtt") || name.equalsIgnoringCase("downlink")
      || name.equalsIgnoringCase("ect") || name.equalsIgnoringCase("intervention")
  }

  /// Whether the value asks for one range from a given byte on, without any blank.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#simple-range-header-value
  static func isSingleRange(_ value: Span<UInt8>, profile: BrowserProfile) -> Bool {
    let isLenient = profile.readsRangeLeniently
    guard value.count > 6,
      isLenient
        ? value.extracting(0..<6).equalsIgnoringCase("bytes=") : value.starts(with: "bytes=")
    else { return false }
    let first = isLenient && value[6] == 0x2B ? 7 : 6
    let dash = digitsEnd(value, from: first)
    guard dash > first, dash < value.count, value[dash] == 0x2D else { return false }
    let last = dash + 1
    guard digitsEnd(value, from: last) == value.count else { return false }
    return last == value.count
      || isAscending(value.extracting(first..<dash), value.extracting(last..<value.count))
  }

  /// The offset behind the digits that begin at `start`.
  private static func digitsEnd(_ value: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < value.count, value[index].isDigit { index += 1 }
    return index
  }

  /// Whether the first decimal number is not larger than the second, whatever their lengths.
  private static func isAscending(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
    let firstZeros = leadingZeros(first)
    let secondZeros = leadingZeros(second)
    let length = first.count - firstZeros
    guard length == second.count - secondZeros else { return length < second.count - secondZeros }
    for index in 0..<length {
      let left = first[firstZeros + index]
      let right = second[secondZeros + index]
      if left != right { return left < right }
    }
    return true
  }

  private static func leadingZeros(_ number: Span<UInt8>) -> Int {
    var count = 0
    while count < number.count, number[count] == 0x30 { count += 1 }
    return count
  }
}
