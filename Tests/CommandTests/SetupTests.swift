import Foundation
import Testing

@testable import corscope

@Suite("corscope setup")
struct SetupTests {
  @Test("prints for every server what it would log, secrets as presence", arguments: names)
  func prints(_ name: String) throws {
    let outcome = try Tool.corscope(["setup", name])
    #expect(outcome.status == 0)
    let text = outcome.output.lowercased()
    if name != "caddy" {
      for header in ["origin", "allow-origin", "sec-fetch-mode", "sec-fetch-site", "max-age"] {
        let folded = text.replacing("_", with: "-")
        #expect(folded.contains(header), "\(header)")
      }
    }
    #expect(text.contains("corscope"))
  }

  @Test("prints a format of which a line is recognised without an option", arguments: names)
  func recognised(_ name: String) throws {
    let guide = try #require(SetupGuide.all.first { $0.name == name })
    let folder = try Scratch()
    let path = try folder.write("access.log", Data((guide.sample + "\n").utf8))
    let exchange = try #require(try Tool.exchanges([path]).last)
    for (key, value) in [
      ("method", "GET"), ("host", "api.example.com"), ("origin", "https://app.example.com"),
      ("access_control_allow_origin", "https://app.example.com"), ("client", "203.0.113.7"),
      ("user_agent", "Mozilla/5.0"), ("vary", "Origin"),
    ] {
      #expect(exchange[key] as? String == value, "\(key)")
    }
    #expect(exchange["status"] as? Int == 200)
    #expect(exchange["start"] is Double)
    #expect((exchange["target"] as? String)?.hasPrefix("/v1/items") == true)
    if guide.misses.contains("cookies") {
      #expect(exchange["has_cookie"] == nil)
    } else {
      #expect(exchange["has_cookie"] as? Bool == true)
      if name != "caddy", name != "traefik" {
        #expect(exchange["has_authorization"] as? Bool == false)
      }
    }
  }

  @Test("knows no other servers")
  func unknown() throws {
    let outcome = try Tool.corscope(["setup", "netscape"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("nginx"))
  }

  static let names = SetupGuide.all.map(\.name)
}
