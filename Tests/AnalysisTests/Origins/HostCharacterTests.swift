import Testing

@testable import Analysis

@Suite("What a host says of where it is")
struct HostCharacterTests {
  private func character(_ host: String) -> HostCharacter {
    HostCharacter(host: Array(host.utf8).span)
  }

  @Test(
    "shows in its name or address",
    arguments: [
      ("localhost", .loopback), ("LOCALHOST:3000", .loopback), ("app.localhost", .loopback),
      ("127.0.0.1", [.address, .loopback]), ("127.9.9.9:80", [.address, .loopback]),
      ("0.0.0.0", [.address, .loopback]), ("[::1]:8080", [.address, .loopback]),
      ("[::]", [.address, .loopback]),
      ("10.1.2.3", [.address, .privateAddress]), ("172.16.0.1", [.address, .privateAddress]),
      ("172.31.255.255", [.address, .privateAddress]), ("172.32.0.1", .address),
      ("172.15.0.1", .address), ("192.168.1.5:8080", [.address, .privateAddress]),
      ("192.169.1.5", .address), ("169.254.1.1", [.address, .privateAddress]),
      ("100.64.0.1", [.address, .privateAddress]), ("100.128.0.1", .address),
      ("[fd12:3456::1]", [.address, .privateAddress]), ("[FE80::1]", [.address, .privateAddress]),
      ("[fe00::1]", .address), ("[2001:db8::1]", .address), ("192.0.2.7", .address),
      // What only looks like an address.
      ("256.0.0.1", []), ("1.2.3", []), ("1.2.3.4.5", []), ("10.0.0.1.example.com", []),
      ("intranet", .internalName), ("wiki.corp", .internalName), ("printer.local", .internalName),
      ("a.b.svc.cluster.local", .internalName), ("corp.example.com", []),
      ("shop.test", .development), ("staging.example.com", .development),
      ("app-dev.example.com", .development), ("api.qa.example.com", .development),
      ("example.dev", []), ("developers.example.com", []), ("latest.example.com", []),
      ("abc.ngrok.io", .tunnel), ("x.trycloudflare.com", .tunnel), ("ngrok.io.example.com", []),
      ("example.com", []), ("", []), (":80", []),
    ] as [(String, HostCharacter)])
  func reads(_ host: String, _ expected: HostCharacter) {
    #expect(character(host) == expected)
  }

  @Test(
    "tells clients of the internet from those inside",
    arguments: [
      ("203.0.113.7", true), ("2001:db8::1", true), ("10.0.0.5", false), ("192.168.1.5", false),
      ("127.0.0.1", false), ("::1", false), ("fd00::5", false), ("fe80::1", false),
      ("unknown", false), ("", false), ("-", false),
    ])
  func clients(_ client: String, _ isOutside: Bool) {
    #expect(HostCharacter.isOutside(client: Array(client.utf8).span) == isOutside)
  }
}
