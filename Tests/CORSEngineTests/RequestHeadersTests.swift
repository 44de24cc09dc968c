import CORSEngine
import Testing
import Traffic

@Suite("The rules of request headers and methods")
struct RequestHeadersTests {
  @Test("ask for a preflight where the table does", arguments: SafelistFact.all)
  func facts(_ fact: SafelistFact) {
    let method = on(fact.method, Methods.normalized)
    let names = RequestHeaders.unsafeNames(
      of: fact.headers.map { HeaderLine(name: bytes($0.name), value: bytes($0.value)) },
      profile: .fetch)
    let preflight = !names.isEmpty || !on(method, Methods.isSafelisted)
    #expect(preflight == fact.preflight, "\(fact.id)")
  }

  @Test("have all of their table")
  func size() { #expect(SafelistFact.all.count > 70) }

  private func isSafe(_ name: String, _ value: [UInt8]) -> Bool {
    RequestHeaders.isSafelisted(name: bytes(name).span, value: value.span, profile: .fetch)
  }

  @Test("know for each byte whether it is safe in each header")
  func everyByte() {
    let delimiters = Array("\"():<>?@[\\]{}\u{7f}".utf8)
    for byte in UInt8.min...UInt8.max {
      let isUnsafe = (byte < 0x20 && byte != 0x09) || delimiters.contains(byte)
      #expect(isSafe("Accept", [0x61, byte]) == !isUnsafe)
      #expect(isSafe("Content-Type", bytes("text/plain;") + [byte]) == !isUnsafe)
      let scalar = Character(Unicode.Scalar(byte))
      let isLanguage =
        byte < 0x80 && (scalar.isLetter || scalar.isNumber || " *,-.;=".contains(scalar))
      #expect(isSafe("Accept-Language", [byte]) == isLanguage)
      #expect(isSafe("content-language", [byte]) == isLanguage)
    }
  }

  @Test("allow 128 bytes a value and 1024 in all")
  func lengths() {
    let full = Array(repeating: UInt8(0x61), count: 128)
    #expect(isSafe("accept", full))
    #expect(!isSafe("accept", full + [0x61]))
    let eight = Array(repeating: HeaderLine(name: bytes("Accept"), value: full), count: 8)
    #expect(RequestHeaders.unsafeNames(of: eight, profile: .fetch).isEmpty)
    let nine = eight + [HeaderLine(name: bytes("Accept-Language"), value: bytes("x"))]
    #expect(
      RequestHeaders.unsafeNames(of: nine, profile: .fetch)
        == [bytes("accept"), bytes("accept-language")])
  }

  @Test(
    "take a Range only from a byte on and in order",
    arguments: [
      ("bytes=0-", true), ("bytes=0-0", true), ("bytes=7-10", true), ("bytes=07-8", true),
      ("bytes=18446744073709551616-18446744073709551617", true),
      ("bytes=18446744073709551617-18446744073709551616", false), ("bytes=-500", false),
      ("bytes=-", false), ("bytes=", false), ("bytes", false), ("", false), ("bytes=1", false),
      ("Bytes=0-1", false), ("bytes=+0-1", false), ("bytes=0-1,", false), ("bytes=10-7", false),
    ])
  func ranges(_ value: String, _ expected: Bool) {
    #expect(isSafe("Range", bytes(value)) == expected)
  }

  @Test(
    "read a Content-Type as one MIME type",
    arguments: [
      ("text/plain", true), ("TEXT/Plain ;a", true), ("text/plain;", true), (" text/plain", true),
      ("text/plain;charset", true), ("text/plain, x/x", false), ("text/plain x", false),
      ("text/plain/", false), ("text /plain", false), ("", false), (";", false),
      ("application/json", false), ("multipart/form-data; boundary=x", true),
      ("application/x-www-form-urlencoded", true),
    ])
  func contentTypes(_ value: String, _ expected: Bool) {
    #expect(isSafe("Content-Type", bytes(value)) == expected)
  }

  @Test("name what a preflight must ask for: lower case, sorted, each once")
  func names() {
    let headers = ["X-U", "x-test", "X-S", "x-u", "Accept", "X-UA"].map {
      HeaderLine(name: bytes($0), value: bytes("1"))
    }
    let names = RequestHeaders.unsafeNames(of: headers, profile: .fetch)
    #expect(names == ["x-s", "x-test", "x-u", "x-ua"].map { bytes($0) })
  }

  @Test("keep pages from setting the browser's own headers")
  func forbidden() {
    let names = [
      "Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers",
      "Access-Control-Request-Method", "Connection", "Content-Length", "Cookie", "Cookie2", "Date",
      "DNT", "Expect", "Host", "Keep-Alive", "Origin", "Referer", "Set-Cookie", "TE", "Trailer",
      "Transfer-Encoding", "Upgrade", "Via", "Proxy-X", "proxy-", "Sec-", "sec-fetch-mode",
    ]
    for name in names {
      #expect(on(name, RequestHeaders.isForbiddenName), "\(name)")
      #expect(on(name.lowercased(), RequestHeaders.isForbiddenName))
      #expect(on("x-a, \(name)", RequestHeaders.asksForForbiddenName))
    }
    for name in ["", "x", "sec", "proxy", "Authorization", "Content-Type", "X-Cookie", "Viax"] {
      #expect(!on(name, RequestHeaders.isForbiddenName), "\(name)")
    }
    func isForbidden(_ name: String, _ value: String) -> Bool {
      RequestHeaders.isForbidden(name: bytes(name).span, value: bytes(value).span)
    }
    #expect(isForbidden("X-HTTP-Method-Override", "GET, track"))
    #expect(isForbidden("x-method-override", "TRACE"))
    #expect(isForbidden("X-Http-Method", "Connect"))
    #expect(!isForbidden("X-HTTP-Method", "DELETE"))
    #expect(!isForbidden("X-Other", "TRACE"))
    #expect(isForbidden("Host", ""))
  }

  @Test("normalise six methods and no other")
  func methods() {
    for name in ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"] {
      let lower = bytes(name.lowercased())
      #expect(on(lower, Methods.isNormalizable))
      #expect(on(lower, Methods.normalized) == bytes(name))
    }
    for name in ["patch", "Egg", "gett", "", "connect", "p\u{d5}t"] {
      #expect(on(name, Methods.normalized) == bytes(name))
    }
    for name in ["CONNECT", "trace", "TrAcK"] {
      #expect(on(name, Methods.isForbidden))
    }
    #expect(!on("TRACER", Methods.isForbidden))
    #expect(on("HEAD", Methods.isSafelisted) && !on("head", Methods.isSafelisted))
    #expect(on("CHICKEN", Methods.isMethod) && on("*", Methods.isMethod))
    #expect(!on("", Methods.isMethod) && !on("A B", Methods.isMethod))
  }

  @Test("leave only Authorization uncovered by '*'")
  func nonWildcard() {
    #expect(on("AUTHORIZATION", RequestHeaders.isNonWildcardName))
    #expect(!on("x-authorization", RequestHeaders.isNonWildcardName))
  }

  @Test(
    "can be sent with a method that is a token, not forbidden, and normalised",
    arguments: [
      ("GET", true), ("DELETE", true), ("patch", true), ("PURGE", true), ("*", true),
      ("get", false), ("Options", false), ("TRACE", false), ("track", false), ("", false),
      ("G ET", false), ("G\u{C9}T", false),
    ])
  func sentMethods(_ method: String, _ canBeSent: Bool) {
    #expect(on(method, Methods.canBeSent) == canBeSent)
  }
}
