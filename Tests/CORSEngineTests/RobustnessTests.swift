import CORSEngine
import Testing
import Traffic

@Suite("The engine on arbitrary bytes")
struct RobustnessTests {
  /// Calls everything that reads bytes; the answers do not matter.
  private func exercise(_ first: [UInt8], _ second: [UInt8]) {
    _ = Origin(first.span)
    _ = URLParts(first.span)
    _ = HostPort(first.span)
    _ = Origin.compare(first.span, scheme: nil, host: second.span)
    _ = Origin.compare(second.span, scheme: first.span, host: first.span, port: 1)
    _ = MaxAge(first.span, profile: .chromium)
    _ = MaxAge(first.span, profile: .firefox)
    _ = ResourcePolicy(first.span)
    _ = RequestHeaders.isForbidden(name: first.span, value: second.span)
    _ = RequestHeaders.asksForForbiddenName(first.span)
    let lines = [
      HeaderLine(name: first, value: second), HeaderLine(name: second, value: first),
    ]
    for profile in BrowserProfile.allCases {
      _ = RequestHeaders.unsafeNames(of: lines, profile: profile)
    }
    for name in ["accept", "content-type", "range"] {
      _ = RequestHeaders.isSafelisted(name: bytes(name).span, value: first.span, profile: .fetch)
    }
    _ = Methods.normalized(first.span)
    let check = PreflightCheck.evaluate(
      origin: first.span, requestMethod: second.span, requestHeaders: first.span,
      includesCredentials: second.count % 2 == 0, status: first.count, allowOrigin: second.span,
      allowCredentials: first.span, allowMethods: first.span, allowHeaders: second.span,
      profile: .fetch)
    // A refused name is always a place in the list that was given.
    #expect(check.refusedName.range.upperBound <= first.count)
    #expect(check.allowed == (check.primary == nil))
  }

  @Test("never traps on random bytes")
  func random() {
    var dice = Dice(1)
    for _ in 0..<3000 { exercise(dice.bytes(upTo: 40), dice.bytes(upTo: 40)) }
    for _ in 0..<6000 {
      exercise(
        dice.bytes(upTo: 24, of: "htps:/.@[]:0123af,*-\" \\?#"),
        dice.bytes(upTo: 24, of: "htps:/.@[]:0123af,*-\" \\?#"))
    }
  }

  static let samples = [
    "https://user:pw@[2001:db8::1]:8443/p?q#f", "http://127.0.0.1:80", "bytes=12-345",
    "text/plain; charset=\"x\"", ",x-a, \"b,c\\\"\",,x-b,", "-9223372036854775808", "null",
    "X-Http-Method-Override", "capacitor://localhost:1/",
  ]

  @Test("never traps on a sample that is cut or changed in one byte", arguments: samples)
  func mutations(_ sample: String) {
    let text = bytes(sample)
    for end in 0...text.count { exercise(Array(text[..<end]), Array(text[end...])) }
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[index] = byte
        exercise(changed, text)
      }
    }
  }

  @Test("grants nothing to an origin that the value does not spell")
  func noFalseGrant() {
    var dice = Dice(3)
    for _ in 0..<20_000 {
      let origin = dice.bytes(upTo: 6, of: "ab:/. ,*")
      let value = dice.bytes(upTo: 6, of: "ab:/. ,*")
      let check = CORSCheck.evaluate(
        origin: origin.span, allowOrigin: value.span, allowCredentials: nil,
        includesCredentials: false, profile: .fetch)
      let trimmed = { (text: [UInt8]) in
        text.split(separator: 0x20, maxSplits: .max, omittingEmptySubsequences: false)
          .drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
          .joined(separator: [0x20]).map { $0 }
      }
      let isEqual = trimmed(value) == trimmed(origin) && !trimmed(value).isEmpty
      #expect(check.allowed == (isEqual || trimmed(value) == [0x2A]))
    }
  }
}
