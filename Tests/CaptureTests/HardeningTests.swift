import Capture
import Testing
import Traffic

@Suite("Captures that are damaged or cut")
struct HardeningTests {
  static let samples: [[UInt8]] = {
    let segments = ReassemblyTests.conversation(size: 60).segments
    var writer = CaptureWriter()
    writer.addConnection(
      client: 0x0A00_0001, clientPort: 4000, server: 0x0A00_0002, serverPort: 80,
      exchanges: [
        CaptureWriter.Exchange(
          time: Timestamp(nanoseconds: 1_700_000_000_000_000_000), delay: 1_000_000,
          request: "GET /a HTTP/1.1\r\nOrigin: https://app.test\r\n\r\n",
          response: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")
      ])
    return [
      writer.bytes(), CaptureFile().pcap(segments), CaptureFile(isBigEndian: true).pcapng(segments),
      CaptureFile(link: .gre).pcap(segments), CaptureFile(link: .ethernet6).pcapng(segments),
    ]
  }()

  @Test("are read up to any end", arguments: samples.indices)
  func prefixes(_ index: Int) {
    let sample = HardeningTests.samples[index]
    let whole = Outcome(sample).exchanges.count
    #expect(whole > 0)
    for length in sample.indices {
      let outcome = Outcome(Array(sample[..<length]))
      #expect(outcome.exchanges.count <= whole)
    }
  }

  @Test("survive any one byte's change", arguments: samples.indices)
  func changes(_ index: Int) {
    let sample = HardeningTests.samples[index]
    for offset in sample.indices {
      for value: UInt8 in [0, 0xFF, sample[offset] ^ 0x01, sample[offset] ^ 0x80] {
        var changed = sample
        changed[offset] = value
        #expect(Outcome(changed).exchanges.count < 10)
      }
    }
  }

  @Test("give the same whatever pieces the bytes come in", arguments: [1, 2, 3, 7, 64, 1000])
  func pieces(_ piece: Int) {
    for sample in HardeningTests.samples {
      let whole = Outcome(sample)
      let pieces = Outcome(sample, piece: piece)
      #expect(
        whole.lines(.origin, .allowOrigin, .client) == pieces.lines(.origin, .allowOrigin, .client))
      #expect(whole.exchanges.map(\.record.position) == pieces.exchanges.map(\.record.position))
      #expect(whole.packets == pieces.packets)
    }
  }

  @Test("with endless heads stay within bounds")
  func endlessHead() {
    var wire = Wire()
    wire.send("GET / HTTP/1.1\r\n" + String(repeating: "Vary: a\r\nAge: b\r\n", count: 40_000))
    wire.answer("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")
    wire.close()
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.refusals.count(.messageMalformed) > 0)
    #expect(outcome.exchanges.count <= 1)
  }
}
