/// What a run found, finished and in words: the only thing that renderers see.
///
/// Every text comes from the input or from corscope's own tables and is not yet escaped for any
/// output; times are seconds since 1970, shares are 0 to 1, `nil` is what cannot be known.
package struct Report: Sendable {
  /// The version of the JSON schema that mirrors this type.
  package static let schema = "corscope.report/1"

  /// The version of corscope.
  package var version: String
  /// When the first and the last exchange began.
  package var period: Period?
  /// What was read.
  package var inputs: [Input]
  /// The headline figures.
  package var summary: Summary
  /// The fetches that browsers refused, most frequent first.
  package var blocked: [BlockedRow]
  /// How many blocked fetches are in none of the groups, because there were too many groups.
  package var blockedOverflow: Int
  /// The same fetches by origin, most frequent first.
  package var blockedOrigins: [BlockedOrigin] = []
  /// What preflights cost.
  package var preflights: Preflights
  /// The exchanges in slices of time, oldest first.
  package var timeline: [TimeSlice]
  /// Exchanges by response status, ascending; cross-origin ones only where `isCrossOrigin`.
  package var statuses: [StatusRow]
  /// Cross-origin exchanges by browser engine, most frequent first.
  package var engines: [EngineRow]
  /// When fetches began to be refused, or to be let through again, oldest first; at most 200.
  package var changes: [Change] = []
  /// The exchanges of which the browser's recording tells another outcome, in the order seen; the
  /// first 200.
  package var disagreements: [Disagreement] = []
  /// How many there are of these in all.
  package var disagreementCount = 0
  /// The misconfigurations, most severe first.
  package var findings: [Finding]
  /// What the inputs could not show, or what was given up, each a sentence.
  package var limits: [String]
  /// What differs from a baseline; `nil` where none was given.
  package var difference: Difference?
  /// Whether userinfo, query values and tokens were taken out.
  package var isRedacted = true
  /// Whether clients' addresses were cut to their networks.
  package var isAnonymized = false

  /// A span of time.
  package struct Period: Sendable {
    /// When the first exchange began, in seconds since 1970.
    package var first: Double
    /// When the last exchange began, in seconds since 1970.
    package var last: Double

    /// Makes a span.
    package init(first: Double, last: Double) {
      self.first = first
      self.last = last
    }
  }

  /// One response status.
  package struct StatusRow: Sendable {
    /// The status code.
    package var status: Int
    /// All exchanges with it.
    package var exchanges: Int
    /// Preflights with it.
    package var preflights: Int
    /// Blocked fetches whose failing response had it.
    package var blocked: Int
  }

  /// One browser engine.
  package struct EngineRow: Sendable {
    /// `chromium`, `firefox`, `webkit` or `other`.
    package var engine: String
    /// Cross-origin exchanges, preflights included.
    package var exchanges: Int
    /// Fetches judged allowed or blocked.
    package var judged: Int
    /// Fetches judged blocked.
    package var blocked: Int
  }

  /// One slice of time.
  package struct TimeSlice: Sendable {
    /// When the slice begins, in seconds since 1970.
    package var start: Double
    /// How long it is, in seconds.
    package var seconds: Int
    /// All exchanges that began in it.
    package var exchanges: Int
    /// The preflights among them.
    package var preflights: Int
    /// Fetches judged allowed or blocked.
    package var judged: Int
    /// Fetches judged blocked.
    package var blocked: Int
  }
}
