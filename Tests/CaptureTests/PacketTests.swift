import Capture
import Testing
import Traffic

@Suite("Packets of a capture")
struct PacketTests {
  static let exchange: [Segment] = {
    var wire = Wire()
    wire.send("GET /a HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://app.test\r\n\r\n")
    wire.answer("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok")
    wire.close()
    return wire.segments
  }()

  @Test("are found behind every link layer", arguments: CaptureFile.Link.allCases)
  func links(_ link: CaptureFile.Link) {
    let outcome = Outcome(CaptureFile(link: link).pcap(PacketTests.exchange))
    #expect(outcome.lines(.origin, .allowOrigin) == ["GET /a 200 https://app.test *"])
    #expect(outcome.refusals.total == 0)
    #expect(outcome.exchanges.first?.text(.client) == (link.isIPv6 ? "2001:db8::5" : "203.0.113.5"))
    #expect(
      outcome.exchanges.first?.text(.server)
        == (link.isIPv6 ? "[2001:db8::8]:8080" : "203.0.113.80:8080"))
  }

  @Test("are read in both byte orders and precisions", arguments: [false, true], [false, true])
  func framing(isBigEndian: Bool, isNano: Bool) {
    let file = CaptureFile(isBigEndian: isBigEndian, isNano: isNano)
    for (bytes, format) in [
      (file.pcap(PacketTests.exchange), "pcap"), (file.pcapng(PacketTests.exchange), "pcapng"),
      (file.snoop(PacketTests.exchange), "snoop"),
    ] {
      let outcome = Outcome(bytes)
      #expect(outcome.lines(.origin) == ["GET /a 200 https://app.test"])
      #expect(outcome.format == format)
      #expect(outcome.packets == PacketTests.exchange.count)
      let seconds = outcome.exchanges.first?.record.start.seconds ?? 0
      #expect(abs(seconds - 1_700_000_000.003) < 0.001)
      #expect(outcome.exchanges.first?.record.position == 4)
      let isRecognised = CaptureIngestor.recognises(bytes.span)
      #expect(isRecognised)
    }
  }

  @Test("come from several sections and joined files")
  func joined() {
    let little = CaptureFile()
    let big = CaptureFile(isBigEndian: true)
    let second = PacketTests.exchange.map { segment in
      var segment = segment
      segment.sequence &+= 700_000
      segment.acknowledgement &+= segment.flags & 0x10 == 0 ? 0 : 700_000
      return segment
    }
    let two = [PacketTests.exchange, second]
    #expect(Outcome(two.flatMap { little.pcap($0) }).lines().count == 2)
    #expect(
      Outcome(little.pcapng(PacketTests.exchange) + big.pcapng(second)).lines().count
        == 2)
  }

  @Test("that were missed are counted as the file says")
  func drops() {
    let file = CaptureFile(isBigEndian: true)
    let captures = [
      file.snoop(PacketTests.exchange),
      file.pcapng(PacketTests.exchange)
        + file.statistics(interface: 7, drops: 99, systemDrops: 0)
        + file.statistics(interface: 0, drops: 9, systemDrops: 5)
        + file.statistics(interface: 0, drops: 10, systemDrops: 4),
    ]
    let count = (PacketTests.exchange.count - 1) * 2
    #expect(count == 14)
    for capture in captures {
      let outcome = Outcome(capture)
      #expect(outcome.error == nil)
      #expect(outcome.notes.count == 1)
      #expect(
        outcome.notes.first?.hasPrefix("14 packets were dropped while it was captured") == true)
    }
    #expect(Outcome(file.pcapng(PacketTests.exchange)).notes.isEmpty)
  }

  @Test("of snoop files are read up to any end, and no length is believed")
  func snoop() {
    let whole = CaptureFile().snoop(PacketTests.exchange)
    for length in whole.indices {
      let outcome = Outcome(Array(whole[..<length]))
      #expect(outcome.exchanges.count <= 1)
      // Up to the whole header, and behind a whole packet, nothing is missing.
      #expect(outcome.error != nil || length >= 16)
    }
    for place in [16, 20, 24] {
      var bytes = whole
      bytes[place] = 0xFF
      #expect(Outcome(bytes).error != nil || place == 16)
    }
    #expect(
      Outcome(CaptureFile().snoop(PacketTests.exchange, link: 8)).refusals
        .count(.unsupportedLinkType) == 1)
  }

  @Test("of an unknown link type are reported once")
  func unsupported() {
    var bytes = CaptureFile().pcap(PacketTests.exchange)
    bytes[20] = 99
    let outcome = Outcome(bytes)
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.unsupportedLinkType) == 1)
  }

  @Test("before a cut are kept, and the cut is reported")
  func truncated() {
    let bytes = CaptureFile().pcap(PacketTests.exchange)
    let outcome = Outcome(bytes.dropLast(3) + [])
    #expect(outcome.lines().count == 1)
    #expect(outcome.error?.message == "the capture ends in the middle of packet 8")
  }

  @Test("that claim to be huge are refused without being awaited")
  func huge() {
    var bytes = CaptureFile().pcap(PacketTests.exchange)
    bytes.replaceSubrange(32..<36, with: [0xFF, 0xFF, 0xFF, 0x7F])
    #expect(Outcome(bytes).error != nil)
    var block = CaptureFile().pcapng(PacketTests.exchange)
    block.replaceSubrange(4..<8, with: [0xF0, 0xFF, 0xFF, 0xFF])
    #expect(Outcome(block).error != nil)
  }

  @Test("of something else are no capture", arguments: ["", "GET / HTTP/1.1", "\u{1F}\u{8B}"])
  func other(_ text: String) {
    let bytes = Array(text.utf8)
    let isRecognised = CaptureIngestor.recognises(bytes.span)
    #expect(!isRecognised)
    let outcome = Outcome(bytes)
    #expect(outcome.error != nil)
    #expect(outcome.exchanges.isEmpty)
  }

  @Test("pass a capture filter or do not")
  func filter() {
    let bytes = CaptureFile().pcap(PacketTests.exchange)
    func count(_ filter: String) -> Int {
      Outcome(bytes, options: CaptureOptions(filter: filter)).exchanges.count
    }
    #expect(count("tcp port 8080") == 1)
    #expect(count("tcp port 8081") == 0)
    #expect(count("host 203.0.113.5 and less 2000") == 1)
  }

  @Test("are not read when the capture filter is no filter")
  func badFilter() {
    #expect(throws: IngestError.self) { try CaptureIngestor.validate(filter: "port eighty and") }
    #expect(throws: Never.self) { try CaptureIngestor.validate(filter: "tcp port 80") }
    let options = CaptureOptions(filter: "port eighty and")
    let outcome = Outcome(CaptureFile().pcap(PacketTests.exchange), options: options)
    #expect(outcome.error?.message.contains("'port eighty and'") == true)
    #expect(outcome.exchanges.isEmpty)
  }

  @Test("in fragments are put together")
  func fragments() {
    let capture = CaptureFile()
    var frames = PacketTests.exchange.map { capture.frame($0) }
    let whole = frames.remove(at: 3)
    func fragment(_ range: Range<Int>, more: Bool) -> [UInt8] {
      var header = Array(whole[0..<34])
      let length = UInt16(20 + range.count)
      header.replaceSubrange(16..<18, with: [UInt8(length >> 8), UInt8(length & 0xFF)])
      header.replaceSubrange(20..<22, with: [more ? 0x20 : 0, UInt8(range.lowerBound / 8)])
      return header + whole[(34 + range.lowerBound)..<(34 + range.upperBound)]
    }
    let end = whole.count - 34
    frames.insert(
      contentsOf: [fragment(32..<end, more: false), fragment(0..<32, more: true)], at: 3)
    #expect(Outcome(pcap(frames)).lines(.origin) == ["GET /a 200 https://app.test"])
    frames.remove(at: 3)
    #expect(Outcome(pcap(frames)).refusals.count(.fragmentLost) == 1)
  }

  private func pcap(_ frames: [[UInt8]]) -> [UInt8] {
    var bytes = CaptureFile().pcap([])
    for frame in frames {
      let count = UInt8(frame.count)
      bytes += [0, 0, 0, 0, 0, 0, 0, 0, count, 0, 0, 0, count, 0, 0, 0] + frame
    }
    return bytes
  }
}
