package import Analysis
import Traffic

/// The verdict of a report in a few sentences, for any format that people read.
///
/// Texts hold names from the input as they came: a renderer escapes them for its output.
package struct Headline: Sendable {
  /// Whether the news is good.
  package enum Tone: Sendable, Hashable {
    case good, bad, unsure
  }

  /// Whether the news is good.
  package let tone: Tone
  /// The verdict, one to three sentences.
  package let sentences: [String]
  /// What stands beside the verdict and is not mixed into it; often empty.
  package let asides: [String]

  /// Sums up `report`.
  package init(_ report: Report) {
    let summary = report.summary
    let hasCrossOrigin =
      summary.crossOriginRequests > 0 || summary.preflights > 0 || summary.judgedFetches > 0
      || summary.conditional > 0 || summary.unknown > 0
    if summary.exchanges == 0 {
      tone = .unsure
      let read = report.inputs.reduce(0) { $0 + $1.exchanges }
      sentences = [
        read == 0
          ? "No HTTP exchange was understood."
          : "None of the \(Figures.count(read, "exchange")) read passes the filters."
      ]
    } else if summary.blockedFetches > 0, !Headline.shows(Headline.allowOrigin, report) {
      tone = .bad
      sentences = Headline.blockedAtLeast(report)
    } else if summary.blockedFetches > 0 {
      tone = .bad
      sentences = Headline.blocked(report)
    } else if summary.judgedFetches > 0, report.inputs.allSatisfy(\.hidesFailures) {
      tone = .unsure
      sentences = [
        "What was blocked cannot be told: the input leaves out the responses of requests that "
          + "failed. \(Headline.noneBlocked(summary.judgedFetches))"
      ]
    } else if summary.judgedFetches > 0 {
      tone = .good
      sentences = [Headline.noneBlocked(summary.judgedFetches)]
    } else if !hasCrossOrigin, Headline.shows("origin", report) {
      tone = summary.unseen > 0 ? .unsure : .good
      sentences = Headline.withoutCORS(summary)
    } else {
      tone = .unsure
      sentences = Headline.unjudged(report)
    }
    asides = Headline.asides(report, unsure: tone == .unsure)
  }

  private static let allowOrigin = "access_control_allow_origin"

  /// Without Access-Control-Allow-Origin only failures of another kind show, and no success does: a
  /// share of such fetches would mislead.
  private static func blockedAtLeast(_ report: Report) -> [String] {
    let blocked = report.summary.blockedFetches
    let amount = Figures.count(blocked, "fetch was", "fetches were")
    let lacking =
      shows("origin", report)
      ? "does not show Access-Control-Allow-Origin"
      : "shows neither Origin nor Access-Control-Allow-Origin"
    return ["At least \(amount) blocked; out of how many, cannot be told: the input \(lacking)."]
      + [mainCause(report)].compactMap { $0 } + advice(report)
  }

  private static func noneBlocked(_ judged: Int) -> String {
    judged == 1
      ? "The one cross-origin fetch that could be judged was allowed."
      : "None of the \(Figures.count(judged)) judged cross-origin fetches was blocked."
  }

  /// No exchange is one that CORS has a say in.
  private static func withoutCORS(_ summary: Report.Summary) -> [String] {
    let all = Figures.count(summary.exchanges)
    let known = summary.exchanges - summary.unseen
    guard known > 0 else {
      let subject =
        summary.exchanges == 1
        ? "the one exchange does not show" : "none of the \(all) exchanges shows"
      return ["Nothing could be judged: \(subject) its Origin."]
    }
    let subject =
      summary.exchanges == 1 ? "The one exchange is no" : "None of the \(all) exchanges is a"
    let verdict = "\(subject) cross-origin request in CORS mode"
    let bare = summary.kinds.reduce(0) { sum, kind in
      ["unclassified", "no-cors"].contains(kind.kind) ? sum + kind.count : sum
    }
    let loads = bare - summary.unseen
    let were = loads == 1 ? "was" : "were"
    let others =
      loads > 0 && summary.exchanges > 1
      ? [
        "\(Figures.count(loads)) of them \(were) loaded without CORS, as images and scripts of other "
          + "hosts are."
      ] : []
    guard summary.unseen == 0 else {
      return [
        "\(verdict), as far as they show their Origin: \(Figures.count(summary.unseen)) do not."
      ] + others
    }
    return ["\(verdict): there was nothing for CORS to block."] + others
  }

  private static func blocked(_ report: Report) -> [String] {
    let (blocked, judged) = (report.summary.blockedFetches, report.summary.judgedFetches)
    guard report.summary.blockedRate != nil else {
      let amount = Figures.count(blocked, "cross-origin fetch was", "cross-origin fetches were")
      return ["\(amount) blocked."] + [origins(report), mainCause(report)].compactMap { $0 }
    }
    let share = Figures.percent(blocked, of: judged).map { " (\($0))" } ?? ""
    let noun = judged == 1 ? "fetch" : "fetches"
    let verb = blocked == 1 ? "was" : "were"
    var sentences = [
      "\(Figures.count(blocked)) of \(Figures.count(judged)) judged cross-origin \(noun)"
        + " \(verb) blocked\(share)."
    ]
    sentences += [origins(report), mainCause(report)].compactMap { $0 }
    return sentences
  }

  /// Who is behind nearly all of it.
  private static func origins(_ report: Report) -> String? {
    // Where groups were left out, shares of those that are listed would mislead.
    guard report.blockedOverflow == 0 else { return nil }
    var fetches: [String: Int] = [:]
    for row in report.blocked { fetches[row.origin, default: 0] += row.fetches }
    fetches[""] = nil
    let ranked = fetches.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = ranked.first else { return nil }
    let all = report.summary.blockedFetches
    if first.value >= all { return "All came from \(first.key)." }
    if Double(first.value) >= 0.8 * Double(all), let share = Figures.percent(first.value, of: all) {
      return "\(first.key) is behind \(share) of it."
    }
    var sum = 0
    var kept = 0
    for origin in ranked where Double(sum) < 0.95 * Double(all) {
      sum += origin.value
      kept += 1
    }
    guard let share = Figures.percent(sum, of: all) else { return nil }
    if kept == 1 { return "\(first.key) is behind \(share) of it." }
    let known = report.blockedOverflow == 0
    guard known, sum >= all else {
      let total = known ? " of \(Figures.count(ranked.count))" : ""
      return "\(Figures.count(kept))\(total) origins are behind \(share) of it."
    }
    return "They came from \(Figures.count(kept)) origins."
  }

  /// The reason behind most of it.
  private static func mainCause(_ report: Report) -> String? {
    guard report.blockedOverflow == 0 else { return nil }
    var fetches: [String: (count: Int, meaning: String)] = [:]
    for row in report.blocked {
      fetches[row.reason, default: (0, row.meaning)].count += row.fetches
    }
    let top = fetches.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let top, let share = Figures.percent(top.value.count, of: report.summary.blockedFetches)
    else { return nil }
    let amount = top.value.count >= report.summary.blockedFetches ? "" : " (\(share))"
    return "\(amount.isEmpty ? "Cause" : "Main cause")\(amount): \(top.value.meaning)."
  }

  private static func unjudged(_ report: Report) -> [String] {
    let summary = report.summary
    let exchanges = Figures.count(summary.exchanges, "exchange")
    guard shows("origin", report) else {
      return ["Nothing could be judged: none of the \(exchanges) shows an Origin."] + advice(report)
    }
    let amount = Figures.count(max(summary.crossOriginRequests, summary.unknown))
    let subject = "None of the \(amount) cross-origin requests could be judged"
    if !shows(allowOrigin, report) {
      return ["\(subject): the input does not show Access-Control-Allow-Origin."] + advice(report)
    }
    if summary.conditional > 0 {
      return [
        "\(subject): they are allowed unless the page asked with credentials, which the input does not show."
      ]
    }
    return ["\(subject)."]
  }

  /// What to add to the log.
  private static func advice(_ report: Report) -> [String] {
    if report.inputs.contains(where: \.goesOn) {
      return [
        "Its lines hold more columns than the format names: pass the server's own format with "
          + "--log-format."
      ]
    }
    guard report.inputs.contains(where: { $0.unit == "line" }) else { return [] }
    let wanted = [
      ("origin", "Origin"), ("access_control_request_method", "Access-Control-Request-Method"),
      ("access_control_allow_origin", "Access-Control-Allow-Origin"),
      ("access_control_allow_credentials", "Access-Control-Allow-Credentials"),
    ]
    let missing = wanted.filter { !shows($0.0, report) }.map(\.1)
    guard let last = missing.last else { return [] }
    let names =
      missing.count == 1
      ? last : missing.dropLast().joined(separator: ", ") + " and " + last
    let server = LoggingAdvice.server(of: report.inputs.map(\.format)) ?? "SERVER"
    return ["Log \(names): 'corscope setup \(server)' prints the lines for it."]
  }

  private static func asides(_ report: Report, unsure: Bool) -> [String] {
    let summary = report.summary
    var asides: [String] = []
    if !unsure, summary.conditional > 0 {
      let verb = summary.conditional == 1 ? "is" : "are"
      asides.append(
        "\(Figures.count(summary.conditional)) more \(verb) blocked if the page asked with "
          + "credentials, which the input does not show.")
    }
    if !unsure, summary.unknown > 0 {
      asides.append("\(Figures.count(summary.unknown)) could not be judged.")
    }
    if report.disagreementCount > 0 {
      let verb = report.disagreementCount == 1 ? "differs" : "differ"
      asides.append(
        "\(Figures.count(report.disagreementCount, "verdict")) \(verb) from what the browser did.")
    }
    // A refused connection is not a packet: only lines can be set against lines.
    let texts = report.inputs.filter { $0.unit == "line" }
    let refused = texts.reduce(0) { $0 + max(0, $1.positions - $1.exchanges - others(in: $1)) }
    let read = texts.reduce(0) { $0 + $1.positions }
    if refused > 0, refused >= read / 100, let share = Figures.percent(min(refused, read), of: read)
    {
      asides.append("\(share) of the input was not understood.")
    }
    let partial = report.inputs.count { !$0.fields.contains(allowOrigin) }
    if !unsure, partial > 0, partial < report.inputs.count {
      asides.append(
        "\(Figures.count(partial)) of \(Figures.count(report.inputs.count)) inputs"
          + " \(partial == 1 ? "does" : "do") not show Access-Control-Allow-Origin.")
    }
    let broken = report.inputs.count { $0.error != nil }
    if broken > 0 {
      asides.append("\(Figures.count(broken, "input")) could not be read to the end.")
    }
    return asides
  }

  /// How many lines of an input were understood to tell of something else than an exchange.
  private static func others(in input: Report.Input) -> Int {
    input.refused.first { $0.reason == LineError.noExchange.name }?.count ?? 0
  }

  private static func shows(_ field: String, _ report: Report) -> Bool {
    report.inputs.contains { $0.fields.contains(field) }
  }
}
