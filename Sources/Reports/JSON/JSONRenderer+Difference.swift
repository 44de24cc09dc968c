import Analysis

/// What differs from a baseline.
extension JSONRenderer {
  func difference(_ difference: Report.Difference?, _ writer: inout JSONWriter) {
    guard let difference else {
      writer.null()
      return
    }
    writer.object { writer in
      writer.member("baseline", difference.baseline)
      writer.key("period")
      period(difference.period, &writer)
      writer.key("figures")
      writer.object { writer in
        for figure in difference.figures { self.figure(figure, &writer) }
      }
      writer.key("blocked")
      writer.array(difference.blocked, blockedChange)
      writer.key("findings")
      writer.array(difference.findings, findingChange)
      writer.key("new_origins")
      writer.array(difference.newOrigins) { $0.string($1) }
    }
  }

  private func figure(_ figure: Report.Difference.FigureChange, _ writer: inout JSONWriter) {
    let value = { (writer: inout JSONWriter, name: String, value: Double?) in
      writer.key(name)
      if let value { writer.number(value, decimals: figure.isShare ? 9 : 0) } else { writer.null() }
    }
    writer.key(figure.name)
    writer.object { writer in
      value(&writer, "before", figure.before)
      value(&writer, "after", figure.after)
    }
  }

  private func blockedChange(
    _ writer: inout JSONWriter, _ change: Report.Difference.BlockedChange
  ) {
    writer.object { writer in
      writer.member("change", change.change.rawValue)
      writer.member("origin", change.origin)
      writer.member("target", change.target)
      writer.member("route", change.route)
      writer.member("phase", change.phase)
      writer.member("reason", change.reason)
      writer.member("before", change.before)
      writer.member("after", change.after)
    }
  }

  private func findingChange(
    _ writer: inout JSONWriter, _ change: Report.Difference.FindingChange
  ) {
    writer.object { writer in
      writer.member("change", change.change.rawValue)
      writer.member("rule", change.rule)
      writer.member("severity", change.severity)
      writer.member("subject", change.subject)
      writer.member("before", change.before)
      writer.member("after", change.after)
    }
  }
}
