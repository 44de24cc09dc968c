package import Analysis
import CORSEngine

/// Writes explanations as text for people.
package struct ExplanationText {
  private let options: RenderOptions

  /// Makes a writer for a terminal, or a file, as `options` describes it.
  package init(_ options: RenderOptions) { self.options = options }

  /// The explanations, one below the other, in UTF-8.
  package func render(_ explanations: [ExchangeExplanation]) -> [UInt8] {
    var page = TerminalPage(options)
    for (index, explanation) in explanations.enumerated() {
      if index > 0 { page.blank() }
      show(explanation, &page)
    }
    return Array(page.output.utf8)
  }

  private func show(_ explanation: ExchangeExplanation, _ page: inout TerminalPage) {
    heading(explanation, &page)
    if !explanation.summary.isEmpty {
      page.blank()
      page.paragraph("\(explanation.summary.joined(separator: " "))", indent: 2)
    }
    section("What was asked", &page)
    for sentence in explanation.asked { page.paragraph("\(sentence)", indent: 4) }
    steps(explanation, &page)
    browsers(explanation, &page)
    mend(explanation, &page)
    guard !explanation.unknowns.isEmpty else { return }
    section("What could not be known", &page)
    for sentence in explanation.unknowns {
      page.paragraph("\(sentence)", indent: 6, label: "    -")
    }
  }

  private func heading(_ explanation: ExchangeExplanation, _ page: inout TerminalPage) {
    let place =
      explanation.unit == "line"
      ? "\(explanation.source):\(explanation.position)"
      : "\(explanation.source): \(explanation.unit) \(explanation.position)"
    if !explanation.source.isEmpty { page.paragraph("\(place, .dim)", keeping: .max) }
    page.paragraph("\("\(explanation.method) \(explanation.url)", .bold)")
    var facts: [TerminalText] = [verdict(explanation)]
    if let origin = explanation.origin { facts.append("from \(origin)") }
    if let status = explanation.status { facts.append("status \("\(status)")") }
    facts.append("\(explanation.judgement.engine.name)")
    if let start = explanation.start { facts.append("\(UTCTime(seconds: start).text)") }
    facts.append("\(explanation.judgement.confidence.name)")
    page.paragraph(.joined(facts.map(\.unbroken), by: " · "))
  }

  private func verdict(_ explanation: ExchangeExplanation) -> TerminalText {
    let judgement = explanation.judgement
    let reason = judgement.reason.map { " (\($0.id))" } ?? ""
    let phase =
      judgement.phase.map { " at the \($0 == .actual ? "actual request" : $0.name)" } ?? ""
    return switch judgement.outcome {
    case .allowed: "\("allowed", .green)"
    case .blocked: "\("blocked\(phase)\(reason)", .alarm)"
    case .conditional:
      "\("blocked\(phase)\(reason) if the page asked with credentials", .yellow)"
    case .unknown: "\("cannot be judged", .yellow)"
    case .opaque, .notCORS: "\(judgement.kind.name)"
    }
  }

  private func section(_ title: TerminalText, _ page: inout TerminalPage) {
    page.blank()
    page.paragraph("\(title.styled(.bold))", indent: 2)
  }

  private func steps(_ explanation: ExchangeExplanation, _ page: inout TerminalPage) {
    guard !explanation.steps.isEmpty else { return }
    let profile = explanation.judgement.engine.profile
    section(
      profile == .fetch
        ? "What the Fetch standard does"
        : "What the Fetch standard does, as \(profile.name) reads it",
      &page)
    if let assumption = explanation.assumption {
      page.paragraph("\(assumption, .yellow)", indent: 4)
    }
    for step in explanation.steps {
      let (mark, style): (TerminalText, TerminalStyle) =
        switch step.outcome {
        case .passed: ("ok", .green)
        case .failed: ("FAIL", .red)
        case .unknown: ("?", .yellow)
        }
      page.paragraph(
        "\("\(step.algorithm.name), step \(step.number)", .dim): \(step.finding)", indent: 9,
        label: "    \(mark.styled(style))")
    }
    var anchors: [String] = []
    for step in explanation.steps where !anchors.contains(step.algorithm.anchor) {
      anchors.append(step.algorithm.anchor)
    }
    let links = anchors.map { TerminalText($0, .dim).linked(to: LinkAddress(standard: $0)) }
    page.paragraph(.joined(links, by: " "), indent: 4)
  }

  private func browsers(_ explanation: ExchangeExplanation, _ page: inout TerminalPage) {
    guard !explanation.browsers.isEmpty else { return }
    section("What each browser says", &page)
    for browser in explanation.browsers where browser.profile != .fetch {
      let style: TerminalStyle = browser.outcome == .allowed ? .green : .red
      let own = browser.isOwn ? " (this client's)" : ""
      let name = ["chromium": "Chromium", "firefox": "Firefox"][browser.profile.name] ?? "WebKit"
      let error = browser.error.map { " · \($0)" } ?? ""
      page.paragraph(
        "\(browser.outcome.name, style)\(error)\(own, .dim)", indent: 14,
        label: "    \(name)")
    }
  }

  private func mend(_ explanation: ExchangeExplanation, _ page: inout TerminalPage) {
    guard !explanation.mend.isEmpty else { return }
    section("What to change", &page)
    for sentence in explanation.mend {
      page.paragraph("\(sentence, .green)", indent: 6, label: "    -")
    }
    guard !explanation.wanted.isEmpty else { return }
    let answer =
      explanation.judgement.kind == .preflight
      ? "if you trust this origin, answer the OPTIONS request with status 204 and:"
      : "if you trust this origin, send with this response, whatever its status:"
    page.paragraph("\(answer)", indent: 6, label: "    -")
    for line in explanation.wanted { page.line("\(line.name): \(line.value)", indent: 8) }
  }
}
