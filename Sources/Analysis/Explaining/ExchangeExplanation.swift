package import CORSEngine

/// One exchange, explained: what was asked, what the standard does, what browsers say, what to
/// mend.
///
/// All text is redacted; it still has to be escaped for where it goes.
package struct ExchangeExplanation: Sendable {
  /// What one browser makes of it.
  package struct Browser: Sendable {
    /// Whose rules.
    package var profile: BrowserProfile
    /// How it ended by them.
    package var outcome: Outcome
    /// Why it was blocked; `nil` when it was not.
    package var reason: BlockReason?
    /// The name or text that its console or DevTools gives; `nil` where it gives none.
    package var error: String?
    /// Whether the exchange's own client is such a browser.
    package var isOwn: Bool
  }

  /// A header line to send.
  package struct Line: Sendable, Hashable {
    /// The header's name.
    package var name: String
    /// Its value.
    package var value: String
  }

  /// The input that holds it.
  package var source = ""
  /// The 1-based line, packet or entry.
  package var position = 0
  /// What the position counts: `line`, `packet` or `entry`.
  package var unit = "line"
  /// The method; empty where it is not known.
  package var method = ""
  /// Where it went: scheme, host, path and query, as far as known.
  package var url = ""
  /// The Origin; `nil` where none was sent or it is not known.
  package var origin: String?
  /// When it began, in seconds since 1970; `nil` where it is not known.
  package var start: Double?
  /// The status; `nil` where it is not known.
  package var status: Int?
  /// What corscope holds of it.
  package var judgement = Judgement()
  /// What happened, in sentences.
  package var summary: [String] = []
  /// What the page asked for, as lower-case clauses.
  package var asked: [String] = []
  /// What the steps take for granted, where that is not known; `nil` where it is.
  package var assumption: String?
  /// The steps of the standard.
  package var steps: [ExplanationStep] = []
  /// What each browser makes of it; empty for exchanges without CORS.
  package var browsers: [Browser] = []
  /// What to change, sentence by sentence; empty where nothing is wrong.
  package var mend: [String] = []
  /// The response headers with which it would have passed.
  package var wanted: [Line] = []
  /// What could not be known, sentence by sentence.
  package var unknowns: [String] = []

  /// Makes an empty explanation.
  package init() {}
}
