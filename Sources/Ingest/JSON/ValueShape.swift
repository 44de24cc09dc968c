import Traffic

/// What values look like, so that a key's name need not be believed.
enum ValueShape {
  /// Whether `text` may be what a key of `slot` holds.
  static func fits(_ slot: JSONSlot, _ text: Span<UInt8>) -> Bool {
    switch slot.kind {
    case .status: return isStatus(text)
    case .startTime, .endTime: return isTime(text)
    case .seconds, .milliseconds, .microseconds, .nanoseconds, .unitDuration:
      return DurationText.nanoseconds(text) != nil
    case .requestLine: return isRequestLine(text)
    case .path: return text[0] == 0x2F || text[0] == 0x2A
    case .url:
      // A whole request line is none; programs decode blanks in what they log.
      guard !isRequestLine(text) else { return false }
      return text[0] == 0x2F || text[0] == 0x2A || text.contains(":")
    case .client: return isAddress(text)
    case .host, .authority: return !text.contains("/") && !text.contains(" ")
    case .secure, .flag: return true
    case .version: return text[0] | 0x20 == 0x68 || text[0].isDigit
    case .text, .header: return fits(slot.field, text)
    default: return true
    }
  }

  private static func fits(_ field: Field, _ text: Span<UInt8>) -> Bool {
    switch field {
    // An Origin; a back end, which many call so too, has no scheme.
    case .origin: return text.contains("://") || text.equals("null")
    case .method:
      for index in text.indices where !text[index].isToken || text[index].isDigit { return false }
      return text.count < 32
    case .scheme:
      return text.equalsIgnoringCase("https") || text.equalsIgnoringCase("http")
        || text.equalsIgnoringCase("wss") || text.equalsIgnoringCase("ws")
    case .protocol: return text.starts(with: "HTTP") || text.starts(with: "h") || text[0].isDigit
    case .target: return text[0] == 0x2F || text[0] == 0x2A || text.contains(":")
    case .age: return text[0].isDigit || text[0] == 0x2D
    // The names of CORS headers mean nothing else, and what is wrong in them is to be told.
    default: return true
    }
  }

  /// A time, and no duration: seconds since 1970 have nine digits since 1973.
  private static func isTime(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 9, TimeText.any(text) != nil else { return false }
    for index in 0..<9 where !text[index].isDigit { return text[index] != 0x2E }
    return true
  }

  private static func isStatus(_ text: Span<UInt8>) -> Bool {
    if text.count == 1 { return text[0] == 0x30 }
    return (text.count == 3 || text.count == 5 && text[3] == 0x2E) && text[0].isDigit
      && text[1].isDigit && text[2].isDigit
  }

  /// A method, then something else behind a blank; a URL has no method before its first blank.
  private static func isRequestLine(_ text: Span<UInt8>) -> Bool {
    guard let blank = text.firstIndex(of: 0x20), blank > 0, blank + 1 < text.count else {
      return false
    }
    for index in 0..<blank where !text[index].isToken { return false }
    return true
  }

  /// An address, a name, or several with commas between.
  private static func isAddress(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      guard
        byte.isDigit || (byte | 0x20) &- 97 < 26 || byte == 0x2E || byte == 0x3A || byte == 0x2D
          || byte == 0x5B || byte == 0x5D || byte == 0x2C || byte == 0x20 || byte == 0x25
          || byte == 0x5F
      else { return false }
    }
    return text.contains(".") || text.contains(":")
  }
}
