extension Report {
  /// A moment from which fetches were refused that had been let through, or the reverse.
  package struct Change: Sendable {
    /// Whether they were refused from then on.
    package var blocks: Bool
    /// When the first such fetch began, in seconds since 1970.
    package var time: Double
    /// Where it stands.
    package var place: Evidence
    /// The page's origin as sent.
    package var origin: String
    /// Scheme, host and port of the target.
    package var target: String
    /// The folded paths that changed at that moment, at most five.
    package var routes: [String]
    /// How many there are in all.
    package var routeCount: Int
    /// Fetches let through and refused on them before.
    package var before: (allowed: Int, blocked: Int)
    /// Fetches let through and refused on them after, until the next change.
    package var after: (allowed: Int, blocked: Int)
  }
}
