package import Traffic

/// The ordered part of the analysis: sees exchanges with CORS evidence in the order of time.
package struct Analyzer: Sendable {
  /// The figures so far.
  package private(set) var aggregate = Aggregate()
  /// The preflights that requests may still follow.
  package private(set) var correlation = Correlation()
  /// The texts behind the hashes of the figures.
  package private(set) var names = Names()
  /// The rules with what they have seen.
  package private(set) var rules: [any Rule]

  private let interests: [Facts]
  private var route = RouteTemplate()
  private var target = TargetText()

  /// Makes an analyzer with all rules.
  package init() {
    rules = RuleRegistry.all.map { $0.init() }
    interests = RuleRegistry.all.map { $0.interest }
  }

  /// Tells the rules what exchanges without Origin showed; called once, after all observations.
  package mutating func learn(_ bystanders: Bystanders) {
    for index in rules.indices { rules[index].learn(bystanders) }
  }

  /// Takes in the `range` of a batch's `observations`.
  package mutating func observe(
    _ batch: borrowing Batch, _ observations: borrowing [Observation], in range: Range<Int>
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    for index in range {
      var observation = observations[index]
      let exchange = ExchangeView(bytes: bytes, records: records, index: observation.index)
      let position = Position(
        source: batch.source,
        number: batch.firstPosition + Int(records[observation.index].position))
      observe(&observation, exchange, at: position)
    }
  }

  private mutating func observe(
    _ observation: inout Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    var bringsNames = true
    switch observation.judgement.kind {
    case .preflight:
      let place = correlation.preflight(observation)
      aggregate.add(preflight: observation, place, at: position)
      bringsNames = aggregate.needsNames
    case .cors:
      let place = correlation.actual(observation)
      let follows = place.isFirst || observation.judgement.needsPreflight == true
      if place.preflightPassed || place.excludesCredentials {
        observation.facts.insert(.afterGoodPreflight)
      }
      // Its preflight would have failed with credentials, and the request would not be here.
      if place.excludesCredentials, follows, observation.client != 0,
        observation.judgement.outcome == .conditional
      {
        observation.judgement.outcome = .allowed
        observation.judgement.confidence = .inferred
        observation.judgement.failed = []
        observation.judgement.reason = nil
        observation.judgement.phase = nil
      }
      aggregate.add(actual: observation, place, at: position)
      bringsNames = aggregate.needsNames
    default: break
    }
    if bringsNames { note(observation, exchange) }
    for index in interests.indices where observation.facts.isSuperset(of: interests[index]) {
      rules[index].observe(observation, exchange, at: position)
    }
  }

  /// Keeps the texts of what the figures are about.
  private mutating func note(_ observation: Observation, _ exchange: borrowing ExchangeView) {
    if observation.origin != 0, !names.contains(observation.origin) {
      names.note(observation.origin, exchange.bytes(.origin))
    }
    if !names.contains(observation.target) {
      target.write(exchange)
      let text = target.bytes
      names.note(observation.target, text.span)
    }
    if !names.contains(observation.route) {
      route.fold(exchange.bytes(.target))
      let text = route.bytes
      names.note(observation.route, text.span)
    }
  }
}
