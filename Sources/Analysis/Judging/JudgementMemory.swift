import CORSEngine
import Traffic

/// What was judged of exchanges lately, by all that a judgement and its facts rest on: of exchanges
/// that agree in it, one is judged.
///
/// It spares work and changes nothing. Its keys are seeded anew in each run, so that nobody can write
/// a request that is taken for another.
struct JudgementMemory: Sendable {
  /// A judgement with the facts that go with it, but for those about the target.
  struct Judged: Sendable, BitwiseCopyable, Equatable {
    var judgement = Judgement()
    var facts: Facts = []

    /// A hash of all that tells two apart in what is remembered.
    fileprivate var hash: UInt64 {
      var marks = UInt64(judgement.kind.rawValue) << 4 | UInt64(judgement.outcome.rawValue)
      marks = marks << 8 | UInt64(judgement.reason?.rawValue ?? .max)
      marks = marks << 8 | UInt64(judgement.detail.rawValue)
      marks = marks << 4 | UInt64(judgement.engine.rawValue)
      marks = marks << 4 | UInt64(judgement.confidence.rawValue)
      marks = marks << 4 | UInt64(judgement.phase?.rawValue ?? 15)
      marks = marks << 4 | UInt64(judgement.aside?.rawValue ?? 15)
      marks = marks << 2 | (judgement.needsPreflight.map { $0 ? 2 : 1 } ?? 0)
      marks = marks << 1 | (judgement.isPartOfFetch ? 1 : 0)
      let sets = (facts.rawValue.mixed ^ judgement.missing.rawValue).mixed
      let reasons = UInt64(judgement.failed.rawValue) << 32 | UInt64(judgement.basis.rawValue)
      return ((sets ^ reasons).mixed ^ marks).mixed
    }
  }

  /// The few different ones, and where among them stands what is held of a key.
  private var different: [Judged] = []
  private var places = HashTable<UInt16>(limit: JudgementMemory.limit)
  private var known = RecentCodes(bits: 12)
  private var relations = RecentCodes(bits: 12)
  private var answers = RecentCodes(bits: 11)
  /// Which origins are crafted.
  var origins = OriginMemory()
  private let seed = UInt64.random(in: .min ... .max)

  // The sets are worked out in place, as they are asked for with each exchange.

  /// The fields that bear on nothing, whether they are there or not.
  @inline(__always)
  private static var idle: FieldSet {
    FieldSet(.client)
      .union(FieldSet(.server))
      .union(FieldSet(.protocol))
      .union(FieldSet(.requestID))
      .union(FieldSet(.referer))
      .union(FieldSet(.start))
      .union(FieldSet(.duration))
  }

  /// The fields of which each byte may count.
  @inline(__always)
  private static var whole: FieldSet {
    FieldSet(.method)
      .union(FieldSet(.fetchMode))
      .union(FieldSet(.fetchSite))
      .union(FieldSet(.fetchDestination))
      .union(FieldSet(.contentType))
      .union(FieldSet(.requestMethod))
      .union(FieldSet(.requestHeaders))
      .union(FieldSet(.allowCredentials))
      .union(FieldSet(.allowMethods))
      .union(FieldSet(.allowHeaders))
      .union(FieldSet(.exposeHeaders))
      .union(FieldSet(.maxAge))
      .union(FieldSet(.vary))
      .union(FieldSet(.age))
      .union(FieldSet(.timingAllowOrigin))
  }

  /// Whether nothing bears on the exchange but what the keys are made of.
  ///
  /// In a recording other entries do, and what the browser wrote of an error.
  @inline(__always)
  static func holds(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.traits.isDisjoint(with: [.recorded, .provisional])
      && !exchange.has(.resourcePolicy) && !exchange.has(.browserError)
  }

  /// How many different ones are kept.
  private static let limit = 2_000

  /// What is held of exchanges with the `key`, if any is remembered.
  @inline(__always)
  mutating func known(_ key: UInt64) -> Judged? {
    guard let place = known.known(key) else { return nil }
    return different[Int(place)]
  }

  /// Remembers what is held of exchanges with the `key`.
  mutating func keep(_ judged: Judged, of key: UInt64) {
    let hash = judged.hash
    if let index = places.index(of: hash), different[Int(places.values[index])] == judged {
      known.keep(places.values[index], of: key)
      return
    }
    if different.count == JudgementMemory.limit {
      different.removeAll(keepingCapacity: true)
      places = HashTable(limit: JudgementMemory.limit)
      known.removeAll()
    }
    let place = UInt16(different.count)
    // Of two with one hash the first is found; the other is kept again when it comes again.
    _ = places.index(of: hash, initial: place)
    different.append(judged)
    known.keep(place, of: key)
  }

  /// What exchanges of which the same must be held have in common, of which `agent`, the hash of Origin
  /// (0 where none was sent), and a hash of scheme, host and port as they were written are known.
  mutating func key(
    of exchange: borrowing ExchangeView, by agent: Judge.Agent, origin: UInt64, target: UInt64,
    lists: inout ListMemory
  ) -> UInt64 {
    let present = exchange.present
    var marks = UInt64(exchange.traits.rawValue) << 32 | status(exchange) << 16
    marks |= UInt64(agent.engine.rawValue) << 4 | (agent.isScanner ? 8 : 0)
    // No page can ask for it, so that it tells what an OPTIONS is.
    if exchange.bytes(.target).equals("*") { marks |= 4 }
    // An empty Origin is none, as far as judging goes.
    if exchange.bytes(.origin).isEmpty, namesHost(exchange) { marks |= 2 }
    var key = (seed ^ present.subtracting(JudgementMemory.idle).rawValue).mixed
    key ^= exchange.observable.subtracting(JudgementMemory.idle).rawValue
    key = (key.mixed ^ marks).mixed ^ exchange.repeated.rawValue
    if present.contains(.origin) {
      key = (key ^ UInt64(relation(exchange, origin: origin, target: target).rawValue)).mixed
    }
    if present.contains(.allowOrigin) { addAllowOrigin(exchange, to: &key, lists: &lists) }
    var rest = present.intersection(JudgementMemory.whole)
    while let field = rest.popFirst() { key = exchange.bytes(field).hash(seed: key) }
    return key.mixed
  }

  private mutating func relation(
    _ exchange: borrowing ExchangeView, origin: UInt64, target: UInt64
  ) -> OriginRelation {
    let key = exchange.bytes(.origin).hash(seed: seed ^ target)
    if let known = relations.known(key) { return OriginRelation(rawValue: known) }
    let isCrafted = origins.isCrafted(exchange.bytes(.origin), hash: origin)
    let relation = OriginRelation(exchange, isCrafted: isCrafted)
    relations.keep(relation.rawValue, of: key)
    return relation
  }

  /// Of success any status is as good as another.
  @inline(__always)
  private func status(_ exchange: borrowing ExchangeView) -> UInt64 {
    (200...299).contains(exchange.status) ? 200 : UInt64(exchange.status)
  }

  private func namesHost(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.has(.host) && Judge.namesHost(exchange.bytes(.referer), exchange.bytes(.host))
  }

  /// Adds how Access-Control-Allow-Origin answers Origin.
  @inline(__always)
  private mutating func addAllowOrigin(
    _ exchange: borrowing ExchangeView, to key: inout UInt64, lists: inout ListMemory
  ) {
    let value = exchange.bytes(.allowOrigin)
    if value.equals("*") {
      key = ~key
    } else if value.isEmpty || !value.equals(exchange.bytes(.origin))
      || value.trimmingBlanks().count != value.count
    {
      key = (key ^ (UInt64(answer(exchange, lists: &lists).rawValue) &+ 1)).mixed
    }
  }

  private mutating func answer(
    _ exchange: borrowing ExchangeView, lists: inout ListMemory
  ) -> AllowOriginRelation {
    let value = exchange.bytes(.allowOrigin)
    let origin = exchange.bytes(.origin)
    let key = origin.hash(seed: value.hash(seed: seed))
    if let known = answers.known(key) { return AllowOriginRelation(rawValue: known) }
    let trimmed = value.trimmingBlanks()
    let faults = lists.malformation(trimmed, hash: trimmed.hash(seed: 1))
    let relation = AllowOriginRelation(value, to: origin, faults: faults)
    answers.keep(relation.rawValue, of: key)
    return relation
  }
}
