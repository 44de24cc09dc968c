import Testing
import Traffic

@testable import Capture

@Suite("Heads read in one walk")
struct HeadScanTests {
  /// What a reading of a head gives: the values by field, the flags, the traits, the framing, where
  /// the head ends.
  private struct Reading: Equatable {
    var values: [UInt8: [UInt8]] = [:]
    var flags: UInt64 = 0
    var traits: UInt32 = 0
    var framing: [Int] = []
    var end = 0
    var port = 0

    init(_ record: Record, _ bytes: [UInt8], _ facts: MessageHead, end: Int) {
      for field in Field.allCases where record.present.contains(field) {
        guard field.isText else {
          flags |= 1 << UInt64(field.rawValue)
          continue
        }
        values[field.rawValue] = Array(bytes[record.places[Int(field.rawValue)].range])
      }
      traits = record.traits.rawValue
      framing = [
        facts.contentLength, facts.headerTableSize, facts.hasBadLength ? 1 : 0,
        facts.hasTwoLengths ? 1 : 0, facts.isChunked ? 1 : 0, facts.hasTransferEncoding ? 1 : 0,
        facts.isAmbiguous ? 1 : 0, facts.upgradesToHTTP2 ? 1 : 0, facts.hasExpectation ? 1 : 0,
      ]
      self.end = end
      port = record.present.contains(.port) ? Int(record.port) : -1
    }
  }

  private static func scanned(request head: [UInt8], isSecure: Bool) -> Reading? {
    var scan = HeadScan()
    guard scan.readRequest(head.span) else { return nil }
    var request = PendingRequest()
    var output = Output()
    let facts = request.read(
      &scan, head.span.extracting(0..<scan.end), serverPort: 8080, isSecure: isSecure,
      arrival: Arrival(), &output)
    let reading = Reading(request.record, output.batch.bytes, facts, end: scan.end)
    #expect(!String(decoding: output.batch.bytes, as: UTF8.self).contains("secret"))
    // What waits while a batch ends takes its values along.
    request.keep(output.batch.bytes.span)
    #expect(Reading(request.record, request.bytes, facts, end: scan.end) == reading)
    return reading
  }

  private static func careful(request head: [UInt8], isSecure: Bool) -> Reading {
    var request = PendingRequest()
    let end = head.span.emptyLineEnd(from: 0) ?? -1
    let facts = request.read(
      head.span.extracting(0..<max(0, end)), isWhole: true, serverPort: 8080, isSecure: isSecure,
      arrival: Arrival())
    return Reading(request.record, request.bytes, facts, end: end)
  }

  private static func scanned(response head: [UInt8]) -> Reading? {
    var scan = HeadScan()
    guard scan.readResponse(head.span) else { return nil }
    var record = Record()
    var bytes: [UInt8] = []
    bytes.append(
      scan.record.present, from: head.span, at: &scan.record.places, to: &record,
      capacity: head.count)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
    record.present = scan.record.present
    record.traits = scan.record.traits
    var reading = Reading(record, bytes, scan.facts, end: scan.end)
    reading.framing.append(scan.status)
    return reading
  }

  private static func careful(response head: [UInt8]) -> Reading {
    var record = Record()
    var bytes: [UInt8] = []
    let end = head.span.emptyLineEnd(from: 0) ?? -1
    let whole = head.span.extracting(0..<max(0, end))
    let facts = MessageHead.read(
      whole, from: whole.lineFeed(from: 0).map { $0 + 1 } ?? 0, isRequest: false,
      hasBareReturn: whole.oddBytes().hasBareReturn, into: &record, bytes: &bytes)
    var reading = Reading(record, bytes, facts, end: end)
    reading.framing.append(StartLine.status(whole))
    return reading
  }

  private static let requestLines = [
    "Host: a.example.com", "host:a.test:8443", "HOST: 192.0.2.7", "Host: [2001:db8::1]:80",
    "Host: u:p@a.test", "Origin: https://app.example.com", "origin :null", "ORIGIN:",
    "User-Agent: Mozilla/5.0 (X11) Chrome/140.0.0.0", "user-agent:\t x \t", "Referer: https://a/b",
    "Referer: https://u@a/", "Cookie: secret=1", "cookie:", "Cookie2: x", "Accept: */*",
    "accept: text/html,x", "Accept: Text/HTML", "Accept-Encoding: gzip", "Accept : text/html",
    "Content-Type: application/json", "content-length: 12", "Content-Length: 0012",
    "Content-Length: x", "Content-Length: 3, 3", "Content-Encoding: gzip", "Sec-Fetch-Mode: cors",
    "sec-fetch-site: same-site", "Sec-Fetch-Dest: empty", "Sec-Fetch-User: ?1", "Sec-CH-UA: x",
    "Authorization: Basic eA==", "Expect: 100-continue", "Expected: x", "HTTP2-Settings: AAEAAQAA",
    "Transfer-Encoding: chunked", "transfer-encoding: gzip, chunked", "Upgrade: h2c",
    "Upgrade: websocket", "Upgrade-Insecure-Requests: 1", "X-Request-ID: 7",
    "Access-Control-Request-Method: PUT", "access-control-request-headers: x-a,x-b",
    "Access-Control-Request-Private-Network: true", " folded", "\tfolded", "no colon", ":", "A:",
    "TE: x", "\r", "x: y\r", "Host : a", "Vary: Origin", "é: ü", "Accept-\u{0}: x",
  ]

  private static let responseLines = [
    "Access-Control-Allow-Origin: *", "access-control-allow-origin:https://a.test",
    "ACCESS-CONTROL-ALLOW-CREDENTIALS: true", "Access-Control-Allow-Methods: GET, PUT",
    "Access-Control-Allow-Headers: x-a", "Access-Control-Expose-Headers: x-b",
    "Access-Control-Max-Age: 600", "Access-Control-Allow-Private-Network: true",
    "Access-Control-Allow-Origin : *", "Access-Control-Allow-Origins: *", "Vary: Origin",
    "vary:\tAccept , Origin ", "Vary :x", "Various: x", "Content-Type: text/html; charset=utf-8",
    "Content-Type: application/json", "content-type: TEXT/HTML", "Content-Length: 28",
    "Content-Length: 1", "Content-Length: -1", "Transfer-Encoding: chunked", "Age: 5", "age:",
    "AGE : 5", "Age\t: 5", "Ages: 5", "Location: /x", "Location: https://u:p@a.test/",
    "Set-Cookie: a=secret", "Cache-Control: public, max-age=1", "Cache-Control: no-store",
    "Cache-Status: a; hit", "X-Cache: HIT", "X-Cache-Status: MISS", "CF-Cache-Status: HIT",
    "Timing-Allow-Origin: *", "Cross-Origin-Resource-Policy: same-site", "Upgrade: h2c",
    "Server: nginx", "Date: Thu, 01 Jan 2026 00:00:00 GMT", " folded", "no colon", "a\rb: c",
    "x: \u{0}", "\r", "Cross-Origin-Opener-Policy: same-origin",
  ]

  @Test("are requests that the careful way reads alike")
  func requests() {
    var dice = Dice(state: 11)
    var plain = 0
    for _ in 0..<20_000 {
      let start = HeadScanTests.pick(
        [
          "GET / HTTP/1.1", "POST /a b HTTP/1.0", "OPTIONS /x?y HTTP/1.1", "PUT * HTTP/1.1",
          "HEAD /h HTTP/2.0", "DELETE /d  HTTP/1.1", "PATCH /p HTTP/1.1", "GETX / HTTP/1.1",
          "CONNECT a:1 HTTP/1.1", "GET http://u@b/c HTTP/1.1", "GET /\u{0} HTTP/1.1",
        ], &dice)
      let head = HeadScanTests.head(start, HeadScanTests.requestLines, &dice)
      let isSecure = dice.roll(2) == 0
      guard let scanned = HeadScanTests.scanned(request: head, isSecure: isSecure) else { continue }
      plain += 1
      #expect(
        scanned == HeadScanTests.careful(request: head, isSecure: isSecure),
        "\(String(decoding: head, as: UTF8.self))")
    }
    #expect(plain > 2000)
  }

  @Test("are responses that the careful way reads alike")
  func responses() {
    var dice = Dice(state: 12)
    var plain = 0
    for _ in 0..<20_000 {
      let start = HeadScanTests.pick(
        [
          "HTTP/1.1 200 OK", "HTTP/1.1 204", "HTTP/1.0 404 Not found", "HTTP/1.1  200 OK",
          "http/1.1 200 OK", "HTTP/1.1 099 X", "HTTP/1.1 200\tX", "HTTP/2 200 ", "HTTP/1.x 200 A",
        ], &dice)
      let head = HeadScanTests.head(start, HeadScanTests.responseLines, &dice)
      guard let scanned = HeadScanTests.scanned(response: head) else { continue }
      plain += 1
      #expect(
        scanned == HeadScanTests.careful(response: head),
        "\(String(decoding: head, as: UTF8.self))")
    }
    #expect(plain > 2000)
  }

  @Test("give up at what they do not hold, and are plain with every known line")
  func bounds() {
    for line in HeadScanTests.requestLines + HeadScanTests.responseLines {
      let request = Array("GET / HTTP/1.1\r\n\(line)\r\nX-A: b\r\n\r\nbody".utf8)
      let response = Array("HTTP/1.1 200 OK\r\n\(line)\r\nX-A: b\r\n\r\nbody".utf8)
      for end in 0..<request.count {
        let head = Array(request[..<end])
        if let scanned = HeadScanTests.scanned(request: head, isSecure: false) {
          #expect(scanned == HeadScanTests.careful(request: head, isSecure: false))
          #expect(end >= request.count - 4)
        }
      }
      for end in 0..<response.count {
        let head = Array(response[..<end])
        if let scanned = HeadScanTests.scanned(response: head) {
          #expect(scanned == HeadScanTests.careful(response: head))
          #expect(end >= response.count - 4)
        }
      }
    }
    let usual = "Host: a\r\nOrigin: b\r\nUser-Agent: c\r\nAccept: */*\r\nCookie: d\r\n"
    #expect(
      HeadScanTests.scanned(request: Array("GET / HTTP/1.1\r\n\(usual)\r\n".utf8), isSecure: true)
        != nil)
  }

  private static func pick(_ choices: [String], _ dice: inout Dice) -> String {
    choices[dice.roll(choices.count)]
  }

  /// A head of `start` and up to seven of `lines`, mostly with good line ends, and a body behind
  /// it.
  private static func head(
    _ start: String, _ lines: [String], _ dice: inout Dice
  ) -> [UInt8] {
    var text = start
    for _ in 0..<dice.roll(8) {
      text += dice.roll(64) == 0 ? "\n" : "\r\n"
      text += pick(lines, &dice)
    }
    text += dice.roll(64) == 0 ? "\n\n" : "\r\n\r\n"
    var bytes = Array(text.utf8)
    if dice.roll(16) == 0 {
      bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256))
    }
    return bytes + Array("body\r\n\u{0}".utf8)
  }
}
