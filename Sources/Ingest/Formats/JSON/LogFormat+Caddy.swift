import Traffic

extension LogFormat {
  /// The access log of Caddy 2.
  package static let caddy = LogFormat(
    json: "caddy", summary: "access log of Caddy 2, one JSON object a line",
    words: [["\"http.log.access", "\"resp_headers\""], ["\"request\""]],
    samples: [
      #"{"level":"info","ts":1795365302.5,"logger":"http.log.access","msg":"handled request","#
        + #""request":{"remote_ip":"203.0.113.7","proto":"HTTP/2.0","method":"GET","#
        + #""host":"api.example.com","uri":"/v1/items","headers":{"Origin":["#
        + #""https://app.example.com"]},"tls":{"version":772}},"duration":0.002,"size":58,"#
        + #""status":200,"resp_headers":{"Access-Control-Allow-Origin":["*"]}}"#
    ],
    hides: [
      "requests that Caddy could not read: their client was refused before the log",
      "what filters of its log take out or write anew, as a query filter does with targets",
    ], producer: "Caddy"
  ) { _ in JSONLinesFormat.caddy.mapping }
}
