import Traffic

/// Which part of a host anyone may register a name under, and which part is one owner's.
///
/// Look-ups read a small part of the list's text, which an index tells, and allocate nothing.
///
/// - SeeAlso: https://publicsuffix.org/list/
public struct PublicSuffix: Sendable, BitwiseCopyable {
  /// The day of the list that is built in.
  public static let date = "2026-10-22"

  /// Where the suffix begins in the host.
  public let start: Int
  /// Where the registrable domain begins, the suffix with one label more; `nil` where the host is
  /// itself a suffix.
  public let domainStart: Int?
  /// Where the host ends, a dot behind it left out.
  public let end: Int
  /// Whether a company, not a registry, gives the names away: `github.io`, `vercel.app`.
  public let isPrivate: Bool

  /// Finds the suffix of `host`, ASCII case apart; `nil` for addresses and for what is no name.
  public init?(_ host: Span<UInt8>) {
    guard host.count > 0 else { return nil }
    let end = host[host.count - 1] == 0x2E ? host.count - 1 : host.count
    guard end > 0, end <= 255, host[end - 1] != 0x5D else { return nil }
    // Where no rule matches, the last label is the suffix.
    var best = PublicSuffix.labelStart(host, before: end)
    guard !host[best].isDigit || !PublicSuffix.isNumber(host.extracting(best..<end)) else {
      return nil
    }
    var isPrivate = false
    var start = best
    for _ in 0..<PublicSuffix.longest {
      let rule = PublicSuffix.rule(for: host.extracting(start..<end))
      if rule.isException {
        best = (host.firstIndex(of: 0x2E, from: start) ?? start) + 1
        isPrivate = rule.isPrivate
        break
      }
      // A rule that begins with *. wants a label there.
      if rule.isPlain || rule.isWildcard && start > 0 {
        best = rule.isWildcard ? PublicSuffix.labelStart(host, before: start - 1) : start
        isPrivate = rule.isPrivate
      }
      guard start > 0 else { break }
      start = PublicSuffix.labelStart(host, before: start - 1)
    }
    self.start = best
    self.end = end
    self.isPrivate = isPrivate
    domainStart = best > 0 ? PublicSuffix.labelStart(host, before: best - 1) : nil
  }

  /// The place of the registrable domain in the host, or `nil` where the host is a suffix.
  public var domain: Range<Int>? { domainStart.map { $0..<end } }

  /// The labels of the longest rule.
  private static let longest = 8

  /// Where the label that ends before `end` begins.
  private static func labelStart(_ host: Span<UInt8>, before end: Int) -> Int {
    var start = end
    while start > 0, host[start - 1] != 0x2E { start -= 1 }
    return start
  }

  private static func isNumber(_ label: Span<UInt8>) -> Bool {
    for index in label.indices where !label[index].isDigit { return false }
    return true
  }

  /// What the list says of one name.
  private struct Rule {
    var isPlain = false
    var isWildcard = false
    var isException = false
    var isPrivate = false
  }

  private static func rule(for name: Span<UInt8>) -> Rule {
    let text = PublicSuffixList.rules
    for start in PublicSuffixIndex.builtIn.places(of: name)
    where stands(name, in: text, at: Int(start)) {
      return rule(text, Int(start) + name.count)
    }
    return Rule()
  }

  /// Reads the mark behind a name.
  private static func rule(_ text: StaticString, _ end: Int) -> Rule {
    guard end + 1 < text.utf8CodeUnitCount, text.byte(at: end) == 0x3D else {
      return Rule(isPlain: true)
    }
    switch text.byte(at: end + 1) {
    case UInt8(ascii: "p"): return Rule(isPlain: true, isPrivate: true)
    case UInt8(ascii: "w"): return Rule(isWildcard: true)
    case UInt8(ascii: "q"): return Rule(isWildcard: true, isPrivate: true)
    case UInt8(ascii: "x"): return Rule(isException: true)
    default: return Rule(isException: true, isPrivate: true)
    }
  }

  /// Whether the name that begins at `start` is `name`, ASCII case apart.
  private static func stands(_ name: Span<UInt8>, in text: StaticString, at start: Int) -> Bool {
    let end = start + name.count
    guard end <= text.utf8CodeUnitCount else { return false }
    for index in name.indices {
      let byte = text.byte(at: start + index)
      guard name[index].asciiLowercased == byte, !endsName(byte) else { return false }
    }
    return end == text.utf8CodeUnitCount || endsName(text.byte(at: end))
  }

  /// Whether a name ends before the byte: at a blank, a newline or its mark.
  private static func endsName(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3D }
}
