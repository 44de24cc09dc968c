/// A request's redirect mode.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-request-redirect-mode
public enum RedirectMode: String, CaseIterable, Sendable, BitwiseCopyable {
  case follow, error, manual
}
