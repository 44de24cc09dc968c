/// The steps of the CORS check that were taken for one response, in order.
///
/// Made only when somebody asks; the check itself keeps none of it.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cors-check
public struct Explanation: Sendable {
  /// The steps, the last of which ended the check.
  public let steps: [ExplanationStep]

  /// Retraces `check`, which was made with all of the response observed.
  ///
  /// - Parameters:
  ///   - check: The outcome of the check.
  ///   - includesCredentials: What the check was told of the request's credentials mode.
  public init(of check: CORSCheck, includesCredentials: Bool) {
    var steps: [ExplanationStep] = []
    if check.failed.contains(.allowOriginMissing) {
      steps.append(.allowOriginAbsent)
    } else if check.usesWildcard {
      steps += [.allowOriginPresent, .wildcardCounts]
    } else if check.originDetail != .none {
      steps += [.allowOriginPresent, .wildcardDoesNotCount, .originDiffers]
    } else {
      steps += [.allowOriginPresent, .wildcardDoesNotCount, .originEqual]
      if includesCredentials {
        let granted = check.credentialsDetail == .none
        steps.append(granted ? .credentialsGranted : .credentialsNotGranted)
      } else {
        steps.append(.credentialsNotIncluded)
      }
    }
    self.steps = steps
  }
}
