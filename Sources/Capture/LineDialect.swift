import Traffic

/// How the recipient of a response reads header lines that break the grammar.
///
/// - SeeAlso: RFC 9112, sections 2.2 and 5.1, which leave both to the recipient.
enum LineDialect: BitwiseCopyable {
  /// Blanks before the colon do not matter.
  case lenient
  /// The same, and a carriage return alone ends a line.
  case chromium
  /// A line with blanks before its colon is no field.
  case firefox, webKit

  /// The dialect of the browser with the name `userAgent`, if it has one.
  init(userAgent: Span<UInt8>?) {
    guard let userAgent else {
      self = .lenient
      return
    }
    if userAgent.contains("Chrome/") || userAgent.contains("Chromium/") {
      self = .chromium
    } else if userAgent.contains("Firefox/") {
      self = .firefox
    } else {
      self = userAgent.contains("AppleWebKit/") ? .webKit : .lenient
    }
  }

  /// Whether a line with blanks before its colon is no field.
  var isStrict: Bool { self == .firefox || self == .webKit }

  /// Whether two lengths that differ make the response one that was never had.
  var refusesTwoLengths: Bool { self == .chromium || self == .firefox }
}
