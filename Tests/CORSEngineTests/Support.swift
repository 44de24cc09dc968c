import CORSEngine
import Traffic

/// The bytes of text whose scalars stand for bytes, as in Latin-1.
func bytes(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

/// What `body` makes of the bytes of `text`; the macros cannot pass a span on themselves.
func on<Result>(_ text: String, _ body: (Span<UInt8>) -> Result) -> Result {
  body(bytes(text).span)
}

/// What `body` makes of the bytes given.
func on<Result>(_ text: [UInt8], _ body: (Span<UInt8>) -> Result) -> Result { body(text.span) }

/// What a header list gives for a name: its lines joined, or `nil` without any.
func combined(_ lines: [String]) -> [UInt8]? {
  lines.isEmpty ? nil : bytes(lines.joined(separator: ", "))
}

/// Performs the CORS check on text.
func corsCheck(
  origin: String, allowOrigin: [String], allowCredentials: [String] = [],
  credentials: Bool = false, tainted: Bool = false, observed: ResponseParts = .all,
  profile: BrowserProfile = .fetch
) -> CORSCheck {
  let originBytes = bytes(origin)
  let allow = combined(allowOrigin)
  let grant = combined(allowCredentials)
  return CORSCheck.evaluate(
    origin: originBytes.span, originTainted: tainted, allowOrigin: allow?.span,
    allowOriginRepeated: allowOrigin.count > 1, allowCredentials: grant?.span,
    includesCredentials: credentials, observed: observed, profile: profile)
}

/// The answer to a preflight, as text; the defaults pass.
struct Answer {
  var origin = "https://app.test"
  var method: String? = "PUT"
  var headers: String? = "x-a"
  var credentials = false
  var status = 204
  var hasLocation: Bool?
  var allowOrigin: [String] = ["https://app.test"]
  var allowCredentials: [String] = ["true"]
  var allowMethods: [String] = ["PUT"]
  var allowHeaders: [String] = ["X-A"]

  func check(
    observed: ResponseParts = .all, profile: BrowserProfile = .fetch
  ) -> PreflightCheck {
    let originBytes = bytes(origin)
    let methodBytes = method.map { bytes($0) }
    let headerBytes = headers.map { bytes($0) }
    let allow = combined(allowOrigin)
    let grant = combined(allowCredentials)
    let methods = combined(allowMethods)
    let names = combined(allowHeaders)
    return PreflightCheck.evaluate(
      origin: originBytes.span, requestMethod: methodBytes?.span,
      requestHeaders: headerBytes?.span, includesCredentials: credentials, status: status,
      hasLocation: hasLocation, allowOrigin: allow?.span,
      allowOriginRepeated: allowOrigin.count > 1, allowCredentials: grant?.span,
      allowMethods: methods?.span, allowHeaders: names?.span, observed: observed,
      profile: profile)
  }
}

/// Small numbers that look random and are the same in every run.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: state.mixed >> 1) % sides
  }

  /// One of the choices, of which there is at least one.
  mutating func pick<Value>(_ choices: [Value]) -> Value { choices[roll(choices.count)] }

  /// Up to `limit` bytes drawn from `alphabet`, or from all bytes.
  mutating func bytes(upTo limit: Int, of alphabet: String? = nil) -> [UInt8] {
    let letters = alphabet.map { Array($0.utf8) } ?? Array(0...255)
    let count = roll(limit + 1)
    return (0..<count).map { _ in letters[roll(letters.count)] }
  }
}
