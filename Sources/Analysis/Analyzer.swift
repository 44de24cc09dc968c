import CORSEngine
package import Traffic

/// The ordered part of the analysis: sees exchanges with CORS evidence in the order of time.
package struct Analyzer: Sendable {
  /// The figures so far.
  package private(set) var aggregate = Aggregate()
  /// The preflights that requests may still follow.
  package private(set) var correlation = Correlation()
  /// The texts behind the hashes of the figures.
  package private(set) var names = Names()
  /// The exchanges of which a browser's recording tells another outcome.
  package private(set) var disputes = Disputes()
  /// When fetches began to be refused, or to be let through again.
  package private(set) var changes = PolicyChanges()
  /// What was gathered for all rules.
  package private(set) var policies = PolicyBook()
  /// The rules with what they have seen.
  package private(set) var rules: [any Rule]

  /// The max-age, in seconds, at which avoidable preflights are counted beside the engines' caps.
  package let maxAge: Int?
  private var grants = GrantLists()
  private var atCap = GrantSimulation()
  private var atMaxAge: GrantSimulation?
  private let interests: [Facts]
  private let either: [Facts]
  private var facts = FactColumns()
  // What was noted lately for the rules only.
  private var noted: [UInt64] = Array(repeating: 0, count: 1024)
  private var route = RouteTemplate()
  private var target = TargetText()
  private var request = RequestText()

  /// Makes an analyzer with all rules.
  ///
  /// - Parameter maxAge: An Access-Control-Max-Age, in seconds, at which to count the preflights
  ///   that browsers would be spared.
  package init(maxAge: Int? = nil) {
    self.maxAge = maxAge
    atMaxAge = maxAge.map { GrantSimulation(maxAge: $0) }
    rules = RuleRegistry.all.map { $0.init() }
    interests = RuleRegistry.all.map { $0.interest }
    either = RuleRegistry.all.map { $0.either }
  }

  /// Tells the rules what exchanges without Origin showed; called once, after all observations.
  package mutating func learn(_ bystanders: Bystanders) {
    policies.learn(bystanders)
  }

  /// Gives back the memory that only further observations would need.
  package mutating func finish() {
    atCap = GrantSimulation()
    atMaxAge = nil
    grants = GrantLists()
    facts = FactColumns()
  }

  /// Takes in the `range` of a batch's `observations`, which are joined meanwhile with their
  /// preflights; each is taken in once.
  ///
  /// One part of the state after the other sees all of them: each part's memory stays near while it
  /// is used, and its misses overlap.
  package mutating func observe(
    _ batch: borrowing Batch, _ observations: inout [JoinedObservation], in range: Range<Int>
  ) {
    var joined = observations.mutableSpan
    bringNear(&joined, in: range, batch)
    join(&joined, in: range, batch)
    changes.add(joined.span.extracting(range))
    count(&joined, in: range, batch)
    facts.fill(joined.span.extracting(range))
    observeRules(joined.span.extracting(range), batch)
  }

  /// Adds the exchanges to the figures, and keeps the texts that those need.
  private mutating func count(
    _ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>,
    _ batch: borrowing Batch
  ) {
    var start = range.lowerBound
    // At once, but where counts give way to others amid the batch.
    while start < range.upperBound {
      let end = aggregate.findCounts(&joined, in: start..<range.upperBound)
      aggregate.count(&joined, in: start..<end)
      add(joined.span, in: start..<end, batch)
      start = end
    }
  }

  /// Adds the exchanges of `range`, whose origins and routes are counted, to the other figures.
  private mutating func add(
    _ joined: borrowing Span<JoinedObservation>, in range: Range<Int>, _ batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    for index in range {
      // Only a recording tells what the browser did.
      if joined[index].observation.judgement.browser != nil,
        joined[index].observation.judgement.isDisputed
      {
        let observation = joined[index].observation
        disputes.add(
          ExchangeView(bytes: bytes, records: records, index: observation.index),
          observation.judgement, at: joined[index].position)
      }
      switch joined[index].observation.judgement.kind {
      case .preflight:
        aggregate.add(preflight: index, of: joined)
        guard aggregate.needsNames || aggregate.wantsRequest else { continue }
      case .cors:
        aggregate.add(actual: index, of: joined)
        guard aggregate.needsNames || aggregate.wantsRequest else { continue }
      // What is neither is noted for the rules only, and mostly was a moment ago.
      default: if wasNoted(joined[index].observation) { continue }
      }
      let observation = joined[index].observation
      note(
        observation, ExchangeView(bytes: bytes, records: records, index: observation.index))
    }
  }

  /// Tells the exchanges their positions in the input, and asks the largest tables ahead for what
  /// each needs of them: one does not wait later for the memory of the one before.
  private func bringNear(
    _ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>,
    _ batch: borrowing Batch
  ) {
    let first = batch.firstPosition
    let spread = KeySpread()
    for index in range {
      joined[index].position.number += first
      let origin = spread.bits(of: joined[index].observation.origin)
      let route = spread.bits(of: joined[index].observation.route)
      correlation.bringNear(joined[index].observation)
      aggregate.bringNear(origin: origin, route: route)
      policies.bringNear(joined[index].observation, route: route)
    }
  }

  /// Whether the texts of the observation's origin, target and route were kept a short time ago.
  @inline(__always)
  private mutating func wasNoted(_ observation: borrowing Observation) -> Bool {
    let key = (observation.origin ^ observation.target ^ observation.route).mixed | 1
    let slot = Int(truncatingIfNeeded: key >> 8) & (noted.count &- 1)
    if noted[slot] == key { return !names.isFull }
    noted[slot] = key
    return false
  }

  /// Shows the batch's exchanges to those rules whose interest any of them can hold.
  private mutating func observeRules(
    _ joined: borrowing Span<JoinedObservation>, _ batch: borrowing Batch
  ) {
    policies.observe(joined, facts, of: batch)
    for index in policies.newGrants {
      let observation = joined[index].observation
      noteGrant(
        observation,
        ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: observation.index))
    }
    let union = facts.union
    for index in rules.indices
    where union.isSuperset(of: interests[index]) && !union.isDisjoint(with: either[index]) {
      rules[index].observe(joined, facts, of: batch, if: interests[index])
    }
  }

  /// Keeps the texts of a grant that is new on its target.
  private mutating func noteGrant(_ observation: Observation, _ exchange: borrowing ExchangeView) {
    names.note(observation.allowOrigin, exchange.bytes(.allowOrigin).trimmingBlanks())
    noteNames(observation, exchange)
  }

  /// What the rules found, with what the operator says is meant so.
  package func findings(_ inputs: [String], intent: Intent = Intent()) -> [Finding] {
    let context = RuleContext(names: names, inputs: inputs, intent: intent, policies: policies)
    return RuleRegistry.findings(of: rules, context)
  }

  /// Finds the requests' preflights, and what those tell of them.
  private mutating func join(
    _ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>,
    _ batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    for index in range {
      switch joined[index].observation.judgement.kind {
      case .preflight:
        joined[index].preflight = correlation.preflight(joined[index].observation)
        simulate(
          &joined[index],
          ExchangeView(bytes: bytes, records: records, index: joined[index].observation.index))
      case .cors: join(actual: &joined[index])
      default: break
      }
    }
  }

  /// Finds a request's preflight, and what it tells of it.
  @inline(__always)
  private mutating func join(actual joined: inout JoinedObservation) {
    let place = correlation.actual(joined.observation)
    joined.actual = place
    if joined.observation.judgement.outcome == .blocked,
      joined.observation.judgement.phase == .actual,
      joined.observation.judgement.engine.profile.clearsCacheAfterFailedResponse
    {
      forget(joined.observation)
    }
    if place.preflightPassed || place.excludesCredentials {
      joined.observation.facts.insert(.afterGoodPreflight)
    }
    // Its preflight would have failed with credentials, and the request would not be here.
    let follows = place.isFirst || joined.observation.judgement.needsPreflight == true
    if place.excludesCredentials, follows, joined.observation.client != 0,
      joined.observation.judgement.outcome == .conditional
    {
      joined.observation.judgement.outcome = .allowed
      joined.observation.judgement.confidence = .inferred
      joined.observation.judgement.failed = []
      joined.observation.judgement.reason = nil
      joined.observation.judgement.phase = nil
    }
  }

  /// Asks the simulated caches whether they would have spared a preflight, and notes what they say.
  private mutating func simulate(
    _ joined: inout JoinedObservation, _ exchange: borrowing ExchangeView
  ) {
    let outcome = joined.observation.judgement.outcome
    guard exchange.has(.requestMethod) else { return }
    guard outcome == .allowed || outcome == .conditional else {
      if outcome == .blocked { forget(joined.observation) }
      return
    }
    let profile = joined.observation.judgement.engine.profile
    let grant = grants.id(of: exchange)
    let start = joined.observation.start.nanoseconds
    let cache = joined.observation.cache
    let isSpared = covers(atCap.grants(cache, at: start), exchange, profile)
    joined.preflight.isAvoidable = isSpared
    if !isSpared { atCap.keep(cache, at: start, grant, profile) }
    guard let held = atMaxAge?.grants(cache, at: start) else { return }
    let isSparedAtMaxAge = covers(held, exchange, profile)
    joined.preflight.isAvoidableAtMaxAge = isSparedAtMaxAge
    if !isSparedAtMaxAge { atMaxAge?.keep(cache, at: start, grant, profile) }
  }

  /// Drops the grants that an engine drops after a failure.
  @inline(__always)
  private mutating func forget(_ observation: borrowing Observation) {
    atCap.forget(observation.cache)
    atMaxAge?.forget(observation.cache)
  }

  private mutating func covers(
    _ held: InlineArray<2, GrantLists.ID>, _ exchange: borrowing ExchangeView,
    _ profile: BrowserProfile
  ) -> Bool {
    grants.covers(held[1], exchange, profile) || grants.covers(held[0], exchange, profile)
  }

  /// Forgets texts that no figure needs any more; those seen first may be evidence of rules.
  ///
  /// Of the batch that is being taken in, all exchanges may be counted already: what they are about
  /// is kept sooner, and batches end at the same places for any number of workers.
  private mutating func pruneNames() {
    var wanted: Set<UInt64> = []
    for row in aggregate.groups.values where row.fetches > 1 {
      wanted.formUnion([row.key.origin, row.key.target, row.key.route, row.request])
    }
    wanted.formUnion(aggregate.heavyKeys)
    for kind in changes.kinds { wanted.formUnion([kind.origin, kind.target, kind.route]) }
    policies.addNames(to: &wanted)
    for slot in noted.indices { noted[slot] = 0 }
    names.prune(first: Names.limit / 8) { wanted.contains($0) }
  }

  /// Keeps the texts of what the figures are about.
  private mutating func note(_ observation: Observation, _ exchange: borrowing ExchangeView) {
    noteNames(observation, exchange)
    guard aggregate.wantsRequest else { return }
    request.write(
      exchange, isPreflight: observation.judgement.kind == .preflight,
      refused: Judge.refusedName(exchange, observation.judgement))
    let text = request.bytes
    let hash = text.span.hash()
    names.note(hash, text.span)
    aggregate.keep(request: hash)
  }

  /// Keeps the texts of its origin, target and route.
  private mutating func noteNames(_ observation: Observation, _ exchange: borrowing ExchangeView) {
    if names.isFull { pruneNames() }
    if observation.origin != 0, !names.knows(observation.origin) {
      names.note(observation.origin, exchange.bytes(.origin))
    }
    if !names.knows(observation.target) {
      target.write(exchange)
      let text = target.bytes
      names.note(observation.target, text.span)
    }
    if !names.knows(observation.route) {
      route.fold(exchange.bytes(.target))
      let text = route.bytes
      names.note(observation.route, text.span)
    }
  }
}
