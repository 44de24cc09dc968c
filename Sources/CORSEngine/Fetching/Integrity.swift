import Traffic

/// Integrity metadata, as far as it can be judged without the response's body.
///
/// - SeeAlso: https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section
enum Integrity {
  /// Whether some body could match: no known algorithm is named, or a digest has its length.
  static func canMatch(_ metadata: Span<UInt8>) -> Bool {
    var named = false
    var start = 0
    while start < metadata.count {
      let end = metadata.firstIndex(of: 0x20, from: start) ?? metadata.count
      let token = metadata.extracting(start..<end)
      start = end + 1
      guard let size = digestSize(token) else { continue }
      named = true
      if decodedSize(token.extracting(7..<token.count)) == size { return true }
    }
    return !named
  }

  /// The number of bytes that the token's algorithm makes; `nil` where it is not known.
  private static func digestSize(_ token: Span<UInt8>) -> Int? {
    if token.starts(with: "sha256-") { return 32 }
    if token.starts(with: "sha384-") { return 48 }
    return token.starts(with: "sha512-") ? 64 : nil
  }

  /// The number of bytes that base64 text stands for, its options behind `?` left out.
  private static func decodedSize(_ text: Span<UInt8>) -> Int {
    var digits = 0
    while digits < text.count, text[digits] != 0x3D, text[digits] != 0x3F { digits += 1 }
    return digits * 3 / 4
  }
}
