import Analysis
import Crypto
import Foundation
import Reports
import Testing

@Suite("The HTML report")
struct HTMLReportTests {
  private static func page(_ report: Report, generated: Double? = nil) throws -> String {
    let bytes = HTMLRenderer(RenderOptions(generated: generated)).render(report)
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  @Test("keeps its structure whatever an attacker writes", arguments: Payloads.all.indices)
  func structure(_ index: Int) throws {
    let isURL = Payloads.all[index].hasPrefix("https://")
    let plain = MarkupReading.structure(
      try Self.page(Samples.filled(with: isURL ? "https://x" : "x")))
    let found = MarkupReading.structure(
      try Self.page(Samples.filled(with: Payloads.all[index])))
    #expect(found == plain, "\(Payloads.all[index].debugDescription)")
  }

  @Test("allows by hash exactly the one style and the one script that it has")
  func policy() throws {
    let page = try Self.page(Samples.incident)
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
      let parts = page.components(separatedBy: "<\(element)>")
      #expect(parts.count == 2)
      let content = try #require(parts.last?.components(separatedBy: "</\(element)>").first)
      let hash = Data(SHA256.hash(data: Data(content.utf8))).base64EncodedString()
      #expect(page.contains("\(directive) 'sha256-\(hash)'"))
    }
    #expect(page.contains("default-src 'none'"))
    for forbidden in [" style=", " onclick=", "javascript:", "<iframe", "@import", "url("] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
  }

  @Test("asks for nothing from anywhere", arguments: Samples.all.map(\.name))
  func requests(name: String) throws {
    let page = try Self.page(try #require(Samples.named(name)))
    for attribute in ["src=\"", "href=\"", "srcset=\"", "action=\""] {
      for part in page.components(separatedBy: " \(attribute)").dropFirst() {
        #expect(part.hasPrefix("#") || part.hasPrefix("data:,\""), "\(part.prefix(40))")
      }
    }
  }

  @Test("links only to places that it has, each once", arguments: Samples.all.map(\.name))
  func links(name: String) throws {
    let page = try Self.page(try #require(Samples.named(name)))
    let values = { (attribute: String) in
      page.components(separatedBy: " \(attribute)=\"").dropFirst()
        .compactMap { $0.components(separatedBy: "\"").first }
    }
    let ids = values("id")
    #expect(Set(ids).count == ids.count)
    for link in values("href") where link.hasPrefix("#") {
      #expect(ids.contains(String(link.dropFirst())), "\(link)")
    }
    for target in values("aria-labelledby") + values("for") {
      #expect(ids.contains(target), "\(target)")
    }
  }

  @Test("stays small and counts what it leaves out")
  func size() throws {
    let page = try Self.page(Samples.large)
    #expect(page.utf8.count < 2_000_000)
    #expect(page.contains("… and 4,800 more; -o report.json has all."))
    #expect(page.components(separatedBy: "<article").count == 61)
  }

  @Test("tells its time only where it is given one")
  func time() throws {
    #expect(try Self.page(Samples.empty, generated: Samples.start).contains("2026-03-14T08:00:00Z"))
    #expect(try !Self.page(Samples.empty).contains(" at 2026"))
  }
}
