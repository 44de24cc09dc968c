package import Analysis

/// Short names for findings and blocked groups that stay the same from one report to the next.
///
/// They are fragments of the HTML report's address, fingerprints in SARIF, and how a baseline's
/// findings are recognised.
package enum Permalink {
  /// The name of a finding: its rule and what it is about.
  package static func of(_ finding: Finding) -> String {
    "finding-\(identifier(finding.rule))-\(hash([finding.rule, finding.subject]))"
  }

  /// The name of a group of blocked fetches.
  package static func of(_ row: Report.BlockedRow) -> String {
    "blocked-" + hash([row.origin, row.target, row.route, row.phase, row.reason, "\(row.status)"])
  }

  /// What may stand in a fragment of `text`, of a rule's id for example.
  private static func identifier(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(60).map { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            ? scalar : "-"
        }))
  }

  /// The 64-bit FNV-1a hash of the parts, in 16 hexadecimal digits.
  static func hash(_ parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      // No byte of UTF-8: ends a part.
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
