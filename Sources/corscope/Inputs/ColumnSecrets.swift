/// Finds what must not be shown among the columns of a line that no format names: the value behind
/// the name of a secret, and what follows a scheme of authorization.
///
/// A name tells by its words alone; the lists err on the side of hiding too much.
struct ColumnSecrets {
  private static let words = [
    "auth", "cookie", "token", "secret", "passw", "pwd", "api-key", "api_key", "apikey", "session",
    "credential", "jwt",
  ]
  private static let schemes: Set = ["bearer", "basic", "digest", "negotiate", "ntlm", "token"]

  /// Whether the next column goes on with a secret.
  private var hidesNext = false

  /// How many of the first bytes of the next column may be shown.
  mutating func shownCount(of column: [UInt8]) -> Int {
    let start = hidesNext ? 0 : ColumnSecrets.startOfSecret(column)
    let rest = ColumnSecrets.bare(column[(start ?? 0)...])
    // Cookies stand one behind the other, each with a semicolon but the last.
    hidesNext =
      ColumnSecrets.schemes.contains(rest)
      || start != nil && (rest.isEmpty || rest.hasSuffix(";"))
    return start ?? column.count
  }

  /// Where the value begins that stands behind the name of a secret and `=` or `:`, if one does.
  private static func startOfSecret(_ column: [UInt8]) -> Int? {
    var name = ""
    for (index, byte) in column.enumerated() {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F:
        name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      // A name may stand in quotes.
      case 0x22, 0x27, 0x5C: continue
      case 0x3D, 0x3A:
        if name == "sid" || words.contains(where: name.contains) { return index + 1 }
        name = ""
      // The names of a URL's query are looked at where that is redacted.
      case 0x3F, 0x26: return nil
      default: name = ""
      }
    }
    return nil
  }

  /// The text in small letters, without the quotes and blanks around it.
  private static func bare(_ bytes: ArraySlice<UInt8>) -> String {
    let quotes: Set<UInt8> = [0x20, 0x22, 0x27, 0x5C]
    let text = bytes.drop { quotes.contains($0) }
    return String(decoding: text.prefix { !quotes.contains($0) }, as: UTF8.self).lowercased()
  }
}
