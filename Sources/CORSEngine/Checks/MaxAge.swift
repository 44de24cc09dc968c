import Traffic

/// How long a preflight's grant may be reused, as a profile reads Access-Control-Max-Age.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#http-access-control-max-age
public struct MaxAge: Sendable, BitwiseCopyable, Hashable {
  /// How a value that is not digits alone is read.
  enum Syntax: UInt8, BitwiseCopyable {
    /// Not at all: the default holds.
    case digitsOrDefault
    /// Not at all: nothing is cached.
    case digitsOrNothing
    /// As a signed 64-bit number, nothing being cached when negative; else the default holds.
    case signedOrDefault
  }

  /// The lifetime that counts, in seconds; 0 where nothing is cached.
  public let seconds: Int
  /// The number that the value spells, in seconds; `nil` when absent or not a number.
  public let stated: Int?

  /// Whether the profile's cap made the lifetime shorter than stated.
  public var isCapped: Bool { (stated ?? 0) > seconds }

  /// Reads the combined value of the header.
  ///
  /// - Parameters:
  ///   - value: The combined value; `nil` when the header is absent.
  ///   - profile: Whose rules and cap apply.
  public init(_ value: Span<UInt8>?, profile: BrowserProfile) {
    guard let text = value?.trimmingBlanks(), text.count > 0 else {
      self.init(seconds: profile.defaultMaxAge, stated: nil)
      return
    }
    let syntax = profile.maxAgeSyntax
    let fallback = syntax == .digitsOrNothing ? 0 : profile.defaultMaxAge
    let signed = syntax == .signedOrDefault && (text[0] == 0x2B || text[0] == 0x2D)
    let number = MaxAge.number(text.extracting((signed ? 1 : 0)..<text.count))
    // An engine that reads 64 bits takes a larger number for none.
    guard let number, number < Int.max || syntax != .signedOrDefault else {
      self.init(seconds: fallback, stated: nil)
      return
    }
    let value = signed && text[0] == 0x2D ? 0 : number
    self.init(seconds: min(value, profile.maxAgeCap ?? .max), stated: value)
  }

  private init(seconds: Int, stated: Int?) {
    self.seconds = seconds
    self.stated = stated
  }

  /// The number that `text` spells in digits alone, `Int.max` when larger; `nil` otherwise.
  private static func number(_ text: Span<UInt8>) -> Int? {
    guard text.count > 0 else { return nil }
    var number = 0
    for index in text.indices {
      guard text[index].isDigit else { return nil }
      let (scaled, over) = number.multipliedReportingOverflow(by: 10)
      let (sum, overSum) = scaled.addingReportingOverflow(Int(text[index] &- 48))
      number = over || overSum || number == .max ? .max : sum
    }
    return number
  }
}
