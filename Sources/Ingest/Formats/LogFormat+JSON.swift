import Traffic

extension LogFormat {
  /// The access log of Caddy 2.
  package static let caddy = LogFormat(
    name: "caddy", summary: JSONLinesFormat.caddy.format.summary,
    fields: JSONLinesFormat.caddy.format.fields, shape: .json,
    samples: [
      #"{"level":"info","ts":1795365302.5,"logger":"http.log.access","msg":"handled request","#
        + #""request":{"remote_ip":"203.0.113.7","proto":"HTTP/2.0","method":"GET","#
        + #""host":"api.example.com","uri":"/v1/items","headers":{"Origin":["#
        + #""https://app.example.com"]},"tls":{"version":772}},"duration":0.002,"size":58,"#
        + #""status":200,"resp_headers":{"Access-Control-Allow-Origin":["*"]}}"#
    ]
  ) { _ in LogReading(format: JSONLinesFormat.caddy.format, parser: JSONLinesFormat.caddy) }

  /// One JSON object a line with keys of the operator's choice, as nginx writes with escape=json.
  package static let operatorJSON = LogFormat(
    name: "nginx-json",
    summary: "one JSON object a line, as nginx writes it with escape=json; keys of your choice",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), shape: .json, isGeneral: true,
    samples: [
      #"{"msec":"1795365302.516","remote_addr":"203.0.113.7","request_method":"GET","#
        + #""scheme":"https","http_host":"api.example.com","request_uri":"/a","status":"200","#
        + #""http_origin":"https://app.example.com","acao":"*"}"#
    ]
  ) { lines in
    JSONLinesFormat.nginx(lines.span).map { LogReading(format: $0.format, parser: $0) }
  }
}
