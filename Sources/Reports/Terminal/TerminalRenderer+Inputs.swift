import Analysis

/// What was read, what of it was not used, and what it could not show.
extension TerminalRenderer {
  func inputs(_ report: Report, _ page: inout TerminalPage) {
    page.heading("Input and what it could not show")
    // Inputs with trouble first; the order given otherwise.
    let trouble = { (input: Report.Input) in input.error != nil || !input.refused.isEmpty }
    let ordered = report.inputs.filter(trouble) + report.inputs.filter { !trouble($0) }
    let places = places(report)
    for input in ordered.prefix(TerminalRenderer.groupLimit) { show(input, places, &page) }
    more(ordered.count - TerminalRenderer.groupLimit, &page)
    impossible(report.inputs, &page)
    limits(report.limits, &page)
  }

  private func show(_ input: Report.Input, _ places: Places, _ page: inout TerminalPage) {
    page.paragraph("\(input.source, .bold)", indent: 2, keeping: .max)
    let wrapper: TerminalText = input.wrapper.isEmpty ? "" : " in \(input.wrapper)"
    let runnerUp: TerminalText = input.runnerUp.map { ", not as \($0)" } ?? ""
    let unit = input.unit == "entry" ? ("entry", "entries") : (input.unit, input.unit + "s")
    // What could not be opened, or not be recognised, was read as nothing.
    let wasRead = !input.format.isEmpty || input.positions > 0
    if wasRead {
      page.paragraph(
        """
        \(Figures.count(input.positions, unit.0, unit.1)) read as \(input.format)\(wrapper)\(runnerUp) · \
        \(Figures.count(input.exchanges, "exchange"))
        """, indent: 4)
    }
    producer(input, &page)
    if let error = input.error {
      page.paragraph("\(wasRead ? "stopped early" : "not read", .red): \(error)", indent: 4)
    }
    for refusal in input.refused.prefix(TerminalRenderer.tableLimit) {
      let mend: TerminalText = refusal.mend.isEmpty ? "" : " (\(refusal.mend))"
      page.paragraph(
        "\(refusal.count, .yellow) \(refusal.reason): \(refusal.message)\(mend)", indent: 4)
      let first = refusal.positions.prefix(5).map { (input.source, $0.number, $0.column) }
      page.paragraph(places.list(first).styled(.dim), indent: 6, keeping: .max)
    }
    more(input.refused.count - TerminalRenderer.tableLimit, &page, indent: 4)
    for repair in input.repaired {
      page.paragraph("\(repair.count) repaired: \(repair.message)", indent: 4)
    }
  }

  /// What wrote the input, what that leaves out, and which entries are no exchanges.
  private func producer(_ input: Report.Input, _ page: inout TerminalPage) {
    if !input.asides.isEmpty {
      let kinds = input.asides.map { aside -> TerminalText in "\(aside.kind) \(aside.count)" }
      page.paragraph(
        "no exchanges of their own: \(.joined(kinds.map(\.unbroken), by: " · "))", indent: 4)
    }
    guard !input.hides.isEmpty else { return }
    let name: TerminalText =
      input.producer.isEmpty ? "its unknown producer" : "\(input.producer)"
    page.paragraph("written by \(name), which does not show:", indent: 4)
    for loss in input.hides { page.paragraph("\(loss)", indent: 6, label: "    -") }
  }

  /// Figures that no input, or only some, could show: alike lists are told once.
  private func impossible(_ inputs: [Report.Input], _ page: inout TerminalPage) {
    let lists = inputs.map { $0.impossibleInShort ?? $0.impossible }.firsts
    for list in lists.prefix(TerminalRenderer.groupLimit) where !list.isEmpty {
      let sources = inputs.filter { ($0.impossibleInShort ?? $0.impossible) == list }
        .map { TerminalText($0.source) }
      let subject: TerminalText =
        lists.count == 1
        ? "" : " in \(.joined(Array(sources.prefix(3)), by: ", "))\(sources.count > 3 ? " …" : "")"
      page.blank()
      page.paragraph("Not possible with the fields at hand\(subject):", indent: 2)
      for item in list.prefix(TerminalRenderer.tableLimit) {
        page.paragraph("\(item)", indent: 4, label: "  -")
      }
      more(list.count - TerminalRenderer.tableLimit, &page, indent: 4)
    }
  }

  private func limits(_ limits: [String], _ page: inout TerminalPage) {
    guard !limits.isEmpty else { return }
    page.blank()
    page.paragraph("Mind that:", indent: 2)
    for limit in limits.prefix(TerminalRenderer.tableLimit) {
      page.paragraph("\(limit)", indent: 4, label: "  -")
    }
    more(limits.count - TerminalRenderer.tableLimit, &page, indent: 4)
  }
}

extension Array where Element: Hashable {
  /// The elements without those that came before.
  fileprivate var firsts: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
