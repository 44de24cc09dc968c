import CORSEngine
import Traffic

/// Guesses the registrable domain of an origin without a list of public suffixes.
///
/// The last two labels, or three where the last is a country's and the one before is short
/// (`example.co.uk`). Wrong guesses make different sites look alike, never the reverse for names
/// directly under a suffix.
enum SiteName {
  /// The place of the site's name within `origin`, or `nil` for what has no domain.
  static func range(in origin: Span<UInt8>) -> Range<Int>? {
    guard let parts = URLParts(origin), !parts.host.isEmpty else { return nil }
    let host = parts.host.range
    guard origin[host.lowerBound] != 0x5B, !origin[host.upperBound - 1].isDigit else { return nil }
    var labels = 0
    var start = host.upperBound
    var lastStart = host.upperBound
    var secondLength = 0
    while start > host.lowerBound {
      var labelStart = start
      while labelStart > host.lowerBound, origin[labelStart - 1] != 0x2E { labelStart -= 1 }
      labels += 1
      if labels == 1 { lastStart = labelStart }
      if labels == 2 { secondLength = start - labelStart }
      let isCountry = host.upperBound - lastStart == 2
      if labels == (isCountry && secondLength > 0 && secondLength <= 3 ? 3 : 2) {
        return labelStart..<host.upperBound
      }
      start = labelStart - 1
    }
    return nil
  }

  /// Whether a part of the origin's name, between dots and hyphens, says that it is a probe.
  static func looksLikeProbe(_ origin: Span<UInt8>) -> Bool {
    guard let parts = URLParts(origin) else { return false }
    let host = parts.host.range
    var start = host.lowerBound
    for index in host.lowerBound...host.upperBound
    where index == host.upperBound || origin[index] == 0x2E || origin[index] == 0x2D {
      let word = origin.extracting(start..<index)
      for probe in probes where word.equalsIgnoringCase(probe) { return true }
      start = index + 1
    }
    return false
  }

  private static let probes: [StaticString] = [
    "evil", "attacker", "hacker", "malicious", "oast", "oastify", "interact", "burpcollaborator",
  ]
}
