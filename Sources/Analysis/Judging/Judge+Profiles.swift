package import CORSEngine
package import Traffic

extension Judge {
  /// How an exchange of kind `cors` or `preflight` ends by the rules of another profile.
  ///
  /// What was settled by another exchange beside it is settled for every profile.
  package static func outcome(
    of exchange: borrowing ExchangeView, _ judgement: Judgement, by profile: BrowserProfile
  ) -> Outcome {
    guard profile != judgement.engine.profile, !judgement.basis.contains(.failedPreflight) else {
      return judgement.outcome
    }
    var other = Judgement()
    other.kind = judgement.kind
    other.engine =
      switch profile {
      case .fetch: .other
      case .chromium: .chromium
      case .firefox: .firefox
      case .webkit: .webkit
      }
    if judgement.kind == .preflight {
      judgePreflight(exchange, &other)
    } else {
      judgeActual(exchange, &other)
    }
    // The recording shows which it was.
    if other.outcome == .conditional, judgement.outcome != .conditional { return judgement.outcome }
    return other.outcome
  }
}
