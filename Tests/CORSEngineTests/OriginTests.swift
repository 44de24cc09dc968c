import CORSEngine
import Testing
import Traffic

@Suite("An origin")
struct OriginTests {
  @Test(
    "is canonical if a browser writes it so",
    arguments: [
      "null", "https://a.test", "http://a.test:8080", "http://a.test:443", "https://a.test:80",
      "https://xn--bcher-kva.example", "https://a_b.test", "https://a.test.", "http://localhost",
      "http://127.0.0.1:1", "http://255.255.255.255", "http://1.2.3.4a", "http://[::1]:8080",
      "http://[::]", "http://[2001:db8::1]", "http://[1:2:3:4:5:6:7:8]",
      "http://[1:0:3:4:5:6:7:8]", "http://[1::4:0:0:7:8]", "http://[0:0:1::]",
      "http://[0:0:3::7:8]", "http://[1::]",
      "chrome-extension://abcdef", "moz-extension://0a-1b", "capacitor://localhost", "file://",
    ])
  func canonical(_ text: String) {
    #expect(on(text, Origin.init).flaw == .none)
  }

  @Test(
    "is not canonical in any other form",
    arguments: [
      "", "*", "NULL", "null ", "https://", "https:/a.test", "https:a.test", "://a.test",
      "https:///", "https://a..test", "https://.a.test", "https://a.test..", "https://a b.test",
      "https://A.test", "https://a.test:443", "http://a.test:80", "https://a.test:00",
      "https://a.test:65536", "https://a.test:x", "https://a.test:1:2", "https://@a.test",
      "https://a.test#", "https://a.test\\", "https://b\u{fc}cher.example", "https://a%2etest",
      "http://127.1", "http://127.0.0.01", "http://127.0.0.256", "http://1.2.3.4.5",
      "http://0x7f.0.0.0x1", "http://2130706433", "http://1.2.3.4.", "http://[::1",
      "http://::1", "http://[]", "http://[::1]x", "http://[0:0:0:0:0:0:0:1]", "http://[::0:1]",
      "http://[2001:DB8::1]", "http://[2001:0db8::1]", "http://[1:2:3:4:5:6:7::]",
      "http://[::127.0.0.1]", "http://[1::2::3]", "http://[1:::2]", "http://[:1]", "http://[1:]",
      "http://[1:2:3:4:5:6:7:8:9]", "http://[0:0:3::6:7:8]", "http://[1:0:0:4:5::8]",
      "http://[12345::]", "ftp://a.test", "wss://a.test", "file:///x", "data:text/plain,x",
    ])
  func notCanonical(_ text: String) {
    #expect(on(text, Origin.init).flaw != .none)
    let check = corsCheck(origin: "https://page.test", allowOrigin: [text])
    #expect(text == "*" ? check.allowed : !check.allowed)
  }

  @Test("gives its scheme, host and port")
  func parts() {
    let text = bytes("https://[::1]:8443")
    let origin = Origin(text.span)
    #expect(text[origin.scheme.range] == bytes("https")[...])
    #expect(text[origin.host.range] == bytes("[::1]")[...])
    #expect(origin.port == 8443 && !origin.isNull)
    #expect(on("http://a.test", Origin.init).port == 80)
    #expect(on("app://a", Origin.init).port == nil)
    #expect(on("null", Origin.init).isNull)
    #expect(on("WSS", Origin.defaultPort) == 443)
  }

  private func compare(
    _ origin: String, _ scheme: String?, _ host: String, _ port: UInt16? = nil
  ) -> OriginComparison {
    let schemeBytes = scheme.map { bytes($0) }
    return Origin.compare(
      bytes(origin).span, scheme: schemeBytes?.span, host: bytes(host).span, port: port)
  }

  @Test("is compared with a target by scheme, host and port")
  func comparison() {
    #expect(compare("https://a.test", "https", "a.test") == .same)
    #expect(compare("https://a.test", "https", "a.test:443") == .same)
    #expect(compare("https://a.test", "HTTPS", "A.Test", 443) == .same)
    #expect(compare("https://a.test:8443", "https", "a.test", 8443) == .same)
    #expect(compare("https://a.test:8443", "https", "a.test:8443", 9000) == .same)
    #expect(compare("http://[::1]:8080", "http", "[::1]:8080") == .same)
    #expect(compare("https://a.test", nil, "a.test") == .same)
    #expect(compare("https://a.test", nil, "a.test:444") == .portDiffers)
    #expect(compare("https://a.test", "http", "a.test") == .schemeDiffers)
    #expect(compare("https://a.test", "https", "a.test:8443") == .portDiffers)
    #expect(compare("https://a.test", "https", "b.test") == .hostDiffers)
    #expect(compare("https://a.test", "https", "www.a.test") == .hostDiffers)
    #expect(compare("null", "https", "a.test") == .opaque)
    #expect(compare("a.test", "https", "a.test") == .unreadable)
    #expect(compare("https://a.test", "https", "") == .unreadable)
    #expect(compare("https://a.test", "https", "a.test:x") == .unreadable)
    #expect(compare("https://a.test", "https", "[::1") == .unreadable)
    #expect(compare("https://a.test", "https", "[::1]x") == .unreadable)
  }

  @Test("is found in a URL")
  func urls() {
    func parts(_ url: String) -> [String?]? {
      let text = bytes(url)
      guard let parts = URLParts(text.span) else { return nil }
      return [
        String(decoding: text[parts.scheme.range], as: UTF8.self),
        String(decoding: text[parts.host.range], as: UTF8.self), parts.port.map { "\($0)" },
        parts.hasUserinfo ? "user" : nil,
        String(decoding: text[parts.pathStart...], as: UTF8.self),
      ]
    }
    #expect(parts("https://a.test/p?q#f") == ["https", "a.test", "443", nil, "/p?q#f"])
    #expect(parts("http://u:p@ss@a.test:81/x@y") == ["http", "a.test", "81", "user", "/x@y"])
    #expect(parts("https://@a.test") == ["https", "a.test", "443", nil, ""])
    #expect(parts("https://:@a.test") == ["https", "a.test", "443", nil, ""])
    #expect(parts("https://:p@a.test") == ["https", "a.test", "443", "user", ""])
    #expect(parts("http://[::1]:8080?x") == ["http", "[::1]", "8080", nil, "?x"])
    #expect(parts("http://a.test:/") == ["http", "a.test", "80", nil, "/"])
    #expect(parts("app://x") == ["app", "x", nil, nil, ""])
    for bad in [
      "", "a", "/a", "https:", "https://", "https:///x", "http://:80/", "http://a:99999/",
      "http://a:b/", "http://[::1", "http://[::1]a/", "1http://a", "http//a", "http://u@/",
    ] { #expect(parts(bad) == nil, "\(bad)") }
  }
}
