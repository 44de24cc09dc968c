extension LogFormat {
  /// What Werkzeug, and so Flask's own server, prints of each request, and Python's `http.server`.
  package static let werkzeug = LogFormat(
    name: "werkzeug", summary: "the server of Flask (Werkzeug) and Python's http.server",
    server: "apache", #"%h %l %u [%{%d/%b/%Y %T}t] "%r" %>s %b"#, readsRaw: true,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026 16:35:02] "GET /v1/items?page=2 HTTP/1.1" 200 -"#,
      #"203.0.113.7 - - [22/Nov/2026 16:35:02] "OPTIONS /v1/items HTTP/1.1" 204 -"#,
    ])
}
