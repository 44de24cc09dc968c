import CORSEngine
package import Traffic

/// Turns what a run led to into a report; text appears here for the first time.
///
/// A class, as all that a run led to would be copied for each closure that takes it along.
package final class ReportBuilder: Sendable {
  let result: PartialResult
  let names: Names
  /// How many findings a report lists; nobody mends more at a time.
  private static let findingLimit = 500
  let isPartial: Bool
  let newSince: Timestamp?
  private let intent: Intent
  private let lost: [(name: String, error: IngestError)]

  /// Takes the `outcomes` of a run over `inputs`, and those that were `lost`: not opened at all.
  ///
  /// Groups of blocked fetches that begin at or after `newSince` are marked as new; the `intent` is
  /// what the operator says of the policy.
  /// A run that `isPartial` left exchanges out by their outcome: then no rate means anything.
  package convenience init(
    inputs: [RunInput], outcomes: Run.Outcomes, lost: [(name: String, error: IngestError)] = [],
    isPartial: Bool = false, newSince: Timestamp? = nil, intent: Intent = Intent()
  ) {
    self.init(
      PartialResult(inputs: inputs, outcomes: outcomes), lost: lost, isPartial: isPartial,
      newSince: newSince, intent: intent)
  }

  /// Takes what one run led to, or several that were merged.
  package init(
    _ result: PartialResult, lost: [(name: String, error: IngestError)] = [],
    isPartial: Bool = false, newSince: Timestamp? = nil, intent: Intent = Intent()
  ) {
    self.intent = intent
    self.isPartial = isPartial
    self.newSince = newSince
    self.lost = lost
    self.result = result
    names = result.names
  }

  /// The finished report of the given corscope `version`.
  package func report(version: String) -> Report {
    let aggregate = result.aggregate
    let tally = result.tally
    return Report(
      version: version, period: period, inputs: inputReports, summary: summary,
      blocked: blockedRows, blockedOverflow: aggregate.unlisted, blockedOrigins: blockedOrigins,
      preflights: preflights,
      timeline: timeline(tally, aggregate), statuses: statuses(tally, aggregate),
      engines: engines(aggregate), changes: isPartial ? [] : changes,
      disagreements: disagreements,
      disagreementCount: result.disputes.count, findings: findings, limits: limits)
  }

  private var period: Report.Period? {
    guard let first = result.tally.first, let last = result.tally.last else { return nil }
    return Report.Period(first: first.seconds, last: last.seconds)
  }

  private var summary: Report.Summary {
    let aggregate = result.aggregate
    let tally = result.tally
    let judged = aggregate.allowed + aggregate.blocked
    return Report.Summary(
      exchanges: tally.exchanges,
      clients: tally.clients.isEmpty ? nil : min(tally.clients.count, tally.exchanges),
      crossOriginRequests: tally.kinds[Int(Kind.cors.rawValue)],
      preflights: tally.kinds[Int(Kind.preflight.rawValue)], judgedFetches: judged,
      blockedFetches: aggregate.blocked,
      blockedClients: aggregate.blockedClients.isEmpty
        ? nil : min(aggregate.blockedClients.count, aggregate.blocked),
      blockedRate: judged == 0 || !canJudge || isPartial
        ? nil : Double(aggregate.blocked) / Double(judged),
      conditional: aggregate.conditional, unknown: aggregate.unknown,
      kinds: Kind.allCases.map { ($0.name, tally.kinds[Int($0.rawValue)]) },
      unseen: tally.unseen)
  }

  /// Whether an allowed fetch could show at all; where only failures can, there is no rate.
  private var canJudge: Bool {
    formats.contains {
      !$0.hidesFailures && $0.fields.isSuperset(of: FieldSet(.origin, .allowOrigin))
    }
  }

  /// The path of the input with the given number; empty where there is none.
  func name(of source: Int) -> String {
    result.sources.contains(source) ? result.inputs[source - result.firstSource].name : ""
  }

  func evidence(_ position: Position, _ detail: String = "") -> Report.Evidence {
    Report.Evidence(
      source: name(of: position.source), position: position.number, detail: detail)
  }

  private func timeline(_ tally: Tally, _ aggregate: Aggregate) -> [Report.TimeSlice] {
    var whole = tally.timeline
    whole.merge(aggregate.timeline)
    let seconds = Int(clamping: whole.width)
    return whole.sorted.map { slice in
      Report.TimeSlice(
        start: Double(slice.start), seconds: seconds, exchanges: slice.counts.exchanges,
        preflights: slice.counts.preflights, judged: slice.counts.judged,
        blocked: slice.counts.blocked)
    }
  }

  private func statuses(_ tally: Tally, _ aggregate: Aggregate) -> [Report.StatusRow] {
    let (all, preflights) = (tally.statuses, tally.preflightStatuses)
    return all.indices.filter { all[$0] > 0 }.map { status in
      Report.StatusRow(
        status: status, exchanges: all[status], preflights: preflights[status],
        blocked: aggregate.blockedStatuses[status])
    }
  }

  private func engines(_ aggregate: Aggregate) -> [Report.EngineRow] {
    Engine.allCases.map { engine in
      let counts = aggregate.engines[Int(engine.rawValue)]
      return Report.EngineRow(
        engine: engine.name, exchanges: counts.exchanges, judged: counts.judged,
        blocked: counts.blocked)
    }
    .filter { $0.exchanges > 0 }
    .sorted { $0.exchanges != $1.exchanges ? $0.exchanges > $1.exchanges : $0.engine < $1.engine }
  }

  private var findings: [Finding] {
    let found = result.findings(intent)
    // By places, for findings are large.
    let sorted = found.indices.sorted { left, right in
      if found[left].severity != found[right].severity {
        return found[left].severity > found[right].severity
      }
      if found[left].count != found[right].count { return found[left].count > found[right].count }
      if found[left].rule != found[right].rule { return found[left].rule < found[right].rule }
      return found[left].subject != found[right].subject
        ? found[left].subject < found[right].subject : left < right
    }
    return sorted.prefix(ReportBuilder.findingLimit).map { found[$0] }
  }
}

extension ReportBuilder {
  private var inputReports: [Report.Input] {
    let read = result.inputs.map { input in
      let (account, format) = (input.account, input.finalFormat)
      return Report.Input(
        source: input.name, format: format.name, wrapper: format.wrapper,
        runnerUp: input.runnerUp,
        unit: format.unit.rawValue, positions: account.positions,
        exchanges: account.exchanges, refused: refusals(account.refusals, areRepairs: false),
        repaired: refusals(account.refusals, areRepairs: true),
        fields: format.fields.fields.map(\.name),
        impossible: Observability.impossible(with: format),
        impossibleInShort: Observability.inShort(with: format),
        goesOn: format.goesOn, producer: format.producer, hides: format.hides,
        hidesFailures: format.hidesFailures,
        asides: Aside.allCases.map { ($0.name, account.asides[$0]) }.filter { $0.1 > 0 },
        error: account.error.map(ReportBuilder.text))
    }
    // An input that could not be opened must not be missed by whoever reads only the report.
    return read
      + lost.map { name, error in
        Report.Input(
          source: name, format: "", runnerUp: nil, unit: "line", positions: 0, exchanges: 0,
          refused: [], fields: [], impossible: [], error: ReportBuilder.text(error))
      }
  }

  /// The formats of the inputs, as they were known in the end.
  var formats: [InputFormat] {
    result.inputs.map(\.finalFormat)
  }

  private static func text(_ error: IngestError) -> String {
    error.mend.isEmpty ? error.message : "\(error.message); \(error.mend)"
  }

  private func refusals(_ refusals: Refusals, areRepairs: Bool) -> [Report.Refusal] {
    LineError.allCases.filter { refusals.count($0) > 0 && $0.isRepair == areRepairs }.map {
      reason in
      Report.Refusal(
        reason: reason.name, message: reason.message, mend: reason.mend,
        count: refusals.count(reason),
        positions: refusals.examples.filter { $0.reason == reason }
          .map { ($0.position, $0.column) })
    }
    .sorted { $0.count != $1.count ? $0.count > $1.count : $0.reason < $1.reason }
  }

  private var limits: [String] {
    Limits.sentences(
      inputs: result.inputs.map(\.source), notes: result.inputs.map(\.account.notes),
      tally: result.tally,
      aggregate: result.aggregate,
      evicted: result.leftovers.evicted)
  }
}
