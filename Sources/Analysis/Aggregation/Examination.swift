import CORSEngine
package import Traffic

/// The order-free part of the analysis: judges a batch's exchanges and counts what has no order.
///
/// Each worker has its own; a batch's result does not depend on which one examined it.
package struct Examination: Sendable {
  /// What was judged, beside the batch's records; an exchange that was filtered out has `nil`.
  package private(set) var judgements: [Judgement?] = []
  /// The exchanges with CORS evidence, in the order of the records.
  package private(set) var observations: [Observation] = []
  /// What of this batch is no exchange of its own.
  package private(set) var asides = Asides()
  /// The counts of all batches examined so far.
  package private(set) var tally = Tally()

  /// The routes of all batches that withheld the header from a request without Origin.
  package private(set) var bystanders = Bystanders()

  private var judge = Judge()
  private var route = RouteTemplate()
  /// The routes of URLs.
  private var routes = RecentValues(bits: 11, empty: UInt64(0))
  /// The bystanders seen lately.
  private var passed: [UInt64] = Array(repeating: 0, count: 2048)
  private var target = TargetText()
  private var targets = TargetHashes()
  private var origins = OriginMemory()
  private var lists = ListMemory()
  private var joiner = FetchJoiner()
  /// What stands for the client's address where a browser recorded the batch.
  private var recording: UInt64 = 0
  private let filter: Filter
  private let takesAll: Bool
  private let keepsJudgements: Bool

  /// Makes an examination.
  ///
  /// - Parameters:
  ///   - filter: The exchanges to take.
  ///   - keepsJudgements: Whether ``judgements`` is to be filled.
  package init(filter: Filter, keepsJudgements: Bool = false) {
    self.filter = filter
    takesAll = filter.isEmpty
    self.keepsJudgements = keepsJudgements
  }

  /// Examines one batch; ``judgements`` and ``observations`` are then about it.
  package mutating func examine(_ batch: borrowing Batch) {
    judgements.removeAll(keepingCapacity: true)
    observations.removeAll(keepingCapacity: true)
    asides = Asides()
    recording = (UInt64(truncatingIfNeeded: batch.source) &+ 1).mixed
    joiner.collect(batch)
    let bytes = batch.bytes.span
    let records = batch.records.span
    for index in batch.own {
      examine(ExchangeView(bytes: bytes, records: records, index: index))
    }
  }

  private mutating func examine(_ exchange: borrowing ExchangeView) {
    var judgement = judge.judge(exchange)
    joiner.settle(exchange, &judgement)
    if let aside = judgement.aside { asides.add(aside) }
    guard takesAll || filter.takes(exchange, judgement) else {
      if keepsJudgements { judgements.append(nil) }
      return
    }
    if keepsJudgements { judgements.append(judgement) }
    guard judgement.aside == nil else { return }
    let client = self.client(of: exchange)
    tally.add(exchange, judgement, client: exchange.has(.client) ? client : 0)
    if judgement.kind == .cors, judgement.outcome == .unknown, exchange.has(.browserError) {
      tally.errors.add(exchange.bytes(.browserError))
    }
    let isCORS = judgement.kind == .cors || judgement.kind == .preflight
    guard isCORS || exchange.has(.allowOrigin) || exchange.has(.resourcePolicy) else {
      noteBystander(exchange)
      return
    }
    observations.append(observe(exchange, judgement, client: client))
  }

  /// The hash that tells the exchange's client from others; 0 where nothing does.
  private func client(of exchange: borrowing ExchangeView) -> UInt64 {
    if exchange.has(.client) { return exchange.bytes(.client).hash() }
    // A browser's own recording is one client's, and no address of another input can equal it.
    return exchange.traits.contains(.oneClient) ? recording : 0
  }

  /// Notes a route that sends no Access-Control-Allow-Origin where no Origin was sent.
  private mutating func noteBystander(_ exchange: borrowing ExchangeView) {
    // Only what caches keep needs Vary.
    guard exchange.state(.origin) == .absent, exchange.state(.allowOrigin) == .absent,
      exchange.observes(.vary), (200...299).contains(exchange.status),
      exchange.bytes(.method).equals("GET") || exchange.bytes(.method).equals("HEAD")
    else { return }
    // Most are seen again and again, and tell nothing new.
    var place = exchange.has(.port) ? UInt64(exchange.port) + 1 : 0
    if exchange.has(.scheme) { place = exchange.bytes(.scheme).hash(seed: place) }
    if exchange.has(.vary) { place = exchange.bytes(.vary).hash(seed: place) }
    let asked = exchange.bytes(.target).hash(seed: exchange.bytes(.host).hash(seed: place))
    let mark = asked ^ UInt64(exchange.traits.rawValue)
    let slot = Int(truncatingIfNeeded: asked) & (passed.count &- 1)
    guard passed[slot] != mark else { return }
    passed[slot] = mark
    let seed = targets.hash(of: exchange, with: &target)
    let varies = exchange.has(.vary) && lists.variesOnOrigin(exchange.bytes(.vary))
    let url = exchange.bytes(.target).hash(seed: seed)
    bystanders.add(
      routes.value(of: url) { route.hash(exchange.bytes(.target), seed: seed) },
      lacksVary: !varies && !exchange.traits.contains(.uncacheable))
  }

  private mutating func observe(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement, client: UInt64
  ) -> Observation {
    var observation = Observation()
    observation.index = exchange.index
    observation.judgement = judgement
    observation.facts = Facts(exchange, judgement)
    observation.client = client
    if exchange.has(.origin) { observation.origin = exchange.bytes(.origin).hash(seed: 1) }
    classifyClient(exchange, &observation)
    observation.facts.formUnion(lists.facts(of: exchange))
    if exchange.has(.allowOrigin) {
      let value = exchange.bytes(.allowOrigin).trimmingBlanks()
      // Of one family with the Origin's: the two are mostly the same.
      observation.allowOrigin =
        observation.facts.contains(.echoed) ? observation.origin : value.hash(seed: 1)
      if exchange.repeated.contains(.allowOrigin) {
        observation.facts.formUnion([.malformedOrigin, .originRepeated])
      } else if observation.facts.contains(.oddAllowOrigin) {
        observation.facts.formUnion(lists.malformation(value, hash: observation.allowOrigin))
      }
    }
    observation.target = targets.hash(of: exchange, with: &target)
    observation.facts.formUnion(targets.facts)
    let url = exchange.bytes(.target).hash(seed: observation.target)
    observation.route = routes.value(of: url) {
      route.hash(exchange.bytes(.target), seed: observation.target)
    }
    if exchange.has(.start) { observation.start = exchange.start }
    if exchange.has(.duration) { observation.duration = exchange.duration }
    observation.status = Int(exchange.status)
    let agent = judge.agentHash ^ client
    observation.flow =
      (observation.origin ^ agent.mixed ^ url).mixed
      ^ Observation.method(of: exchange, isPreflight: judgement.kind == .preflight)
    if judgement.kind == .preflight {
      let profile = judgement.engine.profile
      // A grant outlives no year in any browser, and a clamped number cannot overflow.
      observation.maxAge = Int32(
        min(MaxAge(exchange.value(.maxAge), profile: profile).seconds, 31_536_000))
    }
    return observation
  }

  /// Tells users' browsers from scanners and other programs.
  private mutating func classifyClient(
    _ exchange: borrowing ExchangeView, _ observation: inout Observation
  ) {
    let isProbe =
      judge.agentIsScanner
      || observation.facts.contains(.originSent)
        && origins.isCrafted(exchange.bytes(.origin), hash: observation.origin)
    if isProbe {
      observation.facts.insert(.probe)
    } else if !observation.facts.contains(.nonBrowser) {
      observation.facts.insert(.user)
    }
  }
}
