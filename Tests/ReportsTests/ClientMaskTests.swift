@testable import Analysis
import Reports
import Testing

@Suite("Clients' addresses")
struct ClientMaskTests {
  @Test(
    "are cut to their network wherever they stand",
    arguments: [
      ("203.0.113.77", "203.0.113.0"), ("http://192.168.7.23:3000", "http://192.168.7.0:3000"),
      ("/geo/203.0.113.77/x?ip=198.51.100.9&a=1", "/geo/203.0.113.0/x?ip=198.51.100.0&a=1"),
      ("Origin: http://10.1.2.3; no Vary", "Origin: http://10.1.2.0; no Vary"),
      ("seen from 203.0.113.77.", "seen from 203.0.113.0."),
      ("http://[2001:db8:1:2::7]:8080/", "http://[2001:db8:1::]:8080/"),
      ("2001:db8:aa:bb:cc:dd:ee:ff", "2001:db8:aa::"), ("::ffff:203.0.113.9", "::ffff:203.0.113.0"),
      ("ip=2001:db8::1,2001:db8:1:2::3", "ip=2001:db8::,2001:db8:1::"),
    ])
  func masked(text: String, cut: String) { #expect(ClientMask.mask(text) == cut) }

  @Test(
    "are not what merely looks alike",
    arguments: [
      "", "/v1/orders/:id", "1.2.3", "1.2.3.4.5", "300.1.1.1", "v1.2.3.4", "12:30:05",
      "2026-10-05T12:30:05Z", "00:1b:44:11:3a:b7", "a.b.c.d", "GET /x 200", "::", "é1.2.3.4",
      "https://shop.example.com:8443/a", "Access-Control-Allow-Origin: *",
    ])
  func kept(text: String) { #expect(ClientMask.mask(text) == text) }

  @Test("are masked again to the same")
  func idempotent() {
    for text in Payloads.all + ["203.0.113.77", "2001:db8:1:2::7"] {
      let once = ClientMask.mask(text)
      #expect(ClientMask.mask(once) == once)
    }
  }

  @Test("are told from those of the servers")
  func servers() {
    let servers = ClientMask.addresses(
      of: ["http://10.0.0.5:8080", "https://[2001:db8::5]", "https://api.example.com", "", "x"])
    #expect(servers == ["10.0.0.5", "2001:db8::5"])
    #expect(ClientMask.mask("http://10.0.0.5:8080/a", except: servers) == "http://10.0.0.5:8080/a")
    #expect(ClientMask.mask("http://10.0.0.6/", except: servers) == "http://10.0.0.0/")
  }

  @Test("stand in no format of an anonymized report", arguments: ReportFormat.all.map(\.names[0]))
  func everyFormat(name: String) throws {
    let client = "198.51.100.77"
    let report = Samples.filled(with: "/\(client)/").anonymized
    let format = try #require(ReportFormat.named(name))
    // The names of inputs and what a baseline says are not the clients'.
    var bare = report
    bare.inputs = []
    bare.limits = []
    bare.difference = nil
    for index in bare.findings.indices { bare.findings[index].evidence = [] }
    for index in bare.blocked.indices { bare.blocked[index].examples = [] }
    for index in bare.blocked.indices { bare.blocked[index].target = "https://api.example.com" }
    for index in bare.changes.indices { bare.changes[index].place.source = "" }
    for index in bare.changes.indices { bare.changes[index].target = "https://api.example.com" }
    for index in bare.disagreements.indices {
      bare.disagreements[index].place.source = ""
      bare.disagreements[index].target = "https://api.example.com"
      bare.disagreements[index].method = "GET"
    }
    let text = String(decoding: format.renderer(RenderOptions()).render(bare), as: UTF8.self)
    #expect(!text.contains(client))
  }
}
