import Capture
import Testing
import Traffic

/// Requests that break the grammar, and what servers make of them.
@Suite("Requests that are not quite HTTP/1.1")
struct OddRequestTests {
  private func read(_ request: String, _ response: String, snapLength: Int = 65_535) -> Outcome {
    var wire = Wire()
    wire.send(request)
    wire.answer(response)
    wire.close()
    return Outcome(CaptureFile(snapLength: snapLength).pcap(wire.segments))
  }

  private static let refusal = "HTTP/1.1 400 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

  @Test(
    "are read when their version is missing or wrong, or their target",
    arguments: [
      ("GET /a?b=c\r\n", "GET /a?b=c 400 HTTP/0.9"),
      ("GET /a\n", "GET /a 400 HTTP/0.9"),
      ("GET /a\r\nHost: h.example\r\n\r\n", "GET /a 400 HTTP/0.9"),
      ("GET /a HTTP/x\r\nHost: h.example\r\n\r\n", "GET /a 400 HTTP/x"),
      ("OPTIONS /a FTP/1.1\r\n\r\n", "OPTIONS /a 400 FTP/1.1"),
      ("GET HTTP/1.1\r\n\r\n", "GET  400 HTTP/1.1"),
      ("GET  HTTP/1.1\r\n\r\n", "GET  400 HTTP/1.1"),
      ("GET /a b HTTP/1.1\r\n\r\n", "GET /a b 400 HTTP/1.1"),
      ("BREW  /pot  HTTP/1.0\r\n\r\n", "BREW /pot 400 HTTP/1.0"),
    ])
  func lines(request: String, expected: String) {
    let outcome = read(request, OddRequestTests.refusal)
    #expect(outcome.lines(.protocol) == [expected])
    #expect(outcome.refusals.total == 0)
  }

  @Test(
    "are no requests where other protocols are spoken",
    arguments: [
      "GET key\r\n", "MAIL FROM:</a>\r\n", "BREW /pot COFFEE\r\n", "USER /a\r\n", "GET\r\n",
      "get /a\r\n", "SETUP rtsp://h.example/a RTSP/1.0\r\n\r\n",
    ])
  func others(request: String) {
    let outcome = read(request, "220 hello\r\n")
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.notHTTP) == 1)
  }

  @Test("have no status when they have no version and the answer is the document itself")
  func bareAnswer() {
    let outcome = read("GET /a\r\n", "<html>\r\nHTTP/1.1 200 decoy\r\n\r\n")
    #expect(outcome.lines(.protocol, .origin) == ["GET /a 0 HTTP/0.9 -"])
    #expect(outcome.exchanges.first?.text(.status) == "?")
    #expect(outcome.refusals.total == 0)
  }

  private func isFailed(_ build: (inout Wire) -> Void, handshake: Bool = true) -> [Bool] {
    var wire = Wire(handshake: handshake)
    build(&wire)
    return Outcome(CaptureFile().pcap(wire.segments)).exchanges.map {
      $0.record.traits.contains(.networkError)
    }
  }

  @Test("fail when the server hangs up on a connection on which it has said nothing")
  func hangup() {
    let request = "OPTIONS /a HTTP/1.1\r\nHost: h.example\r\n\r\n"
    for flags: UInt8 in [0x11, 0x14] {
      #expect(
        isFailed {
          $0.send(request); $0.add(false, [], flags: flags)
        } == [true])
    }
    // It is not known what came before the capture, and clients may leave by themselves.
    #expect(
      isFailed(
        {
          $0.send(request); $0.add(false, [], flags: 0x11)
        }, handshake: false) == [false])
    #expect(
      isFailed {
        $0.send(request); $0.close()
      } == [false])
    #expect(isFailed { $0.send(request) } == [false])
    // Once it has answered, the client asks again on another connection.
    #expect(
      isFailed {
        $0.send(request)
        $0.answer("HTTP/1.1 204 No\r\n\r\n")
        $0.send(request)
        $0.add(false, [], flags: 0x11)
      } == [false, false])
  }

  @Test("fail when the answer is no HTTP")
  func garbage() {
    let failed = isFailed {
      $0.send("GET /a HTTP/1.1\r\nHost: h.example\r\n\r\n")
      $0.answer("Bad gateway\n")
    }
    #expect(failed == [true])
  }

  @Test("give no field with a blank before its colon, which servers refuse")
  func blankBeforeColon() {
    let outcome = read(
      "GET /a HTTP/1.1\r\nHost: h.example\r\nOrigin : https://app.test\r\nCookie\t: a=b\r\n\r\n",
      OddRequestTests.refusal)
    #expect(outcome.lines(.origin, .hasCookie) == ["GET /a 400 - -"])
  }

  @Test("end a value at a bare line feed, and go on where a line is folded")
  func lineEnds() {
    let forged = "Origin: https://app.test\n203.0.113.9 - - \"GET /forged HTTP/1.1\" 200\r\n"
    let one = read("GET /a HTTP/1.1\r\n\(forged)\r\n", OddRequestTests.refusal)
    #expect(one.lines(.origin) == ["GET /a 400 https://app.test"])
    let folded = read(
      "GET /a HTTP/1.1\r\nOrigin: https://app.test\r\n folded\r\n\r\n", OddRequestTests.refusal)
    #expect(folded.lines(.origin) == ["GET /a 400 https://app.test folded"])
  }

  @Test("come from whoever asks, though it be not who opened the connection")
  func reversed() {
    var wire = Wire()
    wire.answer("GET /a HTTP/1.1\r\nHost: h.example\r\n\r\n")
    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    wire.answer("GET /b HTTP/1.1\r\nHost: h.example\r\n\r\n")
    wire.send("HTTP/1.1 201 OK\r\nContent-Length: 0\r\n\r\n")
    wire.close()
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.lines(.client) == ["GET /a 200 203.0.113.80", "GET /b 201 203.0.113.80"])
  }

  @Test("that were cut within their version are known as far as they were captured")
  func cutVersion() {
    let request = "GET /images/a?b=c HTTP/1.1\r\nOrigin: https://app.test\r\n\r\n"
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    let header = CaptureFile().frame(Wire().segments[0]).count
    for kept in 0...27 {
      let outcome = read(request, answer, snapLength: header + kept)
      let isKnown = kept > 18
      #expect(
        outcome.lines(.origin, .allowOrigin)
          == (isKnown ? ["GET /images/a?b=c 200 ? ?"] : []), "\(kept)")
    }
  }

  @Test("of TLS to a server that answers in clear are told as that")
  func clearAnswer() throws {
    let hello: [UInt8] =
      [0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3] + Array(repeating: 7, count: 32)
      + [0, 0, 2, 0x13, 1, 1, 0, 0, 0]
    var wire = Wire()
    wire.add(true, hello, flags: 0x18)
    wire.answer(OddRequestTests.refusal)
    wire.close()
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.exchanges.isEmpty)
    #expect(outcome.refusals.count(.notHTTP) == 1)
    #expect(outcome.refusals.count(.encrypted) == 0)
    #expect(outcome.notes.count == 1)
    #expect(outcome.notes.first?.contains("the server answered in clear") == true)
  }
}
