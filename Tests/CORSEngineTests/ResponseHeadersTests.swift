import CORSEngine
import Testing
import Traffic

@Suite("The lists and numbers of response headers")
struct ResponseHeadersTests {
  @Test(
    "parse if every member is a token or empty",
    arguments: [
      ("", true), (",", true), (", ,\t,", true), ("PUT", true), (",x-a, ,,x-b,", true),
      ("*", true), ("x a", false), ("x-a, x a", false), ("x-a:", false), ("\"x-a\"", false),
      ("x-a\u{b}", false), ("\u{a0}x-a", false), ("x-a;x-b", false), ("a,\"b,c\",d", false),
    ])
  func parsing(_ list: String, _ expected: Bool) {
    #expect(on(list, ResponseHeaders.isTokenList) == expected)
  }

  @Test("hold members as a list of text does")
  func membership() {
    var dice = Dice(7)
    for _ in 0..<4000 {
      let list = dice.bytes(upTo: 24, of: "aAbB*-, \t,")
      let name = dice.bytes(upTo: 3, of: "aAbB*-")
      let members = String(decoding: list, as: UTF8.self).split(
        separator: ",", omittingEmptySubsequences: false
      ).map { member in
        var text = member
        while let first = text.first, " \t".contains(first) { text.removeFirst() }
        while let last = text.last, " \t".contains(last) { text.removeLast() }
        return String(text)
      }
      let text = String(decoding: name, as: UTF8.self)
      let exact = ResponseHeaders.lists(name.span, in: list.span, ignoringCase: false)
      #expect(exact == members.contains(text))
      let folded = ResponseHeaders.lists(name.span, in: list.span, ignoringCase: true)
      #expect(folded == members.contains { $0.lowercased() == text.lowercased() })
      #expect(on(list, ResponseHeaders.listsWildcard) == members.contains("*"))
      #expect(
        on(list, ResponseHeaders.isTokenList)
          == members.allSatisfy { !$0.contains(" ") && !$0.contains("\t") })
    }
  }

  static let huge = String(repeating: "9", count: 40)

  @Test(
    "give a preflight's lifetime as each profile reads it",
    arguments: [
      // The value, then the seconds for the text, Chromium, Firefox and WebKit.
      (nil, [5, 5, 5, 5]), ("", [5, 5, 5, 5]), ("0", [0, 0, 0, 0]), ("1", [1, 1, 1, 1]),
      ("  60\t", [60, 60, 60, 60]), ("060", [60, 60, 60, 60]),
      ("86400", [86_400, 7200, 86_400, 600]), ("4294967296", [4_294_967_296, 7200, 86_400, 600]),
      ("-1", [5, 0, 0, 0]), ("-0", [5, 0, 0, 0]), ("+60", [5, 60, 0, 60]), ("+", [5, 5, 0, 5]),
      ("--1", [5, 5, 0, 5]), ("600, 600", [5, 5, 0, 5]), ("60s", [5, 5, 0, 5]),
      ("60.5", [5, 5, 0, 5]), ("\"60\"", [5, 5, 0, 5]), ("6\u{b}", [5, 5, 0, 5]),
      (huge, [Int.max, 5, 86_400, 5]), ("-" + huge, [5, 5, 0, 5]),
    ] as [(String?, [Int])])
  func maxAge(_ value: String?, _ seconds: [Int]) {
    let text = value.map { bytes($0) }
    for (profile, expected) in zip(BrowserProfile.allCases, seconds) {
      let maxAge = MaxAge(text?.span, profile: profile)
      #expect(maxAge.seconds == expected, "\(profile.name)")
    }
  }

  @Test("say when a cap made the lifetime shorter")
  func caps() {
    func day(_ profile: BrowserProfile) -> MaxAge {
      on("86400") { MaxAge($0, profile: profile) }
    }
    #expect(day(.chromium).isCapped && day(.webkit).isCapped)
    #expect(day(.chromium).stated == 86_400)
    #expect(!day(.firefox).isCapped && !day(.fetch).isCapped)
    let absent = MaxAge(nil, profile: .webkit)
    #expect(!absent.isCapped && absent.stated == nil)
  }

  @Test(
    "know the three tokens of Cross-Origin-Resource-Policy",
    arguments: [
      ("same-origin", .sameOrigin), (" same-site\t", .sameSite), ("cross-origin", .crossOrigin),
      ("Same-Origin", nil), ("same-origin, same-origin", nil), ("", nil),
    ] as [(String, ResourcePolicy?)])
  func resourcePolicy(_ value: String, _ expected: ResourcePolicy?) {
    #expect(on(value) { ResourcePolicy($0) } == expected)
  }
}
