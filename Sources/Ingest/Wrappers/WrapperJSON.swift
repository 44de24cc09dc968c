import Traffic

/// The objects that wrappers put around lines.
enum WrapperJSON {
  /// The strings under three names in the object that stands in `start..<end`, those that are
  /// there; `nil` when no object stands there.
  static func strings(
    _ first: StaticString, _ second: StaticString, _ third: StaticString, _ bytes: Span<UInt8>,
    _ start: Int, _ end: Int
  ) -> (JSONString?, JSONString?, JSONString?)? {
    var scanner = JSONScanner(bytes, from: start, to: end)
    guard scanner.peek() == 0x7B else { return nil }
    scanner.cursor += 1
    var found: (JSONString?, JSONString?, JSONString?) = (nil, nil, nil)
    while scanner.peek() != 0x7D {
      if scanner.peek() == 0x2C { scanner.cursor += 1 }
      guard scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else {
        return nil
      }
      scanner.cursor += 1
      let name = bytes.extracting(key.start..<key.end)
      guard scanner.peek() == 0x22 else {
        guard scanner.skipValue() else { return nil }
        continue
      }
      guard let value = scanner.string() else { return nil }
      if name.equals(first) { found.0 = value }
      if name.equals(second) { found.1 = value }
      if name.equals(third) { found.2 = value }
    }
    return found
  }
}
