import Testing

@testable import Analysis

@Suite("The owner of a host")
struct HostOwnerTests {
  private func owner(_ host: String) -> HostOwner { HostOwner(Array(host.utf8)) }

  @Test(
    "is told by the label before the public suffix",
    arguments: [
      ("shop.com", "shop"), ("WWW.Shop.co.uk", "shop"), ("a.shop.github.io", "shop"),
      ("shop.com.", "shop"), ("a.b.any.ck", "b"),
      // Documents' names, bare suffixes and addresses stand for themselves.
      ("a.example.com", "example.com"), ("A.Example.com", "Example.com"),
      ("github.io", "github.io"), ("192.0.2.1", "192.0.2.1"), ("[::1]", "[::1]"),
      ("localhost", "localhost"), ("", ""),
    ])
  func company(_ host: String, _ company: String) {
    #expect(String(decoding: owner(host).company, as: UTF8.self) == company)
  }

  @Test(
    "is the same where the labels are, and known under longer suffixes of one",
    arguments: [
      ("shop.com", "shop.de", true, false), ("shop.com", "www.SHOP.com.br", true, true),
      ("Shop.CO", "shop.co.uk", true, true), ("shop.co.uk", "shop.co", true, false),
      ("shop.com", "shop.company", true, false), ("shop.com", "shops.com.br", false, false),
      ("example.com", "example.com.br", false, false), ("co.uk", "co.uk", false, false),
      ("192.0.2.1", "192.0.2.1", false, false), ("", "", false, false),
    ])
  func same(_ host: String, _ other: String, _ hasLabel: Bool, _ isExtended: Bool) {
    #expect(owner(host).hasLabel(of: owner(other)) == hasLabel)
    #expect(owner(host).isExtended(by: owner(other)) == isExtended)
  }
}
