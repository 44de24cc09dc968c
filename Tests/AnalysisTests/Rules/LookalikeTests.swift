import Testing
import Traffic

@testable import Analysis

@Suite("Hosts that look like a trusted one")
struct LookalikeTests {
  private static let trusted = Array("shop.example-bank.com".utf8)

  private func flaw(_ host: [UInt8]) -> TrustFlaw? {
    Lookalike.flaw(of: host.span, against: Self.trusted.span)
  }

  private func mayBeLike(_ host: [UInt8]) -> Bool {
    host.count == Self.trusted.count
      || Lookalike.Pairs(host.span).isSuperset(of: Lookalike.Pairs(trusted: Self.trusted.span))
  }

  @Test("are never missed for the bytes that stand side by side in them")
  func pairs() {
    var numbers = Numbers(seed: 3)
    let parts = ["shop", "x", "", ".evil.test", "-a", "hop.example-bank.com"].map { Array($0.utf8) }
    var found: Set<UInt8> = []
    for _ in 0..<20_000 {
      var host = parts.randomElement(using: &numbers) ?? []
      host += Self.trusted.dropFirst(Int.random(in: 0...1, using: &numbers))
      host += parts.randomElement(using: &numbers) ?? []
      if Bool.random(using: &numbers) {
        host[Int.random(in: host.indices, using: &numbers)] = UInt8(ascii: "z")
      }
      guard let flaw = flaw(host) else { continue }
      found.insert(flaw.rawValue)
      #expect(mayBeLike(host), "\(String(decoding: host, as: UTF8.self))")
    }
    let all: [TrustFlaw] = [.prefix, .suffix, .substring, .unescapedDot]
    #expect(found == Set(all.map(\.rawValue)))
  }

  @Test(
    "are told from most others by them",
    arguments: ["www.example.org", "a.test", "", "x", "shop.example-bunk.com.au"])
  func others(_ host: String) {
    #expect(!mayBeLike(Array(host.utf8)))
  }
}
