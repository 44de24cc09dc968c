import Capture
import Testing
import Traffic

@Suite("Requests and the batches that they come in")
struct BatchTests {
  /// Header lines of a response, plain and not: repeated, folded, read by Firefox in its own way.
  static let answers = [
    "Access-Control-Allow-Origin: https://app.test\r\nVary: Origin\r\n",
    "Access-Control-Allow-Origin: https://app.test\r\nVary: Origin\r\nVary: Accept\r\n",
    "Access-Control-Allow-Origin:\r\n https://app.test\r\n",
    "Access-Control-Allow-Origin : https://app.test\r\n",
    "Access-Control-Allow-Origin: https://app.test\r\nContent-Length: 1\r\n",
  ]

  /// More packets than a batch takes.
  private static let many = 20_050

  private static func outcome(_ answer: String?, silence: Int) -> Outcome {
    var wire = Wire()
    wire.send(
      "GET /a?b HTTP/1.1\r\nHost: api.test:8080\r\nUser-Agent: Mozilla/5.0 Firefox/142.0\r\n"
        + "Origin: https://app.test\r\nReferer: https://app.test/x\r\nCookie: a=secret\r\n\r\n")
    for _ in 0..<silence { wire.add(false, [], flags: 0x10) }
    if let answer { wire.answer("HTTP/1.1 200 OK\r\n\(answer)Content-Length: 0\r\n\r\n") }
    wire.close()
    return Outcome(CaptureFile().pcap(wire.segments))
  }

  private static func lines(_ outcome: Outcome) -> [String] {
    outcome.lines(
      .scheme, .host, .protocol, .client, .server, .userAgent, .origin, .referer, .allowOrigin,
      .vary)
  }

  @Test("are joined to responses of later ones", arguments: answers)
  func later(_ answer: String) {
    let near = BatchTests.outcome(answer, silence: 0)
    let far = BatchTests.outcome(answer, silence: BatchTests.many)
    #expect(far.packets > BatchTests.many)
    #expect(BatchTests.lines(far) == BatchTests.lines(near))
    #expect(far.exchanges.map(\.record.traits) == near.exchanges.map(\.record.traits))
    #expect(far.refusals.total == near.refusals.total)
    #expect(BatchTests.lines(near).count == 1)
  }

  @Test("stand for themselves where no response comes")
  func unanswered() {
    let near = BatchTests.outcome(nil, silence: 0)
    let far = BatchTests.outcome(nil, silence: BatchTests.many)
    #expect(BatchTests.lines(far) == BatchTests.lines(near))
    #expect(BatchTests.lines(near).count == 1)
  }
}
