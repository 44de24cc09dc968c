import Testing

@testable import Analysis

@Suite("The list of trusted origins")
struct TrustedOriginsTests {
  private func read(_ text: String) -> (list: TrustedOrigins, problems: [TrustedOrigins.Problem]) {
    var problems: [TrustedOrigins.Problem] = []
    let list = TrustedOrigins(Array(text.utf8), problems: &problems)
    return (list, problems)
  }

  static let text = """
    # Our own pages.
    https://app.example.com
      https://shop.example.com:8443   # with a port
    https://*.example.net\r

    https://*.staging.example.com:8443
    capacitor://localhost
    http://[::1]:3000
    """

  @Test(
    "holds what it names, byte by byte, and all names under a *",
    arguments: [
      ("https://app.example.com", true), ("https://shop.example.com:8443", true),
      ("https://a.example.net", true), ("https://b.a.example.net", true),
      ("https://x.staging.example.com:8443", true), ("capacitor://localhost", true),
      ("http://[::1]:3000", true),
      ("http://app.example.com", false), ("https://app.example.com:443", false),
      ("https://App.example.com", false), ("https://app.example.com/", false),
      ("https://shop.example.com", false), ("https://example.net", false),
      ("https://evilexample.net", false), ("http://a.example.net", false),
      ("https://a.example.net:8443", false), ("https://a.example.net.evil.test", false),
      ("https://.example.net", false), ("https://x.staging.example.com", false), ("null", false),
      ("", false), ("*", false),
    ])
  func contains(_ origin: String, _ isTrusted: Bool) {
    let (list, problems) = read(Self.text)
    #expect(problems == [] && !list.isEmpty)
    #expect(list.contains(Array(origin.utf8)) == isTrusted)
  }

  @Test("knows the hosts that it names")
  func hosts() {
    #expect(
      read(Self.text).list.hosts.map { String(decoding: $0, as: UTF8.self) } == [
        "app.example.com", "shop.example.com", "example.net", "staging.example.com", "localhost",
        "[::1]",
      ])
  }

  @Test(
    "says where a line is wrong, and how to mend it",
    arguments: [
      ("https://app.example.com/", "slash"), ("app.example.com", "scheme"),
      ("null", "null is nobody's"), ("*", "pattern"), ("https://*", "pattern"),
      ("https://App.example.com", "upper and lower case"), ("https://x.test:443", "default port"),
      ("https://a.test, https://b.test", "path"), ("https://*.*.example.com", "pattern"),
      ("https://*.com", "whoever takes a name under com"),
      ("https://*.github.io", "whoever takes a name under github.io"),
      ("https://b\u{FC}cher.example", "ASCII"),
    ])
  func problems(_ line: String, _ cause: String) {
    let (list, problems) = read("https://good.example.com\n\n  \(line)  # why\n")
    #expect(problems.count == 1)
    #expect(problems.first?.line == 3 && problems.first?.column == 3)
    #expect(problems.first?.message.contains(cause) == true, "\(problems)")
    #expect(problems.first?.message.contains(line) == true)
    #expect(list.contains(Array("https://good.example.com".utf8)))
    #expect(list.hosts.count == 1)
  }

  @Test("cuts what a line quotes")
  func longLines() {
    let (_, problems) = read(String(repeating: "x", count: 100_000))
    #expect(problems.count == 1 && problems[0].message.utf8.count < 500)
  }

  @Test("without an origin is empty", arguments: ["", "\n\n", "# nothing\n", " \t "])
  func empty(_ text: String) {
    let (list, problems) = read(text)
    #expect(list.isEmpty && problems == [])
    #expect(!list.contains([]))
  }

  @Test("quiets the rules about those it names, and no others")
  func rules() {
    let (list, _) = read("https://*.one.example\nhttps://www.two.org\nhttps://shop.three.co.uk\n")
    var intent = Intent()
    intent.trusted = list
    let partners = ["https://a.one.example", "https://www.two.org", "https://shop.three.co.uk"]
    let traffic = partners.map { RuleCases.echo($0) }
    #expect(analyze(traffic).findings("reflected-origin-credentials").count == 1)
    #expect(analyze(traffic).findings("reflected-origin-credentials", intent: intent).isEmpty)
    let probed = traffic + [RuleCases.echo("https://evil.test")]
    #expect(analyze(probed).findings("reflected-origin-credentials", intent: intent).count == 1)
  }
}

@Suite("A pattern of resources")
struct ResourcePatternTests {
  @Test(
    "names hosts and paths",
    arguments: [
      ("/public/*", "https://a.test", "/public/x/y", true),
      ("/public/*", "https://a.test", "/public/", true),
      ("/public/*", "https://a.test", "/public", false),
      ("/public", "https://a.test", "/public/x", false),
      ("/v1/:id", "https://a.test", "/v1/:id", true),
      ("/*/fonts/*.woff2", "https://a.test", "/v2/fonts/a.woff2", true),
      ("/*/fonts/*.woff2", "https://a.test", "/v2/fonts/a.woff", false),
      ("cdn.example.com", "https://cdn.example.com", "/anything", true),
      ("cdn.example.com/*", "https://cdn.example.com", "/", true),
      ("CDN.example.com/a", "https://cdn.example.com", "/a", true),
      ("cdn.example.com/a", "https://cdn.example.com", "/A", false),
      ("cdn.example.com", "https://www.cdn.example.com", "/", false),
      ("*.example.com", "https://www.cdn.example.com", "/", true),
      ("*.example.com", "https://example.com", "/", false),
      ("https://cdn.example.com/a", "http://cdn.example.com", "/a", true),
      ("cdn.example.com", "https://cdn.example.com:8443", "/", true),
      ("cdn.example.com:8443", "https://cdn.example.com:8443", "/", true),
      ("cdn.example.com:8443", "https://cdn.example.com", "/", false),
      ("cdn.example.com", "cdn.example.com", "/", true),
      ("[::1]", "http://[::1]:8080", "/", false), ("[::1]:8080", "http://[::1]:8080", "/", true),
      ("*", "https://a.test", "/x", true), ("**", "https://a.test", "/x", true),
      ("/", "https://a.test", "/", true), ("/", "https://a.test", "/x", false),
      ("/*", "", "/x", true), ("a.test", "", "/x", false),
    ])
  func matches(_ pattern: String, _ target: String, _ route: String, _ isNamed: Bool) throws {
    let pattern = try #require(ResourcePattern(pattern))
    #expect(pattern.matches(target: target, route: route) == isNamed)
  }

  @Test("is none when it is empty or holds blanks", arguments: ["", " ", "/a b", "\t"])
  func wrong(_ text: String) {
    #expect(ResourcePattern(text) == nil)
  }

  @Test("with many stars takes no longer than its length times the text's")
  func manyStars() throws {
    let pattern = try #require(ResourcePattern("/" + String(repeating: "*a", count: 200) + "b"))
    #expect(!pattern.matches(target: "", route: "/" + String(repeating: "a", count: 4000)))
  }
}
