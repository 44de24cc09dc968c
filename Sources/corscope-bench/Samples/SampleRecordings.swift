import Capture
import Traffic

/// Writes the story as a browser and as a capture recorded it.
enum SampleRecordings {
  /// The requests of one Chrome, as its DevTools export them.
  ///
  /// A request whose preflight failed is an entry without a response, beside the preflight's.
  static func har(_ exchanges: [SampleExchange]) -> String {
    let own = exchanges.filter { $0.client == "203.0.113.10" && $0.agent == SampleAgents.chrome }
    let entries = own.flatMap { exchange -> [String] in
      guard exchange.method == "OPTIONS" else { return [entry(exchange)] }
      let passes = (200...299).contains(exchange.status) && !exchange.isRefusedMethod
      return passes ? [entry(exchange)] : [unsent(exchange), entry(exchange)]
    }
    return """
      {"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],
      "entries":[
      \(entries.joined(separator: ",\n"))
      ]}}

      """
  }

  private static func entry(_ exchange: SampleExchange) -> String {
    let isPreflight = exchange.method == "OPTIONS"
    let blocked = exchange.isBlockedInChrome ? ",\"_error\":\"net::ERR_FAILED\"" : ""
    // DevTools leave cookies out of what they export.
    let sent =
      [("Host", SampleStory.host), ("User-Agent", exchange.agent)]
      + exchange.sent.filter { $0.0 != "Cookie" }
    return "{\"_resourceType\":\"\(isPreflight ? "preflight" : "fetch")\","
      + "\"request\":{\"method\":\"\(exchange.method)\",\"url\":\"\(url(exchange))\","
      + "\"httpVersion\":\"HTTP/1.1\",\"headers\":\(pairs(sent)),\"queryString\":[],"
      + "\"cookies\":[],\"headersSize\":-1,\"bodySize\":0},\"response\":{"
      + "\"status\":\(exchange.status),\"statusText\":\"\",\"httpVersion\":\"HTTP/1.1\","
      + "\"headers\":\(pairs(exchange.received)),\"cookies\":[],\"content\":{\"size\":0,"
      + "\"mimeType\":\"application/json\"},\"redirectURL\":\"\",\"headersSize\":-1,"
      + "\"bodySize\":-1\(blocked)},\(timing(exchange))}"
  }

  /// The entry of the request that a failed preflight kept back.
  private static func unsent(_ exchange: SampleExchange) -> String {
    let method =
      SampleExchange.value("Access-Control-Request-Method", in: exchange.sent) ?? "GET"
    return "{\"_resourceType\":\"fetch\",\"request\":{\"method\":\"\(method)\","
      + "\"url\":\"\(url(exchange))\",\"httpVersion\":\"\","
      + "\"headers\":[{\"name\":\"User-Agent\",\"value\":\"\(exchange.agent)\"}],"
      + "\"queryString\":[],\"cookies\":[],\"headersSize\":-1,\"bodySize\":0},\"response\":{"
      + "\"status\":0,\"statusText\":\"\",\"httpVersion\":\"\",\"headers\":[],\"cookies\":[],"
      + "\"content\":{\"size\":0,\"mimeType\":\"x-unknown\"},\"redirectURL\":\"\","
      + "\"headersSize\":-1,\"bodySize\":-1,\"_error\":\"net::ERR_FAILED\"},\(timing(exchange))}"
  }

  private static func url(_ exchange: SampleExchange) -> String {
    "http://\(SampleStory.host)\(exchange.target)"
  }

  private static func pairs(_ headers: [(String, String)]) -> String {
    "[" + headers.map { "{\"name\":\"\($0)\",\"value\":\"\($1)\"}" }.joined(separator: ",") + "]"
  }

  private static func timing(_ exchange: SampleExchange) -> String {
    let seconds = SampleStory.begin + exchange.time
    let whole = Int(seconds)
    let two = { (number: Int) in String(100 + number).dropFirst() }
    let clock = whole % 86_400
    let fraction = String(1000 + Int((seconds - Double(whole)) * 1000)).dropFirst()
    return "\"startedDateTime\":\"2026-10-05T\(two(clock / 3600)):\(two(clock / 60 % 60)):"
      + "\(two(clock % 60)).\(fraction)Z\",\"time\":\(exchange.duration * 1000),"
      + "\"timings\":{\"send\":0,\"wait\":\(exchange.duration * 1000),\"receive\":0}"
  }

  /// The packets between the clients and the API, behind the TLS terminator.
  static func capture(_ exchanges: [SampleExchange]) -> [UInt8] {
    var writer = CaptureWriter()
    for (index, exchange) in exchanges.enumerated() {
      let sent =
        [("Host", SampleStory.host), ("User-Agent", exchange.agent)] + exchange.sent
      let body = exchange.status == 204 ? "" : "{}"
      let received =
        exchange.received + (exchange.status == 204 ? [] : [("Content-Length", "2")])
      writer.addConnection(
        client: address(exchange.client), clientPort: UInt16(40_000 + index),
        server: 0xC000_0207, serverPort: 80,
        exchanges: [
          CaptureWriter.Exchange(
            time: Timestamp(seconds: SampleStory.begin + exchange.time),
            delay: Int64(exchange.duration * 1_000_000_000),
            request: "\(exchange.method) \(exchange.target) HTTP/1.1\r\n\(lines(sent))\r\n",
            response: "HTTP/1.1 \(exchange.status) X\r\n\(lines(received))\r\n\(body)")
        ])
    }
    return writer.bytes()
  }

  private static func lines(_ headers: [(String, String)]) -> String {
    headers.map { "\($0): \($1)\r\n" }.joined()
  }

  private static func address(_ text: String) -> UInt32 {
    text.split(separator: ".").reduce(0) { $0 << 8 | (UInt32($1) ?? 0) }
  }
}

extension SampleExchange {
  /// Whether it is the story's preflight for a method that is not granted.
  fileprivate var isRefusedMethod: Bool {
    SampleExchange.value("Access-Control-Request-Method", in: sent) == "PATCH"
  }

  /// What the story's author knows that Chrome would not let the page read.
  fileprivate var isBlockedInChrome: Bool {
    guard method != "OPTIONS", let origin = SampleExchange.value("Origin", in: sent),
      origin != "http://\(SampleStory.host)"
    else { return false }
    let granted = SampleExchange.value("Access-Control-Allow-Origin", in: received)
    let hasCookie = SampleExchange.value("Cookie", in: sent) != nil
    return !(granted == origin || granted == "*" && !hasCookie)
  }
}
