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
  private var memory = JudgementMemory()
  private var route = RouteTemplate()
  /// The routes of URLs.
  private var routes = RecentValues(bits: 11, empty: UInt64(0))
  /// The bystander that is asked for ahead, and added when the next one comes.
  private var bystander: (route: UInt64, lacksVary: Bool)?
  /// The bystanders seen lately.
  private var passed: [UInt64] = Array(repeating: 0, count: 2048)
  private var target = TargetText()
  private var targets = TargetHashes()
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
    addBystander()
  }

  private mutating func examine(_ exchange: borrowing ExchangeView) {
    let agent = judge.agent(of: exchange)
    let origin = exchange.has(.origin) ? exchange.bytes(.origin).hash(seed: 1) : 0
    let place = targets.hash(of: exchange, with: &target)
    let judged = judged(exchange, by: agent, origin: origin)
    if let aside = judged.judgement.aside { asides.add(aside) }
    guard takesAll || filter.takes(exchange, judged.judgement) else {
      if keepsJudgements { judgements.append(nil) }
      return
    }
    if keepsJudgements { judgements.append(judged.judgement) }
    guard judged.judgement.aside == nil else { return }
    let client = Examination.client(of: exchange, recording: recording)
    tally.add(exchange, judged.judgement, client: exchange.has(.client) ? client : 0)
    let kind = judged.judgement.kind
    if kind == .cors, judged.judgement.outcome == .unknown, exchange.has(.browserError) {
      tally.errors.add(exchange.bytes(.browserError))
    }
    guard
      kind == .cors || kind == .preflight || exchange.has(.allowOrigin)
        || exchange.has(.resourcePolicy)
    else {
      noteBystander(exchange, place)
      return
    }
    observations.append(
      observe(exchange, judged, client: client, agent: agent.hash, origin: origin, target: place))
  }

  /// What is held of the exchange: judged anew, or remembered of one like it.
  @inline(__always)
  private mutating func judged(
    _ exchange: borrowing ExchangeView, by agent: Judge.Agent, origin: UInt64
  ) -> JudgementMemory.Judged {
    guard JudgementMemory.holds(exchange) else {
      return judge(exchange, by: agent, origin: origin)
    }
    let key = memory.key(
      of: exchange, by: agent, origin: origin, target: targets.written, lists: &lists)
    if let judged = memory.known(key) { return judged }
    let judged = judge(exchange, by: agent, origin: origin)
    memory.keep(judged, of: key)
    return judged
  }

  /// Judges an exchange, with what the entries beside it show.
  private mutating func judge(
    _ exchange: borrowing ExchangeView, by agent: Judge.Agent, origin: UInt64
  ) -> JudgementMemory.Judged {
    var judgement = Judge.judge(exchange, by: agent.engine)
    joiner.settle(exchange, &judgement)
    var facts = Facts(exchange, judgement)
    // Users' browsers are told from scanners and other programs.
    if agent.isScanner
      || facts.contains(.originSent)
        && memory.origins.isCrafted(exchange.bytes(.origin), hash: origin)
    {
      facts.insert(.probe)
    } else if !facts.contains(.nonBrowser) {
      facts.insert(.user)
    }
    facts.formUnion(lists.facts(of: exchange))
    if exchange.repeated.contains(.allowOrigin) {
      facts.formUnion([.malformedOrigin, .originRepeated])
    } else if facts.contains(.oddAllowOrigin) {
      let value = exchange.bytes(.allowOrigin).trimmingBlanks()
      facts.formUnion(lists.malformation(value, hash: value.hash(seed: 1)))
    }
    return JudgementMemory.Judged(judgement: judgement, facts: facts)
  }

  /// The hash that tells the exchange's client from others; 0 where nothing does.
  @inline(__always)
  private static func client(
    of exchange: borrowing ExchangeView, recording: UInt64
  ) -> UInt64 {
    if exchange.has(.client) { return exchange.bytes(.client).hash() }
    // A browser's own recording is one client's, and no address of another input can equal it.
    return exchange.traits.contains(.oneClient) ? recording : 0
  }

  /// Notes a route that sends no Access-Control-Allow-Origin where no Origin was sent.
  private mutating func noteBystander(_ exchange: borrowing ExchangeView, _ place: UInt64) {
    // Only what caches keep needs Vary.
    guard exchange.state(.origin) == .absent, exchange.state(.allowOrigin) == .absent,
      exchange.observes(.vary), (200...299).contains(exchange.status),
      exchange.bytes(.method).equals("GET") || exchange.bytes(.method).equals("HEAD")
    else { return }
    // Most are seen again and again, and tell nothing new.
    let url = exchange.bytes(.target).hash(seed: place)
    var mark = url ^ UInt64(exchange.traits.rawValue)
    if exchange.has(.vary) { mark ^= exchange.bytes(.vary).hash(seed: 1) }
    let slot = Int(truncatingIfNeeded: url) & (passed.count &- 1)
    guard passed[slot] != mark else { return }
    passed[slot] = mark
    let varies = exchange.has(.vary) && lists.variesOnOrigin(exchange.bytes(.vary))
    addBystander()
    let seen = routes.value(of: url) { route.hash(exchange.bytes(.target), seed: place) }
    bystanders.bringNear(seen)
    bystander = (seen, !varies && !exchange.traits.contains(.uncacheable))
  }

  private mutating func addBystander() {
    guard let seen = bystander else { return }
    bystanders.add(seen.route, lacksVary: seen.lacksVary)
    bystander = nil
  }

  private mutating func observe(
    _ exchange: borrowing ExchangeView, _ judged: JudgementMemory.Judged, client: UInt64,
    agent: UInt64, origin: UInt64, target: UInt64
  ) -> Observation {
    var observation = Observation()
    observation.index = exchange.index
    observation.judgement = judged.judgement
    observation.facts = judged.facts.union(targets.facts)
    observation.client = client
    observation.origin = origin
    if exchange.has(.allowOrigin) {
      // Of one family with the Origin's: the two are mostly the same.
      observation.allowOrigin =
        judged.facts.contains(.echoed)
        ? origin : exchange.bytes(.allowOrigin).trimmingBlanks().hash(seed: 1)
    }
    observation.target = target
    let url = exchange.bytes(.target).hash(seed: target)
    observation.route = routes.value(of: url) {
      route.hash(exchange.bytes(.target), seed: target)
    }
    if exchange.has(.start) { observation.start = exchange.start }
    if exchange.has(.duration) { observation.duration = exchange.duration }
    observation.status = Int(exchange.status)
    let isPreflight = judged.judgement.kind == .preflight
    observation.method = UInt32(
      truncatingIfNeeded: exchange.bytes(isPreflight ? .requestMethod : .method).hash(seed: 4))
    observation.flow =
      (origin ^ (agent ^ client).mixed ^ url).mixed ^ UInt64(observation.method)
    if isPreflight {
      let profile = judged.judgement.engine.profile
      // A grant outlives no year in any browser, and a clamped number cannot overflow.
      observation.maxAge = Int32(
        min(MaxAge(exchange.value(.maxAge), profile: profile).seconds, 31_536_000))
    }
    return observation
  }
}
