import Foundation

/// What wrote a recording down, and so what it can show.
enum Recorder: Sendable {
  /// Caddy's log: all headers, each line of them; cookies as present or not.
  case caddy
  /// nginx, `escape=json`, with these of the fields: others are not in the log.
  case nginx([String])
  /// Chromium's DevTools: what the browser asked and got, without cookies.
  case devTools
  /// Another program's HAR, which says nothing of errors.
  case proxy

  /// The fields of nginx that answer all but for cookies.
  static let withoutCookies = Recorder.nginx([
    "origin", "user_agent", "acrm", "acrh", "acao", "acac", "acam", "acah", "location",
  ])

  /// The file's name and content.
  func file(_ exchanges: [HardExchange]) throws -> (name: String, content: String) {
    switch self {
    case .caddy: ("a.log", try lines(exchanges.map(caddy)))
    case .nginx(let fields): ("a.log", try lines(exchanges.map { nginx($0, fields) }))
    case .devTools: ("a.har", try har(exchanges, "WebInspector", saysErrors: true))
    case .proxy: ("a.har", try har(exchanges, "a proxy", saysErrors: false))
    }
  }

  private static let epoch = 1_791_187_200.0

  private func text(_ json: Any) throws -> String {
    String(
      decoding: try JSONSerialization.data(
        withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
  }

  private func lines(_ objects: [[String: Any]]) throws -> String {
    try objects.map { try text($0) + "\n" }.joined()
  }

  private func grouped(_ headers: [(name: String, value: String)]) -> [String: [String]] {
    Dictionary(headers.map { ($0.name, [$0.value]) }, uniquingKeysWith: +)
  }

  private func caddy(_ exchange: HardExchange) -> [String: Any] {
    let place = exchange.place
    var request: [String: Any] = [
      "remote_ip": exchange.client, "proto": "HTTP/2.0", "method": exchange.method,
      "host": place.host, "uri": place.target, "headers": grouped(exchange.request),
    ]
    if place.scheme == "https" { request["tls"] = ["version": 772] }
    return [
      "ts": Self.epoch + exchange.at, "logger": "http.log.access.log0", "msg": "handled request",
      "request": request, "duration": 0.01, "status": exchange.status,
      "resp_headers": grouped(exchange.response),
    ]
  }

  private func nginx(_ exchange: HardExchange, _ fields: [String]) -> [String: Any] {
    let place = exchange.place
    var line = [
      "msec": String(Self.epoch + exchange.at), "remote_addr": exchange.client,
      "request_method": exchange.method, "scheme": place.scheme, "http_host": place.host,
      "request_uri": place.target, "status": String(exchange.status),
    ]
    let headers = grouped(exchange.request + exchange.response)
    let names = Self.headers
    for field in fields {
      if field == "has_cookie" {
        line[field] = headers["Cookie"] == nil ? "0" : "1"
      } else {
        line[field] = headers[names[field] ?? field]?.joined(separator: ", ") ?? ""
      }
    }
    return line
  }

  private static let headers = [
    "origin": "Origin", "user_agent": "User-Agent", "acrm": "Access-Control-Request-Method",
    "acrh": "Access-Control-Request-Headers", "acao": "Access-Control-Allow-Origin",
    "acac": "Access-Control-Allow-Credentials", "acam": "Access-Control-Allow-Methods",
    "acah": "Access-Control-Allow-Headers", "location": "Location",
    "sec_fetch_mode": "Sec-Fetch-Mode", "sec_fetch_site": "Sec-Fetch-Site",
  ]

  private func har(
    _ exchanges: [HardExchange], _ creator: String, saysErrors: Bool
  ) throws -> String {
    func pairs(_ headers: [(name: String, value: String)]) -> [[String: String]] {
      headers.map { ["name": $0.name, "value": $0.value] }
    }
    let entries = exchanges.map { exchange -> [String: Any] in
      var response: [String: Any] = [
        "status": exchange.status, "headers": pairs(exchange.response), "httpVersion": "h2",
        "content": ["size": 0, "mimeType": exchange.status == 0 ? "x-unknown" : "text/plain"],
      ]
      if saysErrors { response["_error"] = exchange.error.map { $0 as Any } ?? NSNull() }
      var entry: [String: Any] = [
        "startedDateTime": Date.ISO8601FormatStyle(includingFractionalSeconds: true)
          .format(Date(timeIntervalSince1970: Self.epoch + exchange.at)),
        "time": 5, "response": response,
        "request": [
          "method": exchange.method, "url": exchange.url, "httpVersion": "h2",
          // Chromium notes what the network adds only where the request was sent.
          "headers": pairs(
            exchange.request + (exchange.status == 0 ? [] : [("Accept-Encoding", "gzip")])),
        ],
      ]
      if saysErrors { entry["_resourceType"] = exchange.resource }
      return entry
    }
    return try text([
      "log": [
        "version": "1.2", "creator": ["name": creator, "version": "1"], "entries": entries,
      ]
    ])
  }
}
