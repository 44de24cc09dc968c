extension Report {
  /// One exchange of which the browser's own recording tells another outcome than corscope.
  package struct Disagreement: Sendable {
    /// Where it stands.
    package var place: Evidence
    /// `preflight` or `cors`.
    package var kind: String
    /// The request's method.
    package var method: String
    /// The page's origin as sent; empty where it is not known.
    package var origin: String
    /// Scheme, host and port of the target.
    package var target: String
    /// The path and query.
    package var path: String
    /// The response's status; 0 where it is unknown.
    package var status: Int
    /// What corscope judged: `allowed` or `blocked`.
    package var verdict: String
    /// Where it was blocked by that verdict; empty where it was allowed.
    package var phase: String
    /// The permanent id of the reason; empty where it was allowed.
    package var reason: String
    /// What the browser did: `allowed` or `blocked`.
    package var browser: String
    /// The browser's own word for the failure; empty where there is none.
    package var browserError: String
    /// What may be behind it, a sentence in lower case.
    package var note: String
  }
}
