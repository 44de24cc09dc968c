/// What each figure of a report means; one wording for every place that explains it.
package enum Definitions {
  /// One figure.
  package struct Entry: Sendable {
    /// Its permanent name, kebab-case; JSON writes it with underscores.
    package let id: String
    /// What readers call it.
    package let term: String
    /// What it means, one or two sentences.
    package let text: String
  }

  /// All of them, in the order in which a reader meets them.
  package static let all: [Entry] = [
    Entry(
      id: "judged-fetches", term: "Judged fetches",
      text: "Fetches known to be allowed or blocked. A fetch is what the page asked for: an "
        + "optional preflight and its request; one that fails at its preflight counts once."),
    Entry(
      id: "blocked-fetches", term: "Blocked",
      text: "Fetches whose response the browser kept from the page, or whose request it never sent "
        + "because the preflight failed."),
    Entry(
      id: "blocked-rate", term: "Blocked rate",
      text: "Blocked fetches ÷ judged fetches. Not given where allowed fetches cannot show."),
    Entry(
      id: "conditional", term: "Conditional",
      text: "Fetches that are allowed without credentials and blocked with them, where the input "
        + "does not show which; never part of the rate."),
    Entry(
      id: "unknown", term: "Unknown",
      text: "Cross-origin fetches that could not be judged because the input lacks fields."),
    Entry(
      id: "cross-origin-requests", term: "Cross-origin requests",
      text: "Exchanges in CORS mode to another origin, preflights not among them."),
    Entry(
      id: "clients", term: "Clients",
      text: "Distinct client addresses; exact up to 64, above that estimated within two to three "
        + "per cent."),
    Entry(
      id: "preflights", term: "Preflights",
      text: "OPTIONS requests by which browsers ask whether they may send the actual request."),
    Entry(
      id: "preflight-share", term: "Preflight share", text: "Preflights ÷ all exchanges."),
    Entry(
      id: "preflight-rate", term: "Preflight rate",
      text: "Preflights ÷ fetches that needed one."),
    Entry(
      id: "cache-hit-ratio", term: "Preflight cache hits",
      text: "Fetches that needed a preflight and went without, ÷ all that needed one."),
    Entry(
      id: "avoidable", term: "Avoidable preflights",
      text: "Preflights that the browser's cache would have spared with the longest "
        + "Access-Control-Max-Age that it honours (Chromium 7,200 s, Firefox 86,400 s, WebKit 600 s)."
    ),
    Entry(
      id: "preflight-time", term: "Preflight time",
      text: "How long preflights took, as users waited for them before the actual request."),
    Entry(
      id: "confidence", term: "Confidence",
      text: "Certain: the input shows every fact that the judgement needs. Inferred: at least one "
        + "fact was concluded from others."),
    Entry(
      id: "phase", term: "Phase",
      text: "Where a fetch failed: at its preflight, at a redirect, or at the actual request's "
        + "response."),
  ]

  /// The meaning of the figure with the name `id`; empty where there is none.
  package static func text(_ id: String) -> String { all.first { $0.id == id }?.text ?? "" }
}
