import Capture
import Testing
import Traffic

@Suite("HTTP/2 connections")
struct HTTP2Tests {
  private typealias Bytes = HTTP2Bytes

  private func read(handshake: Bool = true, _ say: (inout Wire) -> Void) -> Outcome {
    var wire = Wire(handshake: handshake)
    say(&wire)
    wire.close()
    return Outcome(CaptureFile().pcap(wire.segments))
  }

  /// A connection of which every part is known.
  private static let conversation: Wire = {
    var wire = Wire()
    wire.send(Bytes.preface)
    wire.answer(Bytes.frame(4, 0, 0, []))
    for number in 0..<4 {
      let stream = UInt32(number * 2 + 1)
      wire.send(
        Bytes.headers(stream, Bytes.request("/\(number)", origin: "https://\(number).test")))
      wire.answer(Bytes.headers(stream, Bytes.response("https://\(number).test"), ends: false))
      wire.answer(Bytes.frame(0, 1, stream, Array(repeating: 0x61, count: 300)))
    }
    wire.close()
    return wire
  }()

  private static let expected = (0..<4).map {
    "GET /\($0) 200 https://\($0).test https://\($0).test"
  }

  @Test("are known by their preface, on any port")
  func priorKnowledge() {
    let outcome = Outcome(CaptureFile().pcap(HTTP2Tests.conversation.segments))
    #expect(outcome.lines(.origin, .allowOrigin) == HTTP2Tests.expected)
    #expect(outcome.refusals.total == 0)
    let exchange = outcome.exchanges.first
    #expect(exchange?.text(.protocol) == "HTTP/2.0")
    #expect(exchange?.text(.host) == "h.example")
    #expect(exchange?.text(.scheme) == "http")
    #expect(exchange?.text(.allowMethods) == "-")
  }

  @Test("show exchanges in the order of requests, whatever is answered first")
  func order() {
    let outcome = read { wire in
      wire.send(Bytes.preface)
      for stream: UInt32 in [1, 3, 5] {
        wire.send(Bytes.headers(stream, Bytes.request("/\(stream)")))
      }
      for stream: UInt32 in [5, 1, 3] { wire.answer(Bytes.headers(stream, Bytes.response())) }
    }
    #expect(outcome.lines() == ["GET /1 200", "GET /3 200", "GET /5 200"])
  }

  @Test("do not wait for ever for one that takes long")
  func eventStream() {
    let outcome = read { wire in
      wire.send(Bytes.preface + Bytes.headers(1, Bytes.request("/events")))
      for number in 1...100 {
        let stream = UInt32(number * 2 + 1)
        wire.send(Bytes.headers(stream, Bytes.request("/\(number)")))
        wire.answer(Bytes.headers(stream, Bytes.response()))
      }
      wire.answer(Bytes.headers(1, Bytes.response("late"), ends: false))
    }
    #expect(outcome.exchanges.count == 101)
    #expect(outcome.lines(.allowOrigin).last == "GET /events 200 late")
    #expect(outcome.refusals.total == 0)
  }

  @Test("have header blocks with padding, priority and continuations")
  func framing() {
    let block = Bytes.request("/a", origin: "https://a.test")
    let padded = [3, 0, 0, 0, 0, 9] + block.prefix(4) + [0, 0, 0]
    let outcome = read { wire in
      wire.send(
        Bytes.preface + Bytes.frame(1, 0x29, 1, Array(padded))
          + Bytes.frame(9, 0, 1, Array(block[4..<9])) + Bytes.frame(9, 4, 1, Array(block[9...])))
      wire.answer(Bytes.frame(0x42, 0xFF, 7, [1, 2]) + Bytes.headers(1, Bytes.response("x")))
    }
    #expect(outcome.lines(.origin, .allowOrigin) == ["GET /a 200 https://a.test x"])
    #expect(outcome.refusals.total == 0)
  }

  @Test("promise requests that the client did not send")
  func push() {
    let outcome = read { wire in
      wire.send(Bytes.preface + Bytes.headers(1, Bytes.request("/page")))
      wire.answer(Bytes.frame(5, 4, 1, [0, 0, 0, 2] + Bytes.request("/style")))
      wire.answer(Bytes.headers(2, Bytes.response("pushed")))
      wire.answer(Bytes.headers(1, Bytes.response("page")))
    }
    #expect(outcome.lines(.allowOrigin) == ["GET /page 200 page", "GET /style 200 pushed"])
  }

  @Test("take neither interim responses nor trailers for the response")
  func decoys() {
    let early = [0x08, 3] + Array("103".utf8) + Bytes.field("vary", "decoy")
    let outcome = read { wire in
      wire.send(Bytes.preface + Bytes.headers(1, Bytes.request("/a"), ends: false))
      wire.send(Bytes.headers(1, Bytes.field("origin", "decoy")))
      wire.answer(Bytes.headers(1, early, ends: false))
      wire.answer(Bytes.headers(1, Bytes.response("real"), ends: false))
      wire.answer(Bytes.headers(1, Bytes.field("access-control-allow-origin", "decoy")))
    }
    #expect(outcome.lines(.origin, .allowOrigin, .vary) == ["GET /a 200 - real -"])
    #expect(outcome.refusals.total == 0)
  }

  @Test("show requests that are reset or given up as unanswered")
  func reset() {
    let outcome = read { wire in
      wire.send(Bytes.preface)
      for stream: UInt32 in [1, 3, 5] {
        wire.send(Bytes.headers(stream, Bytes.request("/\(stream)")))
      }
      wire.answer(Bytes.frame(3, 0, 1, [0, 0, 0, 7]))
      wire.answer(Bytes.frame(7, 0, 0, [0, 0, 0, 3, 0, 0, 0, 0]))
      wire.answer(Bytes.headers(3, Bytes.response()))
    }
    #expect(outcome.lines() == ["GET /1 0", "GET /3 200", "GET /5 0"])
  }

  @Test("join repeated fields, and keep no secrets")
  func fields() {
    let outcome = read { wire in
      wire.send(
        Bytes.preface
          + Bytes.headers(
            1,
            Bytes.request("/a") + Bytes.field("cookie", "a=s3cr3t") + Bytes.field("cookie", "b=1")))
      wire.answer(
        Bytes.headers(1, Bytes.response("x") + Bytes.field("access-control-allow-origin", "y")))
    }
    #expect(outcome.lines(.hasCookie, .allowOrigin) == ["GET /a 200 yes x, y"])
    #expect(outcome.exchanges.first?.record.repeated == FieldSet(.allowOrigin))
    #expect(
      outcome.exchanges.allSatisfy {
        !String(decoding: $0.bytes, as: UTF8.self).contains("s3cr3t")
      })
  }

  @Test("begin with an upgrade, whose response is the first stream's")
  func upgrade() throws {
    let outcome = try RecordedCapture("h2c-upgrade").outcome()
    #expect(
      outcome.lines(.origin, .allowOrigin) == [
        "GET /api/items 200 https://app.example https://app.example",
        "GET /second 200 https://app.example https://app.example",
      ])
  }

  @Test("are read when they are joined late, and what was said before is not observable")
  func midstream() {
    var wire = Wire(handshake: false)
    // Before the capture the client had put its origin into the table, as number 62.
    for number in 0..<3 {
      let stream = UInt32(number * 2 + 101)
      wire.send(Bytes.headers(stream, Bytes.request("/\(number)") + [0xBE]))
      wire.answer(
        Bytes.headers(stream, Bytes.response("https://\(number).test"), ends: false)
          + Bytes.frame(0, 1, stream, [1, 2, 3]))
    }
    wire.send(Bytes.headers(109, Bytes.request("/new", origin: "https://new.test", kept: true)))
    wire.answer(Bytes.headers(109, Bytes.response("https://new.test")))
    wire.send(Bytes.headers(111, Bytes.request("/again") + [0xBE]))
    wire.answer(Bytes.headers(111, Bytes.response()))
    wire.send(Bytes.headers(113, Bytes.request("/older") + [0xBF]))
    wire.answer(Bytes.headers(113, Bytes.response()))
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(
      outcome.lines(.origin, .allowOrigin) == [
        "GET /0 200 ? https://0.test", "GET /1 200 ? https://1.test", "GET /2 200 ? https://2.test",
        "GET /new 200 https://new.test https://new.test", "GET /again 200 https://new.test -",
        "GET /older 200 ? -",
      ])
  }

  @Test("never say what is not so when a packet is missing", arguments: 3..<17)
  func loss(missing: Int) {
    var segments = HTTP2Tests.conversation.segments
    segments.remove(at: missing)
    let outcome = Outcome(CaptureFile().pcap(segments))
    let known = outcome.lines(.origin, .allowOrigin)
    #expect(known.filter { HTTP2Tests.expected.contains($0) }.count >= 3)
    for line in known {
      let words = line.split(separator: " ")
      let number = words[1].dropFirst()
      #expect(["?", "https://\(number).test"].contains(words[3]))
      #expect(["?", "https://\(number).test"].contains(words[4]))
    }
  }

  @Test("are read however the bytes are cut into segments", arguments: [1, 2, 5, 9, 50])
  func pieces(size: Int) {
    let file = PcapFile(CaptureFile().pcap(HTTP2Tests.conversation.segments))
    let outcome = Outcome(file.resegmented(size))
    #expect(outcome.lines(.origin, .allowOrigin) == HTTP2Tests.expected)
    #expect(outcome.refusals.total == 0)
  }

  @Test("tell a header block that is none")
  func broken() {
    let outcome = read { wire in
      wire.send(Bytes.preface + Bytes.headers(1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]))
      wire.send(Bytes.headers(3, Bytes.request("/b")))
      wire.answer(Bytes.headers(3, Bytes.response()))
    }
    #expect(outcome.lines() == ["GET /b 200"])
    #expect(outcome.refusals.count(.messageMalformed) == 1)
  }
}
