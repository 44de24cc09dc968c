import Testing
import Traffic

@testable import Analysis

@Suite("Sets of names")
struct NameSetTests {
  private static let words: [StaticString] = ["evil", "dev", "qa", "localdomain"]
  private static let domains: [StaticString] = ["lan", "home.arpa", "ngrok.io", "oast.me"]

  @Test(
    "hold their words, ASCII case apart, and nothing beside them",
    arguments: [
      ("evil", true), ("EVIL", true), ("Qa", true), ("localdomain", true), ("", false),
      ("q", false), ("evi", false), ("evils", false), ("evim", false), ("dvil", false),
      ("qb", false), (String(repeating: "d", count: 3 + 32), false), ("EVI\u{4C}", true),
      ("d%v", false), ("$ev", false),
    ])
  func words(_ text: String, _ isThere: Bool) {
    let bytes = Array(text.utf8)
    let found = WordSet(Self.words).contains(bytes.span)
    #expect(found == isThere)
  }

  @Test(
    "hold their domains and the names under them",
    arguments: [
      ("lan", true), ("LAN", true), ("a.lan", true), ("alan", false), ("an", false), ("", false),
      ("home.arpa", true), ("x.HOME.arpa", true), ("xhome.arpa", false), ("arpa", false),
      ("abc.ngrok.io", true), ("ngrok.ion", false), ("oast.me", true), ("toast.me", false),
      (".oast.me", true),
    ])
  func domains(_ text: String, _ isThere: Bool) {
    let bytes = Array(text.utf8)
    let found = DomainSet(Self.domains).contains(bytes.span)
    #expect(found == isThere)
  }

  @Test(
    "find scanners wherever they name themselves",
    arguments: [
      ("Mozilla/5.0 (compatible; Nuclei - Open-source project)", true), ("nikto", true),
      ("w3af.org", true), ("x L9Explore", true), ("sqlma", false), ("", false), ("z", false),
      ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", false),
      ("Fuzz Faster U Fool v2.1.0", true), ("ZmEu", true), ("vega", false), ("Vega/1.0", true),
    ])
  func scanners(_ text: String, _ isThere: Bool) {
    let bytes = Array(text.utf8)
    let found = Scanners.isScanner(bytes.span)
    #expect(found == isThere)
  }
}
