import Traffic

extension LogFormat {
  /// morgan's `dev`, with the colours that it has even in a file.
  package static let morganDev: LogFormat = {
    let escape = "\u{1B}["
    var pieces: [LogTemplate.Piece] = []
    func literal(_ text: String) { pieces.append(.literal(Array(text.utf8))) }
    func capture(_ slot: TemplateSlot) { pieces.append(.capture(TemplateCapture(slot))) }
    literal(escape + "0m")
    capture(.text(.method))
    literal(" ")
    capture(.text(.target))
    literal(" " + escape)
    // The colour goes by the status.
    capture(.number)
    literal("m")
    capture(.status)
    literal(escape + "0m ")
    capture(.duration(unit: 1_000_000))
    literal(" ms - ")
    capture(.number)
    literal(escape + "0m")
    return LogFormat(
      name: "morgan-dev", summary: "morgan's dev, with its colours",
      template: LogTemplate(pieces: pieces, escape: .widened, timeIsEnd: true),
      samples: ["\u{1B}[0mGET /v1/items \u{1B}[32m200\u{1B}[0m 1.944 ms - 58\u{1B}[0m"])
  }()
}
