import Traffic

extension LogFormat {
  /// What Uvicorn prints of each request, as FastAPI's and Starlette's applications do.
  package static let uvicorn: LogFormat = {
    var pieces: [LogTemplate.Piece] = []
    func literal(_ text: String) { pieces.append(.literal(Array(text.utf8))) }
    func capture(_ slot: TemplateSlot) { pieces.append(.capture(TemplateCapture(slot))) }
    literal("INFO:     ")
    capture(.clientPort)
    literal(" - \"")
    capture(.request)
    literal("\" ")
    capture(.status)
    var template = LogTemplate(pieces: pieces, escape: .none, timeIsEnd: true)
    template.allowsMore = true
    return LogFormat(
      name: "uvicorn", summary: "what Uvicorn prints, which has neither times nor headers",
      template: template,
      samples: [#"INFO:     203.0.113.7:54238 - "GET /v1/items?page=2 HTTP/1.1" 200 OK"#])
  }()
}
