import Traffic

extension LogFormat {
  /// What Uvicorn prints of each request, as FastAPI's and Starlette's applications do; the level
  /// in front is that of its own way of printing.
  package static let uvicorn: LogFormat = {
    let pieces: [LogTemplate.Piece] = [
      .slot(.clientPort), " - \"", .slot(.request), "\" ", .slot(.status),
    ]
    var template = LogTemplate(pieces: ["INFO:     "] + pieces, escape: .none, timeIsEnd: true)
    template.allowsMore = true
    // It quotes the path again that it decoded.
    template.rewritesTargets = true
    var bare = template
    bare.pieces = pieces
    template.alternatives = [bare]
    return LogFormat(
      name: "uvicorn", summary: "what Uvicorn prints, which has neither times nor headers",
      template: template,
      samples: [
        #"INFO:     203.0.113.7:54238 - "GET /v1/items?page=2 HTTP/1.1" 200 OK"#,
        #"203.0.113.7:54238 - "GET /v1/items?page=2 HTTP/1.1" 200"#,
      ])
  }()
}
