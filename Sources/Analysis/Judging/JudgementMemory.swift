import CORSEngine
import Traffic

/// What was judged of exchanges lately, by all that a judgement and its facts rest on: of exchanges
/// that agree in it, one is judged.
///
/// It spares work and changes nothing. Its keys are seeded anew in each run, so that nobody can
/// write a request that is taken for another.
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

  /// The few different ones, behind one of which nothing is remembered; and where among them stands
  /// what is held of a key.
  private var different = [Judged()]
  private var places = HashTable<UInt16>(limit: JudgementMemory.limit)
  private var known = RecentCodes(bits: 13)
  private var relations = RecentCodes(bits: 11)
  private var answers = RecentCodes(bits: 11)
  /// What origins' texts say.
  var origins: OriginMemory
  private let secret: HashSecret

  /// Makes a memory whose keys, and what hosts are compared by, `secret` makes its own.
  init(_ secret: HashSecret) {
    self.secret = secret
    origins = OriginMemory(secret)
  }

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

  /// Where stands what is held of exchanges with the `key`, if any is remembered.
  @inline(__always)
  mutating func place(of key: UInt64) -> Int? { known.known(key).map { Int($0) } }

  /// What stands at a place that was told of an exchange, until the next is asked for.
  @inline(__always)
  subscript(place: Int) -> Judged { different[place] }

  /// Holds what no key stands for; it stands there until the next.
  mutating func hold(_ judged: Judged) -> Int {
    different[0] = judged
    return 0
  }

  /// Remembers what is held of exchanges with the `key`, and tells where it stands.
  @discardableResult
  mutating func keep(_ judged: Judged, of key: UInt64) -> Int {
    let hash = judged.hash
    if let index = places.index(of: hash), different[Int(places.values[index])] == judged {
      known.keep(places.values[index], of: key)
      return Int(places.values[index])
    }
    if different.count > JudgementMemory.limit {
      different.removeSubrange(1...)
      places = HashTable(limit: JudgementMemory.limit)
      known.removeAll()
    }
    let place = UInt16(different.count)
    // Of two with one hash the first is found; the other is kept again when it comes again.
    _ = places.index(of: hash, initial: place)
    different.append(judged)
    known.keep(place, of: key)
    return Int(place)
  }

  /// What exchanges of which the same must be held have in common, of which `agent`, what Origin
  /// says (nothing where none was sent), and the target are known, and a hash of that as it was
  /// `written`.
  @inline(__always)
  mutating func key(
    of exchange: borrowing ExchangeView, by agent: Judge.Agent, origin: OriginReading,
    target: TargetHashes.Target, written: UInt64, lists: inout ListMemory
  ) -> UInt64 {
    let present = exchange.present
    var marks = UInt64(exchange.traits.rawValue) << 32 | status(exchange) << 16
    marks |= UInt64(agent.engine.rawValue) << 4 | (agent.isScanner ? 8 : 0)
    // No page can ask for it, so that it tells what an OPTIONS is.
    if present.contains(.target), exchange.bytes(.target).equals("*") { marks |= 4 }
    var values = exchange.repeated.rawValue
    if present.contains(.origin) {
      values |= UInt64(relation(exchange, origin, target, written: written).rawValue) << 32
    }
    // An empty Origin is none, as far as judging goes.
    if !present.contains(.origin) || exchange.length(.origin) == 0, namesHost(exchange) {
      marks |= 2
    }
    if present.contains(.allowOrigin) { values |= allowOrigin(exchange, origin, lists: &lists) }
    var key = secret.folded(
      present.subtracting(JudgementMemory.idle).rawValue,
      exchange.observable.subtracting(JudgementMemory.idle).rawValue ^ secret.start)
    key = secret.folded(marks, key ^ values)
    var rest = present.rawValue & JudgementMemory.whole.rawValue
    while rest != 0 {
      key = exchange.hash(textField: rest.trailingZeroBitCount, with: secret, after: key)
      rest &= rest &- 1
    }
    return key
  }

  @inline(__always)
  private mutating func relation(
    _ exchange: borrowing ExchangeView, _ origin: OriginReading, _ target: TargetHashes.Target,
    written: UInt64
  ) -> OriginRelation {
    origin.relation(to: target) ?? closeRelation(exchange, origin, written: written)
  }

  @inline(never)
  private mutating func closeRelation(
    _ exchange: borrowing ExchangeView, _ origin: OriginReading, written: UInt64
  ) -> OriginRelation {
    let key = secret.folded(origin.mark, written)
    if let known = relations.known(key) { return OriginRelation(rawValue: known) }
    let relation = origin.relation.whole(of: exchange)
    relations.keep(relation.rawValue, of: key)
    return relation
  }

  /// Of success any status is as good as another.
  @inline(__always)
  private func status(_ exchange: borrowing ExchangeView) -> UInt64 {
    (200...299).contains(exchange.status) ? 200 : UInt64(exchange.status)
  }

  /// Whether Referer names the host, where that is asked for.
  @inline(__always)
  private func namesHost(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.has(.referer) && exchange.has(.host) && exchange.observes(.origin)
      && !exchange.traits.contains(.navigation)
      && Judge.namesHost(exchange.bytes(.referer), exchange.bytes(.host))
  }

  /// How Access-Control-Allow-Origin answers Origin, in the highest bits; 0 if it is the very same.
  @inline(__always)
  private mutating func allowOrigin(
    _ exchange: borrowing ExchangeView, _ origin: OriginReading, lists: inout ListMemory
  ) -> UInt64 {
    let value = exchange.bytes(.allowOrigin)
    if value.equals("*") { return 1 << 44 }
    guard
      value.isEmpty || !value.equals(exchange.bytes(.origin))
        || value.trimmingBlanks().count != value.count
    else { return 0 }
    return UInt64(answer(exchange, origin, lists: &lists).rawValue) << 48 | 1 << 45
  }

  @inline(never)
  private mutating func answer(
    _ exchange: borrowing ExchangeView, _ origin: OriginReading, lists: inout ListMemory
  ) -> AllowOriginRelation {
    let granted = origins.reading(of: .allowOrigin, in: exchange)
    // What answers an origin of another host answers all such in the same way.
    let isOther = origin.isElsewhere(than: granted)
    let key = isOther ? granted.mark : secret.folded(origin.mark, granted.mark)
    if let known = answers.known(key) { return AllowOriginRelation(rawValue: known) }
    let value = exchange.bytes(.allowOrigin)
    let trimmed = value.trimmingBlanks()
    let faults = lists.malformation(trimmed, hash: trimmed.hash(seed: 1))
    let relation =
      isOther
      ? AllowOriginRelation(toOtherHost: value, faults: faults)
      : AllowOriginRelation(value, to: exchange.bytes(.origin), faults: faults)
    answers.keep(relation.rawValue, of: key)
    return relation
  }
}
