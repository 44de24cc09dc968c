extension LogFormat {
  /// What Django's `runserver` prints of each request.
  package static let django = LogFormat(
    name: "django", summary: "Django's runserver, which prints no clients", server: "apache",
    #"[%{%d/%b/%Y %T}t] "%r" %>s %b"#, readsRaw: true,
    samples: [#"[22/Nov/2026 16:35:02] "GET /v1/items?page=2 HTTP/1.1" 200 58"#])
}
