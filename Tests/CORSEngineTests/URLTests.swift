import Testing
import Traffic

@testable import CORSEngine

@Suite("URLs of redirects and headers")
struct URLTests {
  @Test(
    "references are resolved as browsers resolve them",
    arguments: [
      ("https://c.test/y", "https://c.test/y"), ("//c.test/y", "https://c.test/y"),
      ("/y", "https://b.test:8443/y"), ("y", "https://b.test:8443/d/y"),
      ("../y", "https://b.test:8443/y"), ("./y/./z/..", "https://b.test:8443/d/y/"),
      ("../../../y", "https://b.test:8443/y"), ("?q", "https://b.test:8443/d/e?q"),
      ("#f", "https://b.test:8443/d/e?a=1#f"), ("", "https://b.test:8443/d/e?a=1"),
      ("  /y\t", "https://b.test:8443/y"), ("\\y", "https://b.test:8443/y"),
      ("https:y", "https://b.test:8443/d/y"), ("http:/c.test/y", "http://c.test/y"),
      ("https:///c.test", "https://c.test/"), ("http://c.test?q", "http://c.test/?q"),
      ("data:text/plain,x", "data:text/plain,x"), ("/%2e%2e/y", "https://b.test:8443/y"),
      ("HTTPS://c.test/Y", "https://c.test/Y"),
    ])
  func resolution(_ reference: String, _ expected: String) {
    let base = bytes("https://b.test:8443/d/e?a=1")
    let resolved = URLResolver.resolve(bytes(reference).span, against: base.span)
    #expect(resolved.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(
    "references that are no URL resolve to nothing",
    arguments: ["https://c.test:99999/", "http://", "https://a b/", "http://[::1", "//"])
  func failures(_ reference: String) {
    let base = bytes("https://b.test/")
    #expect(URLResolver.resolve(bytes(reference).span, against: base.span) == nil)
  }

  @Test("a fragment is passed on where the reference has none")
  func fragment() {
    let base = bytes("https://b.test/a#here")
    let resolved = URLResolver.resolve(bytes("/y").span, against: base.span)
    #expect(resolved == bytes("https://b.test/y#here"))
  }

  @Test(
    "values are URLs or not as a parser takes them",
    arguments: [
      ("https://a.test", true), ("https://a.test/", true), ("HTTP://A.TEST:80/x?y#z", true),
      ("http://127.1", true), ("http://2130706433:1", true), ("http://0x7f.0.0.1", true),
      ("http://*", true), ("http://u@a.test", true), ("data:", true), ("app:x", true),
      ("http://a.test:", true), ("http://b%C3%BCcher.test", true), ("http://[::1]:80", true),
      ("http://256.256.256.256", false), ("http://*.0.0.1", false), ("http://1.2.3.4.5", false),
      ("http://a.test:99999", false), ("http://a.test:8701;", false), ("127.0.0.1:80", false),
      ("*", false), ("//a.test", false), ("http://", false), ("", false), ("null", false),
      ("http://a<b", false), ("http://b\u{FC}cher.test", false), ("http://a^b.test", false),
    ])
  func syntax(_ text: String, _ isURL: Bool) {
    #expect(URLSyntax.isURL(bytes(text).span) == isURL)
  }

  @Test("origins are written with lower case and without the default port")
  func serialisation() {
    for (url, origin) in [
      ("HTTPS://A.Test:443/x", "https://a.test"), ("http://a.test:8080?y", "http://a.test:8080"),
      ("http://u:p@a.test/", "http://a.test"), ("https://[::1]/", "https://[::1]"),
    ] { #expect(SerializedOrigin.of(bytes(url)) == bytes(origin)) }
    #expect(SerializedOrigin.of(bytes("data:x")) == nil)
  }

  @Test("sites share a registrable domain, and addresses are no site to some")
  func sites() {
    func same(_ first: String, _ second: String, _ addresses: Bool = true) -> Bool {
      Site.isSchemelesslySame(
        bytes(first).span, bytes(second).span, comparesAddresses: addresses)
    }
    #expect(same("https://a.example.test", "http://b.example.test:81/x"))
    #expect(same("https://example.test", "https://a.b.example.test"))
    #expect(!same("https://a.example.test", "https://a.example.org"))
    #expect(!same("https://a.co.uk", "https://b.co.uk"))
    #expect(same("https://x.a.co.uk", "https://a.co.uk"))
    #expect(same("http://127.0.0.1:1", "http://127.0.0.1:2"))
    #expect(!same("http://127.0.0.1:1", "http://127.0.0.1:2", false))
    #expect(!same("null", "https://a.test"))
  }

  @Test("integrity metadata can match or never will")
  func integrity() {
    let good = "sha256-" + String(repeating: "A", count: 43) + "="
    for (metadata, expected) in [
      (good, true), ("sha256-AAAA", false), ("sha256-AAAA \(good)", true), ("md5-AAAA", true),
      ("sha512-\(good.dropFirst(7))", false), ("", true),
    ] { #expect(Integrity.canMatch(bytes(metadata).span) == expected, "\(metadata)") }
  }
}
