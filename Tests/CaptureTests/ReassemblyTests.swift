import Capture
import Testing
import Traffic

@Suite("Reassembly")
struct ReassemblyTests {
  /// Three exchanges, one after the other, in small segments.
  static func conversation(
    client: UInt32 = 100, server: UInt32 = 5000, handshake: Bool = true, size: Int = 20
  ) -> Wire {
    var wire = Wire(client: client, server: server, handshake: handshake)
    for name in ["a", "b", "c"] {
      wire.send("PUT /\(name) HTTP/1.1\r\nOrigin: https://\(name).test\r\n\r\n", size: size)
      wire.answer(
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://\(name).test\r\n"
          + "Content-Length: 40\r\n\r\n" + String(repeating: name, count: 40), size: size)
    }
    wire.close()
    return wire
  }

  static let expected = ["a", "b", "c"].map {
    "PUT /\($0) 200 https://\($0).test https://\($0).test"
  }

  private func read(_ segments: [Segment]) -> Outcome {
    Outcome(CaptureFile().pcap(segments))
  }

  @Test("tell from the answer to a SYN where the client begins, in any order of the first packets")
  func handshakeOrder() {
    var wire = Wire()
    for number in 1...4 {
      wire.send("GET /\(number) HTTP/1.1\r\n\r\n")
      wire.answer("HTTP/1.1 20\(number) OK\r\nContent-Length: 0\r\n\r\n")
    }
    let expected = (1...4).map { "GET /\($0) 20\($0)" }
    // SYN, its answer, acknowledgement, request, response, …
    for order in [[1, 4, 0, 2, 3], [1, 4, 3, 0, 2], [4, 1, 0, 3, 2], [1, 0, 4, 3, 2]] {
      let segments = order.map { wire.segments[$0] } + wire.segments[5...]
      #expect(Outcome(CaptureFile().pcap(segments)).lines() == expected, "\(order)")
    }
  }

  @Test("pair by acknowledgement where the answer to the SYN was lost, and responses with it")
  func lostBeginning() {
    var wire = Wire()
    for number in 1...4 {
      wire.send("GET /\(number) HTTP/1.1\r\n\r\n")
      wire.answer("HTTP/1.1 20\(number) OK\r\nContent-Length: 0\r\n\r\n")
    }
    // SYN, its answer, acknowledgement, request, response, …
    var segments = wire.segments
    segments.remove(at: 1)
    #expect(
      Outcome(CaptureFile().pcap(segments)).lines() == (1...4).map { "GET /\($0) 20\($0)" })
    segments.remove(at: 3)
    #expect(
      Outcome(CaptureFile().pcap(segments)).lines()
        == ["GET /1 0"] + (2...4).map { "GET /\($0) 20\($0)" })
  }

  @Test("pair no response with the request behind its own when that one was lost or comes late")
  func lateRequest() {
    var wire = Wire()
    wire.answer("HTTP/1.1 209 Early\r\nContent-Length: 0\r\n\r\n")
    for number in 1...4 {
      wire.send("GET /\(number) HTTP/1.1\r\n\r\n")
      wire.answer("HTTP/1.1 20\(number) OK\r\nContent-Length: 0\r\n\r\n")
    }
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.lines() == (1...4).map { "GET /\($0) 20\($0)" })
    #expect(outcome.refusals.count(.responseUnmatched) == 1)
  }

  @Test("joins heads that come in tiny segments", arguments: [1, 2, 3, 7, 20, 1000])
  func tiny(_ size: Int) {
    let outcome = read(ReassemblyTests.conversation(size: size).segments)
    #expect(outcome.lines(.origin, .allowOrigin) == ReassemblyTests.expected)
    #expect(outcome.refusals.total == 0)
  }

  @Test("puts shuffled segments in order, both directions together", arguments: 1...20)
  func shuffled(_ seed: Int) {
    var segments = ReassemblyTests.conversation().segments
    var state = UInt64(seed)
    for start in stride(from: 0, to: segments.count, by: 6) {
      let end = min(start + 6, segments.count)
      for index in start..<end {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        segments.swapAt(index, start + Int(state >> 33) % (end - start))
      }
    }
    let outcome = read(segments)
    #expect(outcome.lines(.origin, .allowOrigin) == ReassemblyTests.expected)
    #expect(outcome.refusals.total == 0)
  }

  @Test("drops segments sent again and keep-alive probes")
  func doubled() {
    var segments: [Segment] = []
    for segment in ReassemblyTests.conversation().segments {
      segments.append(segment)
      segments.append(segment)
      guard segment.flags == 0x18 else { continue }
      var probe = segment
      probe.sequence &-= 1
      probe.payload = [0]
      segments.append(probe)
    }
    let outcome = read(segments)
    #expect(outcome.lines(.origin, .allowOrigin) == ReassemblyTests.expected)
    #expect(outcome.refusals.total == 0)
  }

  @Test("keeps the first of bytes that overlap")
  func overlap() {
    var segments = ReassemblyTests.conversation(size: 20).segments
    var early = segments[4]
    early.sequence &-= 8
    early.payload = Array("########".utf8) + early.payload
    segments[4] = early
    var late = segments[4]
    late.payload = Array(late.payload.prefix(5)) + Array("!!!!".utf8)
    segments.insert(late, at: 5)
    #expect(read(segments).lines(.origin, .allowOrigin) == ReassemblyTests.expected)
  }

  @Test("goes on where sequence numbers wrap", arguments: [UInt32.max - 60, .max - 1, .max])
  func wrap(_ initial: UInt32) {
    let wire = ReassemblyTests.conversation(client: initial, server: initial &- 100)
    #expect(read(wire.segments).lines(.origin, .allowOrigin) == ReassemblyTests.expected)
  }

  @Test("passes over a hole in a body of known length")
  func holeInBody() {
    var segments = ReassemblyTests.conversation(size: 1000).segments
    segments[4].payload = Array(segments[4].payload.dropLast(30))
    let outcome = read(segments)
    #expect(outcome.lines(.origin, .allowOrigin) == ReassemblyTests.expected)
    #expect(outcome.refusals.count(.segmentLost) == 1)
  }

  @Test("never calls absent what a hole in a head may have held")
  func holeInHead() {
    var segments = ReassemblyTests.conversation(size: 20).segments
    let hole = segments.firstIndex {
      String(decoding: $0.payload, as: UTF8.self).contains("Allow-O")
    }
    segments.remove(at: hole ?? 0)
    let outcome = read(segments)
    #expect(
      outcome.lines(.origin, .allowOrigin) == [
        "PUT /a 200 https://a.test ?", ReassemblyTests.expected[1], ReassemblyTests.expected[2],
      ])
    #expect(outcome.exchanges.first?.record.traits.contains(.cut) == true)
    #expect(outcome.refusals.count(.segmentLost) == 1)
  }

  @Test("does not pair a response with the wrong request when one is lost", arguments: 0..<6)
  func lostMessage(_ lost: Int) {
    var segments = ReassemblyTests.conversation(size: 1000).segments
    segments.remove(at: 3 + lost)
    for line in read(segments).lines(.origin, .allowOrigin) where !line.contains(" 0 ") {
      #expect(ReassemblyTests.expected.contains(line))
    }
    let whole = read(segments).lines(.origin, .allowOrigin).filter { !$0.contains(" 0 ") }
    #expect(whole.count == 2)
  }

  @Test("begins in the middle of a connection")
  func midstream() {
    let segments = ReassemblyTests.conversation().segments
    let second = segments.firstIndex { String(decoding: $0.payload, as: UTF8.self).contains("/b") }
    let outcome = read(Array(segments[((second ?? 0) - 2)...]))
    #expect(outcome.lines(.origin, .allowOrigin) == Array(ReassemblyTests.expected[1...]))
  }

  @Test("counts responses whose requests came before the capture")
  func responseOnly() {
    let segments = ReassemblyTests.conversation(handshake: false).segments.filter {
      !$0.isFromClient
    }
    let outcome = read(segments)
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.responseUnmatched) == 3)
  }

  @Test("shows requests without a response as such")
  func requestOnly() {
    let outcome = read(ReassemblyTests.conversation().segments.filter { $0.isFromClient })
    #expect(
      outcome.lines(.origin, .allowOrigin, .status).map { $0.suffix(3) }
        == ["? ?", "? ?", "? ?"].map { $0.suffix(3) })
    #expect(outcome.exchanges.count == 3)
    #expect(outcome.exchanges.allSatisfy { $0.record.traits.contains(.responseMissing) })
  }

  @Test("tells a connection from its successor between the same ends")
  func reuse() {
    let first = ReassemblyTests.conversation().segments.dropLast(3)
    let second = ReassemblyTests.conversation(client: 90_000, server: 7000).segments
    let outcome = read(first + second)
    #expect(
      outcome.lines(.origin, .allowOrigin) == ReassemblyTests.expected + ReassemblyTests.expected)
  }

  @Test("does not take a segment with a wrong checksum for the one that follows")
  func checksum() {
    var segments: [Segment] = []
    for segment in ReassemblyTests.conversation(size: 1000).segments {
      if segment.isFromClient, !segment.payload.isEmpty {
        var decoy = segment
        decoy.isDamaged = true
        decoy.payload = decoy.payload.map { $0 == 0x68 ? 0x78 : $0 }
        segments.append(decoy)
      }
      segments.append(segment)
    }
    #expect(read(segments).lines(.origin, .allowOrigin) == ReassemblyTests.expected)
  }

  @Test("takes segments whose checksums the network adapter was to set")
  func offloaded() {
    let segments = ReassemblyTests.conversation().segments.map { segment in
      var segment = segment
      segment.isDamaged = segment.isFromClient && !segment.payload.isEmpty
      return segment
    }
    #expect(read(segments).lines(.origin, .allowOrigin) == ReassemblyTests.expected)
  }

  @Test("drops the header line that the snapshot length cuts, and what follows it")
  func snapshot() {
    var wire = Wire()
    wire.send(
      "GET /a HTTP/1.1\r\nOrigin: https://a.test\r\nX-Fill: 1234567890\r\nCookie: c=1\r\n\r\n")
    wire.answer(
      "HTTP/1.1 200 OK\r\nVary: Origin\r\nAccess-Control-Allow-Origin: https://a.test\r\n\r\n")
    wire.close()
    let outcome = Outcome(CaptureFile(snapLength: 54 + 70).pcap(wire.segments))
    #expect(
      outcome.lines(.origin, .hasCookie, .vary, .allowOrigin) == [
        "GET /a 200 https://a.test ? Origin ?"
      ])
    #expect(outcome.refusals.count(.packetCut) == 2)
  }

  @Test("gives up the connection longest silent when memory runs out")
  func eviction() {
    var segments = ReassemblyTests.conversation().segments
    segments.remove(at: 3)
    var options = CaptureOptions()
    options.totalBudget = 1
    let outcome = Outcome(CaptureFile().pcap(segments), options: options)
    #expect(outcome.refusals.count(.evicted) > 0)
  }

  @Test("ends a connection that is silent for long, and shows its request")
  func idle() {
    var wire = Wire()
    wire.send("GET /a HTTP/1.1\r\n\r\n")
    var other = Wire(client: 1, server: 1)
    other.send("GET /b HTTP/1.1\r\n\r\n")
    var options = CaptureOptions()
    options.idleLimit = 1_000_000_000
    let late = other.segments.map { segment in
      var segment = segment
      segment.time += 10_000
      return segment
    }
    let outcome = Outcome(CaptureFile().pcap(wire.segments + late), options: options)
    #expect(outcome.lines() == ["GET /a 0", "GET /b 0"])
  }
}
