import CORSEngine
import Traffic

/// What to change on the server, down to the lines to send.
extension Explainer {
  func mend(_ exchange: borrowing ExchangeView, _ result: ExchangeExplanation) -> [String] {
    let judgement = result.judgement
    guard judgement.outcome == .blocked || judgement.outcome == .conditional else { return [] }
    var sentences: [String] = []
    for reason in judgement.failed.members where !sentences.contains(reason.mend) {
      sentences.append(reason.mend)
    }
    if judgement.basis.contains(.failedPreflight) {
      sentences.append(
        "the preflight is what failed: explain the OPTIONS entry of the same URL beside this one")
    }
    return sentences
  }

  /// The response headers with which the exchange would have passed; empty where none would help.
  func wanted(
    _ exchange: borrowing ExchangeView, _ result: ExchangeExplanation
  ) -> [ExchangeExplanation.Line] {
    let judgement = result.judgement
    if judgement.reason == .resourcePolicyBlocked {
      return [.init(name: "Cross-Origin-Resource-Policy", value: "cross-origin")]
    }
    guard judgement.outcome == .blocked || judgement.outcome == .conditional,
      !judgement.basis.contains(.failedPreflight), let origin = result.origin
    else { return [] }
    var lines = [
      ExchangeExplanation.Line(name: "Access-Control-Allow-Origin", value: origin)
    ]
    let withCredentials =
      exchange.has(.hasCookie) || exchange.has(.allowCredentials)
      || judgement.outcome == .conditional
    if withCredentials {
      lines.append(.init(name: "Access-Control-Allow-Credentials", value: "true"))
    }
    if judgement.kind == .preflight {
      if let method = text(exchange, .requestMethod),
        !Methods.isSafelisted(exchange.bytes(.requestMethod).trimmingBlanks())
      {
        lines.append(
          .init(
            name: "Access-Control-Allow-Methods",
            value: list(exchange, .allowMethods, adding: method)))
      }
      if let names = text(exchange, .requestHeaders), !names.isEmpty {
        lines.append(
          .init(
            name: "Access-Control-Allow-Headers",
            value: list(exchange, .allowHeaders, adding: names)))
      }
    }
    lines.append(.init(name: "Vary", value: vary(exchange)))
    return lines
  }

  /// The members that are granted already and are names, and behind them those of `more`.
  private func list(
    _ exchange: borrowing ExchangeView, _ field: Field, adding more: String
  ) -> String {
    var members: [String] = []
    if exchange.has(field) {
      var walk = HeaderList(exchange.bytes(field))
      while let member = walk.next() {
        if Methods.isMethod(member), !member.equals("*") {
          members.append(String(decodingUTF8: member))
        }
      }
    }
    for name in more.split(separator: ",") {
      let name = String(name.drop { $0 == " " })
      if !members.contains(where: { $0.lowercased() == name.lowercased() && field == .allowHeaders }
      )
        && !members.contains(name)
      {
        members.append(name)
      }
    }
    return members.joined(separator: ", ")
  }

  /// The Vary that is there, with Origin in it.
  private func vary(_ exchange: borrowing ExchangeView) -> String {
    guard let text = text(exchange, .vary), !text.isEmpty else { return "Origin" }
    var names = HeaderList(exchange.bytes(.vary))
    while let name = names.next() {
      if name.equalsIgnoringCase("origin") || name.equals("*") { return text }
    }
    return text + ", Origin"
  }
}
