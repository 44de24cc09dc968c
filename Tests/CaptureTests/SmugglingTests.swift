import Capture
import Testing
import Traffic

@Suite("Messages whose end is in doubt")
struct SmugglingTests {
  /// A request, then one more on the same connection, each answered.
  private func read(_ request: String, _ response: String = SmugglingTests.plain) -> Outcome {
    var wire = Wire()
    wire.send(request)
    wire.answer(response)
    wire.send("GET /after HTTP/1.1\r\nHost: h.example\r\n\r\n")
    wire.answer("HTTP/1.1 203 OK\r\nContent-Length: 0\r\n\r\n")
    wire.close()
    return Outcome(CaptureFile().pcap(wire.segments))
  }

  private static let plain = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
  private static let inner = "GET /inner HTTP/1.1\r\nHost: h.example\r\n\r\n"

  @Test(
    "are told when they state it in two ways",
    arguments: [
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
      "Content-Length\t: 0\r\n\r\n",
    ])
  func ambiguous(fields: String) {
    let outcome = read("POST /a HTTP/1.1\r\nHost: h.example\r\n" + fields)
    #expect(outcome.refusals.count(.framingAmbiguous) == 1)
    #expect(outcome.lines() == ["POST /a 200", "GET /after 203"])
  }

  @Test("are told when old recipients read them otherwise")
  func oldVersion() {
    let outcome = read("POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    #expect(outcome.refusals.count(.framingAmbiguous) == 1)
    #expect(outcome.lines() == ["POST /a 200", "GET /after 203"])
  }

  @Test(
    "hide what follows, and the next response goes to the next request",
    arguments: [
      "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
      "Content-Length: +5\r\n\r\n", "Content-Length: 0x5\r\n\r\n",
      "Content-Length: 5 5\r\n\r\n", "Content-Length: -1\r\n\r\n",
      "Content-Length: 18446744073709551615\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n\r\n",
    ])
  func malformed(fields: String) {
    let outcome = read(
      "POST /a HTTP/1.1\r\nHost: h.example\r\n" + fields + SmugglingTests.inner)
    #expect(outcome.refusals.count(.messageMalformed) == 1)
    #expect(outcome.lines() == ["POST /a 200", "GET /after 203"])
  }

  @Test("take a number with zeros before it", arguments: ["00000000000000000000000000000003", "3"])
  func zeros(length: String) {
    let outcome = read("POST /a HTTP/1.1\r\nContent-Length: \(length)\r\n\r\nabc")
    #expect(outcome.refusals.total == 0)
    let chunked = read(
      "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\(length)\r\nabc\r\n0\r\n\r\n")
    #expect(chunked.refusals.total == 0)
    #expect(chunked.lines() == ["POST /a 200", "GET /after 203"])
  }

  @Test("do not give the answer to a smuggled request to another")
  func smuggled() {
    var wire = Wire()
    wire.send(
      "POST /a HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5e\r\n" + String(repeating: "x", count: 94) + "\r\n0\r\n\r\n")
    wire.answer(SmugglingTests.plain)
    wire.answer("HTTP/1.1 404 Smuggled\r\nContent-Length: 0\r\n\r\n")
    wire.send("GET /after HTTP/1.1\r\n\r\n")
    wire.answer("HTTP/1.1 203 OK\r\nContent-Length: 0\r\n\r\n")
    wire.close()
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.lines() == ["POST /a 200", "GET /after 203"])
  }

  @Test(
    "are read as the client's browser reads them",
    arguments: [
      ("Chrome/130.0", "*", "*"), ("Firefox/131.0", "-", "*\rX: y"),
      ("Version/18 AppleWebKit/605", "-", "*\rX: y"), ("curl/8", "*", "*\rX: y"),
    ])
  func dialects(agent: String, blank: String, bare: String) {
    func allowed(_ line: String) -> String {
      let outcome = read(
        "GET /a HTTP/1.1\r\nUser-Agent: \(agent)\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\(line)\r\nContent-Length: 0\r\n\r\n")
      return outcome.exchanges.first?.text(.allowOrigin) ?? "none"
    }
    #expect(allowed("Access-Control-Allow-Origin\t: *") == blank)
    #expect(allowed("Access-Control-Allow-Origin: *\rX: y") == bare)
  }

  @Test("may be of any version", arguments: ["HTTP/1.1", "HTTP/1.10", "HTTP/2.0", "http/1.1"])
  func versions(version: String) {
    let outcome = read(
      "GET /a HTTP/1.1\r\n\r\n", "\(version) 200 OK\r\nContent-Length: 0\r\n\r\n")
    #expect(outcome.lines() == ["GET /a 200", "GET /after 203"])
  }
}
