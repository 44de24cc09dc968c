import Capture
import Foundation
import Testing
import Traffic

/// Small captures of real programs: nginx 1.22, curl 7.88, OpenSSL 3.0 and nghttp2 1.52.
struct RecordedCapture {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Captures")

  let bytes: [UInt8]
  let keys: [UInt8]?

  init(_ name: String) throws {
    let kind = name.contains(".") ? name : name + ".pcap"
    bytes = [UInt8](try Data(contentsOf: RecordedCapture.folder.appendingPathComponent(kind)))
    let file = RecordedCapture.folder.appendingPathComponent(name + ".keys")
    keys = (try? Data(contentsOf: file)).map { [UInt8]($0) }
  }

  /// What is read of it, with the keys or without.
  func outcome(withKeys: Bool = true, bytes: [UInt8]? = nil) -> Outcome {
    var options = CaptureOptions()
    if withKeys, let keys { options.keyLog = KeyLog(keys) }
    return Outcome(bytes ?? self.bytes, options: options)
  }
}

@Suite("TLS whose secrets are known")
struct TLSTests {
  static let usual = [
    "OPTIONS /api/items 204 https https://app.example https://app.example GET, PUT -",
    "PUT /api/items 405 https https://app.example https://app.example - yes",
    "GET /api/items 200 https https://evil.test - - -", "HEAD /plain 200 https - - - -",
  ]

  private func lines(_ outcome: Outcome) -> [String] {
    outcome.lines(.scheme, .origin, .allowOrigin, .allowMethods, .hasCookie)
  }

  @Test(
    "is read whatever the cipher",
    arguments: [
      "tls12-gcm", "tls12-cbc", "tls12-chacha", "tls13-sha384", "tls13-h2", "tls13-secrets.pcapng",
    ])
  func ciphers(name: String) throws {
    let outcome = try RecordedCapture(name).outcome()
    #expect(lines(outcome) == TLSTests.usual)
    #expect(outcome.refusals.total == 0)
    #expect(outcome.notes.isEmpty)
  }

  @Test("goes on after a resumption, with early data")
  func early() throws {
    let outcome = try RecordedCapture("tls13-early").outcome()
    #expect(
      lines(outcome) == [
        "GET /first 200 https - - - -",
        "GET /early 200 https https://early.example https://early.example - -",
      ])
  }

  @Test("goes on after both ends have changed their keys")
  func update() throws {
    let outcome = try RecordedCapture("tls13-update").outcome()
    #expect(
      outcome.lines(.allowOrigin) == [
        "GET /one 200 -", "GET /two 200 https://ku.example", "GET /three 200 -",
      ])
  }

  @Test("is told by server name and protocol when its secrets are not")
  func hidden() throws {
    let outcome = try RecordedCapture("tls13-h2").outcome(withKeys: false)
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.encrypted) == 1)
    #expect(
      outcome.notes == [
        "1 TLS connection to api.example.com (ALPN h2,http/1.1): its exchanges are hidden, for no "
          + "key is known; pass the key log of the client or the server with --tls-keylog"
      ])
  }

  @Test("is hidden when the secrets are those of others")
  func otherKeys() throws {
    let capture = try RecordedCapture("tls12-gcm")
    var options = CaptureOptions()
    options.keyLog = KeyLog(try #require(RecordedCapture("tls12-cbc").keys))
    #expect(Outcome(capture.bytes, options: options).exchanges.isEmpty)
    // The right connection and the wrong secret: the records do not open.
    var wrong = try #require(capture.keys)
    for index in wrong.indices.suffix(20) where wrong[index] != 0x0A {
      wrong[index] = wrong[index] == 0x30 ? 0x31 : 0x30
    }
    options.keyLog = KeyLog(wrong)
    let outcome = Outcome(capture.bytes, options: options)
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.encrypted) == 1)
  }

  @Test("is hidden when the handshake was missed", arguments: [4, 5, 6, 8])
  func midstream(first: Int) throws {
    let capture = try RecordedCapture("tls13-sha384")
    let outcome = capture.outcome(bytes: PcapFile(capture.bytes).without { $0 < first })
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.encrypted) == 1)
  }

  @Test("loses no more than what a missing packet held", arguments: ["tls12-gcm", "tls13-sha384"])
  func loss(name: String) throws {
    let capture = try RecordedCapture(name)
    let file = PcapFile(capture.bytes)
    var fewest = TLSTests.usual.count
    for missing in file.packets.indices {
      let outcome = capture.outcome(bytes: file.without { $0 == missing })
      // Nothing may be said that is not so.
      for exchange in outcome.exchanges where exchange.record.status != 0 {
        let target = exchange.text(.target)
        #expect(["/api/items", "/plain"].contains(target))
      }
      let whole = lines(outcome).filter { TLSTests.usual.contains($0) }
      // The hellos are in the first packets with data.
      if missing > 8 { fewest = min(fewest, whole.count) }
    }
    #expect(fewest >= TLSTests.usual.count - 1)
  }

  @Test("is read however its bytes are cut into segments", arguments: [1, 7, 100])
  func pieces(size: Int) throws {
    let capture = try RecordedCapture("tls13-h2")
    let outcome = capture.outcome(bytes: PcapFile(capture.bytes).resegmented(size))
    #expect(lines(outcome) == TLSTests.usual)
  }
}

@Suite("A key log")
struct KeyLogTests {
  private static let random = String(repeating: "ab", count: 32)

  @Test("holds what its lines say, and passes over others")
  func lines() {
    let text =
      "# comment\r\nCLIENT_RANDOM \(KeyLogTests.random) \(String(repeating: "01", count: 48))\r\n"
      + "CLIENT_RANDOM zz 01\nCLIENT_RANDOM\nNONSENSE \(KeyLogTests.random) 00\n"
      + "SERVER_TRAFFIC_SECRET_0 \(String(repeating: "CD", count: 32)) 0A0b"
    #expect(KeyLog(Array(text.utf8)).count == 2)
    #expect(KeyLog([]).count == 0)
  }
}
