import Capture
import Testing
import Traffic

@Suite("HTTP/1 messages")
struct MessageTests {
  private func read(_ pairs: (String, String)..., close: Bool = true) -> Outcome {
    var wire = Wire()
    for (request, response) in pairs {
      wire.send(request)
      wire.answer(response)
    }
    if close { wire.close() }
    return Outcome(CaptureFile().pcap(wire.segments))
  }

  private static let plain = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nVary: z\r\n\r\n"

  /// A response of each kind of framing; a wrong reading loses the next response, or takes a decoy.
  @Test(
    "end where RFC 9112 ends them",
    arguments: [
      ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"),
      ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\nHTTP/1.1 999 X\r\nVary: no"),
      ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
      ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
      ("GET", "HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n"),
      ("GET", "HTTP/1.1 304 Not\r\nContent-Length: 9\r\n\r\n"),
      (
        "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5;x=\"y\"\r\nabcde\r\nA\r\n0123456789\r\n0\r\nVary: decoy\r\n"
          + "Access-Control-Allow-Origin: decoy\r\n\r\n"
      ),
      (
        "GET",
        "HTTP/1.1 103 Early\r\nVary: decoy\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
      ),
      ("PUT", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n"),
      ("GET", "\r\nHTTP/1.1 200 OK\nVary : x\nVary\t: y\nContent-Length: 0\n\n"),
    ])
  func framing(method: String, response: String) {
    let blanks = response.contains("Vary :")
    let outcome = read(
      ("\(method) /a HTTP/1.1\r\n\r\n", response), ("GET /b HTTP/1.1\r\n\r\n", MessageTests.plain))
    #expect(outcome.exchanges.map { $0.text(.vary) } == [blanks ? "x, y" : "-", "z"])
    #expect(outcome.exchanges.map { $0.text(.allowOrigin) } == ["-", "-"])
    #expect(outcome.refusals.total == 0)
  }

  @Test("may go on to the end of the connection")
  func untilClose() {
    let outcome = read(
      ("GET /a HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nHTTP/1.1 500 No\r\n\r\nbody"))
    #expect(outcome.lines(.protocol) == ["GET /a 200 HTTP/1.0"])
    #expect(outcome.refusals.total == 0)
  }

  @Test("of requests have bodies too")
  func requestBodies() {
    let outcome = read(
      (
        "POST /a HTTP/1.1\r\nContent-Length: 20\r\n\r\nGET /x HTTP/1.1\r\n\r\nz", MessageTests.plain
      ),
      (
        "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        MessageTests.plain
      ),
      ("CHICKEN /c HTTP/1.1\r\n\r\n", MessageTests.plain))
    #expect(outcome.lines() == ["POST /a 200", "POST /b 200", "CHICKEN /c 200"])
  }

  @Test("of requests are not awaited when the server refuses to take them")
  func expectation() {
    let outcome = read(
      (
        "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n",
        "HTTP/1.1 413 Large\r\nContent-Length: 0\r\n\r\n"
      ), ("GET /b HTTP/1.1\r\n\r\n", MessageTests.plain))
    #expect(outcome.lines() == ["POST /a 413", "GET /b 200"])
  }

  @Test("that answer unknown requests may have no body")
  func unknownHead() {
    var wire = Wire(handshake: false)
    for coding in ["Content-Length: 50", "Transfer-Encoding: chunked", "Content-Length: 0"] {
      wire.answer("HTTP/1.1 200 OK\r\n\(coding)\r\n\r\n")
    }
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    #expect(outcome.refusals.count(.responseUnmatched) == 3)
    #expect(outcome.refusals.total == 3)
  }

  @Test("are paired in order when requests are pipelined")
  func pipelining() {
    let outcome = read(
      (
        "HEAD /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\nOPTIONS * HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 A\r\nContent-Length: 99\r\n\r\nHTTP/1.1 201 B\r\nContent-Length: 1\r\n\r\nx"
          + "HTTP/1.1 204 C\r\n\r\n"
      ))
    #expect(outcome.lines() == ["HEAD /a 200", "GET /b 201", "OPTIONS * 204"])
  }

  @Test(
    "name their target in four forms",
    arguments: [
      ("GET /p?q=1 HTTP/1.1\r\nHost: h.example:8443", "/p?q=1 http h.example 8443"),
      ("GET http://u:secret@h.example/p HTTP/1.1\r\nHost: other", "/p http h.example 80"),
      ("GET https://h.example?q HTTP/1.1\r\nHost: other", "/?q https h.example 443"),
      ("GET /p HTTP/1.0", "/p http - 8080"),
      ("GET / HTTP/1.1\r\nHost: [2001:db8::1]:81", "/ http [2001:db8::1] 81"),
      ("OPTIONS * HTTP/1.1\r\nHost: h.example", "* http h.example 80"),
    ])
  func targets(request: String, expected: String) {
    let outcome = read((request + "\r\n\r\n", MessageTests.plain))
    let exchange = outcome.exchanges.first
    let fields = [Field.target, .scheme, .host, .port].map { exchange?.text($0) ?? "" }
    #expect(fields.joined(separator: " ") == expected)
  }

  @Test("show their fields, joined where they are repeated, and no secrets")
  func fields() throws {
    let outcome = read(
      (
        "GET / HTTP/1.1\r\nhost: h.example\r\nOrigin:https://a.test \r\nCookie: sid=s3cr3t\r\n"
          + "Authorization: Bearer s3cr3t\r\nReferer: https://u:s3cr3t@a.test/x\r\n"
          + "Upgrade: h2c, WebSocket\r\nAccept: text/html, */*\r\nUser-Agent: one\r\n  two\r\n\r\n",
        "HTTP/1.1 302 F\r\nAccess-Control-Allow-Origin: *\r\nVary: a\r\nVary:\tb\r\n"
          + "Set-Cookie: s3cr3t\r\nLocation: //u:s3cr3t@b.test/\r\nvary: c\r\nContent-Length: 0\r\n\r\n"
      ))
    let exchange = try #require(outcome.exchanges.first)
    #expect(exchange.text(.origin) == "https://a.test")
    #expect(exchange.text(.userAgent) == "one two")
    #expect(exchange.text(.vary) == "a, b, c")
    #expect(exchange.text(.location) == "//b.test/")
    #expect(exchange.text(.referer) == "https://a.test/x")
    #expect(exchange.text(.hasCookie) == "yes")
    #expect(exchange.text(.hasAuthorization) == "yes")
    #expect(exchange.text(.maxAge) == "-")
    #expect(exchange.text(.browserError) == "?")
    #expect(exchange.record.repeated == FieldSet(.vary))
    #expect(exchange.record.traits == [.webSocket, .navigation, .setsCookie])
    #expect(!String(decoding: exchange.bytes, as: UTF8.self).contains("s3cr3t"))
  }

  @Test("end with a switch to another protocol")
  func upgrade() {
    let outcome = read(
      (
        "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 decoy\r\n\r\n"
      ), ("GET /decoy HTTP/1.1\r\n\r\n", MessageTests.plain))
    #expect(outcome.lines() == ["GET /ws 101"])
    #expect(outcome.refusals.total == 0)
  }

  @Test("go on inside a tunnel")
  func tunnel() {
    let outcome = read(
      ("CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
      ("GET /in HTTP/1.1\r\n\r\n", MessageTests.plain))
    #expect(outcome.lines() == ["CONNECT h.example:443 200", "GET /in 200"])
  }

  @Test("are told from other protocols, each counted once a connection")
  func others() {
    let greeting = read(("EHLO a.test\r\n", "250 ok\r\n"), ("QUIT\r\n", "221\r\n"))
    #expect(greeting.refusals.count(.notHTTP) == 1)
    let hello = read(("\u{16}\u{3}\u{1}\u{2}\u{0}", "\u{16}\u{3}\u{3}\u{0}"))
    #expect(hello.refusals.count(.encrypted) == 1)
    #expect(hello.refusals.total == 1)
    #expect(read(close: true).refusals.total == 0)
  }

  @Test("take time from the request's first byte to the end of the response's head")
  func duration() {
    var writer = CaptureWriter(segmentSize: 10)
    writer.addConnection(
      client: 0xCB00_7105, clientPort: 4000, server: 0xCB00_7150, serverPort: 80,
      exchanges: [
        CaptureWriter.Exchange(
          time: Timestamp(nanoseconds: 1_700_000_000_500_000_000), delay: 250_000_000,
          request: "GET / HTTP/1.1\r\n\r\n", response: "HTTP/1.1 204 N\r\n\r\n")
      ])
    let record = Outcome(writer.bytes()).exchanges.first?.record
    #expect(record?.start.nanoseconds == 1_700_000_000_500_000_000)
    #expect(record?.duration == 250_010_000)
  }
}
