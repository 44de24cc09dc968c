import CORSEngine
import Traffic

/// What happened, in the words one colleague would tell another.
extension Explainer {
  /// The sentences that come first.
  func summary(_ exchange: borrowing ExchangeView, _ result: ExchangeExplanation) -> [String] {
    let judgement = result.judgement
    switch (judgement.kind, judgement.outcome) {
    case (.preflight, .blocked): return blockedPreflight(exchange, result)
    case (.preflight, .allowed):
      return ["The preflight passed: the browser goes on with the request it asked for."]
    case (_, .conditional):
      return [
        "This passes if the page asked without credentials and is refused if it asked with them"
          + " (fetch with credentials: 'include', XMLHttpRequest with withCredentials): "
          + cause(judgement) + "."
      ]
    case (.cors, .blocked): return blockedRequest(exchange, result)
    case (.cors, .allowed): return ["The page got the response."]
    case (.noCORS, .blocked):
      return ["The browser kept the response from the page that embedded it: \(cause(judgement))."]
    case (_, .unknown):
      return ["The input does not hold enough to say whether the page got the response."]
    default: return []
    }
  }

  private func blockedPreflight(
    _ exchange: borrowing ExchangeView, _ result: ExchangeExplanation
  ) -> [String] {
    let method = text(exchange, .requestMethod) ?? "the request"
    return [
      "The browser asked whether it may send \(method) and took the answer for a no: "
        + cause(result.judgement) + ".",
      "The \(method) itself was never sent: the server's log has only this OPTIONS, and the page"
        + " saw a bare network error.",
    ]
  }

  private func blockedRequest(
    _ exchange: borrowing ExchangeView, _ result: ExchangeExplanation
  ) -> [String] {
    let judgement = result.judgement
    if judgement.phase == .preflight {
      return [
        "This request was never sent: the preflight before it failed, because "
          + cause(judgement) + "."
      ]
    }
    let status = result.status.map { "answered \($0)" } ?? "answered"
    if judgement.phase == .redirect {
      return [
        "The server \(status) with a redirect, and the browser did not follow it: "
          + cause(judgement) + ".",
        "Every response on the way needs CORS headers, redirects included.",
      ]
    }
    return [
      "The server did its work and \(status), but the browser kept the response from the page: "
        + cause(judgement) + ".",
      "In the page this is a bare network error; whatever the request changed on the server has"
        + " happened.",
    ]
  }

  /// The reason and what exactly was wrong, as one clause.
  private func cause(_ judgement: Judgement) -> String {
    guard let reason = judgement.reason else { return "the reason is not known" }
    switch judgement.detail {
    case .none, .absent, .repeated, .wildcardWithCredentials, .notListed, .otherOrigin, .list:
      return reason.summary
    default: return "\(reason.summary) (\(judgement.detail.summary))"
    }
  }
}
