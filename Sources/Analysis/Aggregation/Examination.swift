import CORSEngine
package import Traffic

/// The order-free part of the analysis: judges a batch's exchanges and counts what has no order.
///
/// Each worker has its own; a batch's result does not depend on which one examined it.
package struct Examination: Sendable {
  /// What was judged, beside the batch's records; an exchange that was filtered out has `nil`.
  package private(set) var judgements: [Judgement?] = []
  /// The exchanges with CORS evidence, in the order of the records, each to be joined with its
  /// preflight; their positions count from the batch's own first.
  package var observations: [JoinedObservation] = []
  /// What of this batch is no exchange of its own.
  package private(set) var asides = Asides()
  /// The counts of all batches examined so far.
  package private(set) var tally = Tally()

  /// The routes of all batches that withheld the header from a request without Origin.
  package private(set) var bystanders = Bystanders()

  private var judge = Judge()
  private var memory: JudgementMemory
  private var route = RouteTemplate()
  /// The routes of URLs.
  private var routes = RecentValues(bits: 11, empty: UInt64(0))
  /// The bystander that is asked for ahead, and added when the next one comes.
  private var bystander: (route: UInt64, lacksVary: Bool)?
  /// The bystanders seen lately.
  private var passed: [UInt64] = Array(repeating: 0, count: 2048)
  private var text = TargetText()
  private var targets: TargetHashes
  private var lists = ListMemory()
  private var joiner = FetchJoiner()
  private let secret = HashSecret()
  /// The number of the batch's input.
  private var source = 0
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
    memory = JudgementMemory(secret)
    targets = TargetHashes(secret)
    self.keepsJudgements = keepsJudgements
  }

  /// Examines one batch; ``judgements`` and ``observations`` are then about it.
  package mutating func examine(_ batch: borrowing Batch) {
    judgements.removeAll(keepingCapacity: true)
    observations.removeAll(keepingCapacity: true)
    asides = Asides()
    source = batch.source
    recording = (UInt64(truncatingIfNeeded: batch.source) &+ 1).mixed
    joiner.collect(batch)
    let bytes = batch.bytes.span
    let records = batch.records.span
    let own = batch.own
    // What is counted and found is taken out meanwhile, so that it is made sure once that it is not
    // shared.
    var (counts, found) = ([] as [Int], [] as [JoinedObservation])
    swap(&counts, &tally.counts)
    swap(&found, &observations)
    found.append(addingCapacity: own.count) { found in
      var counts = counts.mutableSpan
      for index in own {
        examine(ExchangeView(bytes: bytes, records: records, index: index), &counts, &found)
      }
    }
    swap(&counts, &tally.counts)
    swap(&found, &observations)
    addBystander()
  }

  @inline(__always)
  private mutating func examine(
    _ exchange: borrowing ExchangeView, _ counts: inout MutableSpan<Int>,
    _ found: inout OutputSpan<JoinedObservation>
  ) {
    let agent = judge.agent(of: exchange)
    let origin =
      exchange.has(.origin)
      ? memory.origins.reading(of: .origin, in: exchange) : OriginReading()
    let target = targets.target(of: exchange, with: &text)
    let place = judged(exchange, by: agent, origin, target)
    if let aside = memory[place].judgement.aside { asides.add(aside) }
    let isTaken = takesAll || filter.takes(exchange, memory[place].judgement)
    if keepsJudgements { judgements.append(isTaken ? memory[place].judgement : nil) }
    guard isTaken, memory[place].judgement.aside == nil else { return }
    let client = client(of: exchange)
    let kind = memory[place].judgement.kind
    tally.add(exchange, kind, client: exchange.has(.client) ? client : 0, to: &counts)
    if kind == .unclassified, memory[place].judgement.missing.contains(.origin) {
      tally.unseen &+= 1
    }
    if kind == .cors, exchange.has(.browserError), memory[place].judgement.outcome == .unknown {
      tally.errors.add(exchange.bytes(.browserError))
    }
    guard
      kind == .cors || kind == .preflight || exchange.has(.allowOrigin)
        || exchange.has(.resourcePolicy)
    else {
      noteBystander(exchange, target.hash)
      return
    }
    let (url, route) = route(of: exchange, on: target.hash)
    var observation = Observation()
    observation.index = exchange.index
    observation.judgement = memory[place].judgement
    observation.facts = memory[place].facts.union(target.facts)
    observation.client = client
    observation.origin = origin.hash
    if exchange.has(.allowOrigin) {
      observation.allowOrigin = allowOrigin(
        of: exchange, origin, isEchoed: observation.facts.contains(.echoed))
    }
    observation.target = target.hash
    observation.route = route
    if exchange.has(.start) { observation.start = exchange.start }
    if exchange.has(.duration) { observation.duration = exchange.duration }
    observation.status = Int(exchange.status)
    let isPreflight = kind == .preflight
    observation.method = Observation.hash(
      method: exchange.bytes(isPreflight ? .requestMethod : .method))
    observation.flow =
      (origin.hash ^ (agent.hash ^ client).mixed ^ url).mixed ^ UInt64(observation.method)
    if isPreflight { observation.maxAge = maxAge(of: exchange, memory[place].judgement.engine) }
    found.append(
      JoinedObservation(
        observation, at: Position(source: source, number: Int(exchange.position))))
  }

  /// The hash of Access-Control-Allow-Origin, which must be there; that of Origin where it is the
  /// same.
  @inline(__always)
  private mutating func allowOrigin(
    of exchange: borrowing ExchangeView, _ origin: OriginReading, isEchoed: Bool
  ) -> UInt64 {
    if isEchoed { return origin.hash }
    let granted = memory.origins.reading(of: .allowOrigin, in: exchange)
    guard granted.relation.contains(.padded) else { return granted.hash }
    return exchange.bytes(.allowOrigin).trimmingBlanks().hash(seed: 1)
  }

  /// Where stands what is held of the exchange: judged anew, or remembered of one like it.
  @inline(__always)
  private mutating func judged(
    _ exchange: borrowing ExchangeView, by agent: Judge.Agent, _ origin: OriginReading,
    _ target: TargetHashes.Target
  ) -> Int {
    guard JudgementMemory.holds(exchange) else {
      return memory.hold(judge(exchange, by: agent, origin))
    }
    let key = memory.key(
      of: exchange, by: agent, origin: origin, target: target, written: targets.written,
      lists: &lists)
    return memory.place(of: key) ?? judge(exchange, by: agent, origin, key: key)
  }

  /// Judges an exchange that nothing is remembered of.
  @inline(never)
  private mutating func judge(
    _ exchange: borrowing ExchangeView, by agent: Judge.Agent, _ origin: OriginReading, key: UInt64
  ) -> Int {
    memory.keep(judge(exchange, by: agent, origin), of: key)
  }

  /// Judges an exchange, with what the entries beside it show.
  @inline(never)
  private mutating func judge(
    _ exchange: borrowing ExchangeView, by agent: Judge.Agent, _ origin: OriginReading
  ) -> JudgementMemory.Judged {
    var judgement = Judge.judge(exchange, by: agent.engine)
    joiner.settle(exchange, &judgement)
    var facts = Facts(exchange, judgement)
    // Users' browsers are told from scanners and other programs.
    if agent.isScanner || origin.relation.contains(.crafted) {
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
  private func client(of exchange: borrowing ExchangeView) -> UInt64 {
    if exchange.has(.client) { return exchange.bytes(.client).placedHash() }
    // A browser's own recording is one client's, and no address of another input can equal it.
    return exchange.traits.contains(.oneClient) ? recording : 0
  }

  /// Notes a route that sends no Access-Control-Allow-Origin where no Origin was sent.
  @inline(__always)
  private mutating func noteBystander(_ exchange: borrowing ExchangeView, _ place: UInt64) {
    // Only what caches keep needs Vary.
    guard exchange.state(.origin) == .absent, exchange.state(.allowOrigin) == .absent,
      exchange.observes(.vary), (200...299).contains(exchange.status),
      exchange.bytes(.method).equals("GET") || exchange.bytes(.method).equals("HEAD")
    else { return }
    // Most are seen again and again, and tell nothing new.
    var mark = place ^ UInt64(exchange.traits.rawValue)
    if exchange.has(.vary) { mark = exchange.hash(.vary, with: secret, after: mark) }
    if exchange.has(.target) { mark = exchange.hash(.target, with: secret, after: mark) }
    let slot = Int(truncatingIfNeeded: mark) & (passed.count &- 1)
    guard passed[slot] != mark else { return }
    passed[slot] = mark
    noteNewBystander(exchange, place)
  }

  @inline(never)
  private mutating func noteNewBystander(_ exchange: borrowing ExchangeView, _ place: UInt64) {
    let varies = exchange.has(.vary) && lists.variesOnOrigin(exchange.bytes(.vary))
    addBystander()
    let seen = route(of: exchange, on: place).route
    bystanders.bringNear(seen)
    bystander = (seen, !varies && !exchange.traits.contains(.uncacheable))
  }

  private mutating func addBystander() {
    guard let seen = bystander else { return }
    bystanders.add(seen.route, lacksVary: seen.lacksVary)
    bystander = nil
  }

  /// The hashes of the exchange's URL and of its route.
  @inline(never)
  private mutating func route(
    of exchange: borrowing ExchangeView, on target: UInt64
  ) -> (url: UInt64, route: UInt64) {
    let url = exchange.bytes(.target).hash(seed: target)
    if let known = routes.known(url) { return (url, known) }
    let seen =
      exchange.has(.target)
      ? route.hash(exchange.bytes(from: .target), length: exchange.length(.target), seed: target)
      : route.hash(exchange.bytes(.target), seed: target)
    routes.keep(seen, of: url)
    return (url, seen)
  }

  /// For how long a browser with the engine may keep what a preflight granted, in seconds.
  @inline(never)
  private func maxAge(of exchange: borrowing ExchangeView, _ engine: Engine) -> Int32 {
    // A grant outlives no year in any browser, and a clamped number cannot overflow.
    Int32(min(MaxAge(exchange.value(.maxAge), profile: engine.profile).seconds, 31_536_000))
  }
}
