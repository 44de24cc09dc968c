/// Headers as the cases write them.
enum HardText {
  private static let names = [
    "ACAO": "Access-Control-Allow-Origin", "ACAC": "Access-Control-Allow-Credentials",
    "ACAM": "Access-Control-Allow-Methods", "ACAH": "Access-Control-Allow-Headers",
    "ACEH": "Access-Control-Expose-Headers", "ACMA": "Access-Control-Max-Age",
    "ACRM": "Access-Control-Request-Method", "ACRH": "Access-Control-Request-Headers",
  ]

  /// Name and value of each line; the usual initials stand for the long names, in their case.
  static func headers(_ lines: [String]) -> [(name: String, value: String)] {
    lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let short = String(parts[0])
      let value = parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1]
      let isLower = short == short.lowercased()
      let name = names[short.uppercased()].map { isLower ? $0.lowercased() : $0 } ?? short
      return (name, String(value))
    }
  }
}
