import Traffic

/// How the recipient of a response reads header lines that break the grammar.
///
/// - SeeAlso: RFC 9112, sections 2.2 and 5.1, which leave both to the recipient.
enum LineDialect: BitwiseCopyable {
  /// Blanks before the colon do not matter.
  case lenient
  /// As Chromium: the same, and a carriage return alone ends a line.
  case chromium
  /// As Firefox and WebKit: a line with blanks before its colon is no field.
  case strict

  /// The dialect of the browser with the name `userAgent`, if it has one.
  init(userAgent: Span<UInt8>?) {
    guard let userAgent else {
      self = .lenient
      return
    }
    if userAgent.contains("Chrome/") || userAgent.contains("Chromium/") {
      self = .chromium
    } else if userAgent.contains("Firefox/") || userAgent.contains("AppleWebKit/") {
      self = .strict
    } else {
      self = .lenient
    }
  }
}
