import Capture
import Testing
import Traffic

/// Responses whose wire syntax browsers were seen to read in different ways, or to refuse.
@Suite("Responses on the wire are read as the client's browser reads them")
struct BrowserSyntaxTests {
  /// A response and the Access-Control-Allow-Origin that Chromium, Firefox and WebKit made of it:
  /// `-` for none, `!` where the browser took the response for none.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var response: String
    var chromium: String
    var firefox: String
    var webKit: String

    /// Makes a case of header lines that all three read alike.
    init(_ name: String, _ lines: String, _ all: String) {
      self.init(name, lines, all, all, all)
    }

    init(
      _ name: String, _ lines: String, _ chromium: String, _ firefox: String, _ webKit: String
    ) {
      self.name = name
      response =
        "HTTP/1.1 200 OK\r\n\(lines)\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
        + "Connection: close\r\n\r\nhi"
      (self.chromium, self.firefox, self.webKit) = (chromium, firefox, webKit)
    }

    /// The same for a whole response.
    init(_ name: String, whole: String, _ chromium: String, _ firefox: String, _ webKit: String) {
      self.init(name, "", chromium, firefox, webKit)
      response = whole
    }

    var testDescription: String { name }
  }

  static let origin = "http://app.test"

  static let cases: [Case] = [
    Case("lower case", "access-control-allow-origin: \(origin)", origin),
    Case("upper case", "ACCESS-CONTROL-ALLOW-ORIGIN: \(origin)", origin),
    Case(
      "two lines in different case",
      "Access-Control-Allow-Origin: \(origin)\r\naccess-control-allow-origin: \(origin)",
      "\(origin), \(origin)"),
    Case("tab before the colon", "Access-Control-Allow-Origin\t: *", "*", "-", "-"),
    Case("blank before the colon", "Access-Control-Allow-Origin : *", "*", "-", "-"),
    Case("folded value", "Access-Control-Allow-Origin:\r\n \(origin)", origin),
    Case("value folded by a tab", "Access-Control-Allow-Origin:\r\n\t\(origin)", origin),
    Case(
      "value in two halves", "Access-Control-Allow-Origin: http://app\r\n .test", "http://app .test"
    ),
    Case("fold without text", "Access-Control-Allow-Origin: *\r\n ", "*"),
    Case("field within a fold", "X-A: b\r\n Access-Control-Allow-Origin: *", "-"),
    Case(
      "carriage return alone", "Access-Control-Allow-Origin: *\rX-A: b", "*", "*\rX-A: b",
      "*\rX-A: b"),
    Case("zero byte in the value", "Access-Control-Allow-Origin: \(origin)\0", "!"),
    Case("zero byte elsewhere", "X-A: \0\r\nAccess-Control-Allow-Origin: \(origin)", "!"),
    Case("underscores", "Access_Control_Allow_Origin: *", "-"),
    Case("dash behind the name", "Access-Control-Allow-Origin-: *", "-"),
    Case("line without a name", ": x\r\nAccess-Control-Allow-Origin: *", "*"),
    Case(
      "padded value",
      "Access-Control-Allow-Origin:\(String(repeating: " ", count: 900))*\(String(repeating: " ", count: 90))",
      "*"),
    Case(
      "long header before",
      "X-Big: \(String(repeating: "a", count: 60_000))\r\nAccess-Control-Allow-Origin: *",
      "*"),
    Case(
      "old version", whole: "HTTP/1.0 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nhi", "*", "*",
      "*"),
    Case("no status line", whole: "hello", "!", "!", "!"),
    Case("nothing", whole: "", "!", "!", "!"),
    Case(
      "trailer",
      whole:
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Access-Control-Allow-Origin\r\n\r\n"
        + "2\r\nhi\r\n0\r\nAccess-Control-Allow-Origin: *\r\n\r\n", "-", "-", "-"),
    Case(
      "body shorter than stated", whole: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhi", "-",
      "-",
      "-"),
    Case(
      "two lengths",
      whole: "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n"
        + "Content-Length: 3\r\n\r\nhi!", "!", "!", "*"),
    Case(
      "one length twice",
      whole: "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n"
        + "Content-Length: 2\r\n\r\nhi", "*", "*", "*"),
  ]

  private func allowed(_ response: String, _ agent: String) -> String {
    var wire = Wire()
    wire.send(
      "GET /a HTTP/1.1\r\nHost: h.example\r\nOrigin: \(BrowserSyntaxTests.origin)\r\n"
        + "User-Agent: Mozilla/5.0 \(agent)\r\n\r\n")
    wire.answer(response)
    wire.add(false, [], flags: 0x11)
    wire.close()
    let outcome = Outcome(CaptureFile().pcap(wire.segments))
    guard outcome.exchanges.count == 1 else { return "\(outcome.exchanges.count) exchanges" }
    let exchange = outcome.exchanges[0]
    return exchange.record.traits.contains(.networkError) ? "!" : exchange.text(.allowOrigin)
  }

  @Test("whatever its lines are like", arguments: cases)
  func syntax(wanted: Case) {
    let agents = [
      "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
      "Gecko/20100101 Firefox/150.0",
      "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    ]
    let found = agents.map { allowed(wanted.response, $0) }
    #expect(found == [wanted.chromium, wanted.firefox, wanted.webKit])
  }
}
