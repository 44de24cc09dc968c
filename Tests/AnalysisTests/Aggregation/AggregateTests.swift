import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("Figures")
struct AggregateTests {
  /// All that is reported of the figures, in an order of its own.
  private func text(_ aggregate: Aggregate, _ names: Names) -> [String] {
    var lines = [
      "\(aggregate.allowed) \(aggregate.blocked) \(aggregate.conditional) \(aggregate.unknown)",
      "\(aggregate.preflights) \(aggregate.avoidable) \(aggregate.unfollowed)",
      "\(aggregate.needing) \(aggregate.withoutPreflight) \(aggregate.overflow)",
      "\(aggregate.engines)", "\(aggregate.timeline.sorted) \(aggregate.timeline.width)",
      "\(aggregate.blockedStatuses)",
      "\(aggregate.preflightTime.total) \(aggregate.preflightTime.value(at: 0.5))",
    ]
    for table in [aggregate.origins, aggregate.routes] {
      for (key, counts) in zip(table.keys, table.values) {
        lines.append("\(names.text(key)) \(counts)")
      }
    }
    lines += aggregate.rows.map { key, row in
      "\(key) \(row.fetches) \(row.clients.count) \(row.engines) "
        + "\(row.first?.nanoseconds ?? 0) \(row.last?.nanoseconds ?? 0) \(row.examples.positions)"
    }.sorted()
    return lines
  }

  private let observations = observe(Batch(mixture(300, seed: 3)))

  private func aggregate(_ range: Range<Int>) -> Aggregate {
    var aggregate = Aggregate()
    var joined: [JoinedObservation] = []
    for index in range {
      var one = JoinedObservation(
        observations[index], at: Position(source: 0, number: index))
      one.preflight.isAvoidable = index % 5 == 0
      one.preflight.leavesUnfollowed = index % 7 == 0
      one.actual.hasPreflight = index % 2 == 0
      one.actual.isFirst = index % 4 == 0
      joined.append(one)
    }
    aggregate.add(joined)
    return aggregate
  }

  @Test("are the same for any division of the whole, and nothing is their zero")
  func laws() {
    let count = observations.count
    let names = analyze(mixture(300, seed: 3)).names
    let whole = aggregate(0..<count)
    let truth = text(whole, names)
    #expect(whole.blocked > 10 && whole.allowed > 10 && whole.conditional > 0)
    for cut in stride(from: 0, through: count, by: 29) {
      var first = aggregate(0..<cut)
      first.merge(aggregate(cut..<count))
      #expect(text(first, names) == truth)
    }
    var tail = aggregate(50..<200)
    tail.merge(aggregate(200..<count))
    var right = aggregate(0..<50)
    right.merge(tail)
    #expect(text(right, names) == truth)
    var before = Aggregate()
    before.merge(whole)
    var after = whole
    after.merge(Aggregate())
    #expect(text(before, names) == truth)
    #expect(text(after, names) == truth)
  }

  @Test("count blocked fetches beyond the groups that are kept")
  func overflow() {
    var aggregate = Aggregate()
    var observation = observe(Batch([Sent()]))[0]
    let extra = 37
    for (index, route) in hashes(2 * Aggregate.rowLimit + extra).enumerated() {
      observation.route = route
      aggregate.add([
        JoinedObservation(observation, at: Position(source: 0, number: index))
      ])
    }
    #expect(aggregate.rows.count == Aggregate.rowLimit + extra)
    #expect(aggregate.overflow == Aggregate.rowLimit)
    #expect(aggregate.blocked == 2 * Aggregate.rowLimit + extra)
    var twice = aggregate
    twice.merge(aggregate)
    #expect(twice.overflow == 2 * aggregate.overflow)
    #expect(twice.rows.values.reduce(0) { $0 + $1.fetches } + twice.overflow == twice.blocked)
  }

  @Test("put nothing in a slice of time when no time is known")
  func timeless() {
    let aggregate = analyze([
      Sent("GET", 200, at: nil), Sent("GET", 200, at: nil, [.allowOrigin: "*", .hasCookie: "1"]),
      Sent(
        "GET", 200, at: nil,
        [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
    ]).aggregate
    #expect(aggregate.blocked == 2)
    #expect(aggregate.allowed == 1)
    #expect(aggregate.timeline.sorted.isEmpty)
    #expect(aggregate.rows.values.allSatisfy { $0.first == nil && $0.last == nil })
  }

  @Test("of single exchanges are the same for any division of the whole")
  func tally() {
    let exchanges = mixture(300, seed: 8)
    func tally(_ range: Range<Int>) -> Tally {
      var examination = Examination(filter: Filter())
      examination.examine(Batch(Array(exchanges[range])))
      return examination.tally
    }
    func text(_ tally: Tally) -> String {
      """
      \(tally.kinds) \(tally.exchanges) \(tally.statuses) \(tally.preflightStatuses) \
      \(tally.clients.count) \(tally.timeline.sorted) \
      \(String(describing: tally.first)) \(String(describing: tally.last))
      """
    }
    let whole = tally(0..<300)
    #expect(whole.kinds.count == Kind.allCases.count)
    #expect(whole.exchanges == 300)
    #expect(whole.kinds.reduce(0, +) == 300)
    #expect(whole.statuses.reduce(0, +) == 300)
    #expect(whole.preflightStatuses.reduce(0, +) == whole.kinds[Int(Kind.preflight.rawValue)])
    for cut in [0, 1, 150, 299, 300] {
      var first = tally(0..<cut)
      first.merge(tally(cut..<300))
      #expect(text(first) == text(whole))
      var late = tally(cut..<300)
      late.merge(tally(0..<cut))
      #expect(text(late) == text(whole))
    }
    var zero = Tally()
    zero.merge(whole)
    #expect(text(zero) == text(whole))
  }

  @Test("put a status that is none with the unknown ones", arguments: [0, 1000, 4711, 65_535])
  func oddStatus(_ status: Int) {
    var examination = Examination(filter: Filter())
    let batch = Batch([Sent("GET", status), .preflight("PUT", status)])
    examination.examine(batch)
    #expect(examination.tally.statuses[0] == 2)
    #expect(examination.tally.preflightStatuses[0] == 1)
    let aggregate = analyze([Sent("GET", status), .preflight("PUT", status)]).aggregate
    #expect(aggregate.blockedStatuses.reduce(0, +) == aggregate.blocked)
  }
}
