import CORSEngine
import Traffic

/// How one origin's requests of one method fared on one route, errors left out.
struct GuestRecord: Sendable, Codable {
  /// How far apart two answers may lie that are compared, in nanoseconds: ten minutes.
  static let window: Int64 = 600_000_000_000

  var target: UInt64 = 0
  var route: UInt64 = 0
  var origin: UInt64 = 0
  /// By ``MethodNumbers``.
  var method: UInt8 = 0
  // Grants are most of what is seen: what they change stands together, and in front.

  /// Successes with Access-Control-Allow-Origin, whatever it says.
  var carried = 0
  /// Responses that grant the origin.
  var granted = 0
  /// Those among them that allow credentials and name the origin.
  var credentialed = 0
  /// Responses among them that name the origin.
  var named = 0
  /// How often an answer differed from the one shortly before it.
  var flips = 0
  /// The inputs that granted, one bit each.
  var grantingSources: UInt64 = 0
  /// When it was granted.
  var grants = TimeSpan()
  private var first = Answer()
  private var last = Answer()
  /// The responses that grant it.
  var grantSightings = Sightings()
  /// Successes that do not grant it.
  var denied = Sightings()
  /// The inputs that denied, one bit each.
  var denyingSources: UInt64 = 0
  /// When it was denied.
  var denials = TimeSpan()

  /// One answer and its time.
  private struct Answer: Sendable, BitwiseCopyable, Codable {
    /// In nanoseconds since 1970; 0 where there is no answer.
    var time: Int64 = 0
    /// The hash of the query, as what it asks for may be the cause of another answer; the last bit
    /// says instead whether the answer is a grant.
    private var bits: UInt64 = 0

    init() {}

    init(isGrant: Bool, time: Int64, query: UInt64) {
      self.time = time
      bits = query & ~1 | (isGrant ? 1 : 0)
    }

    /// Whether `later` says the opposite of what this said to the same query shortly before.
    func flips(to later: Answer) -> Bool {
      time != 0 && later.time != 0 && bits ^ later.bits == 1
        && later.time &- time <= GuestRecord.window
    }
  }

  /// Asks ahead for what adding a client waits for; it changes nothing, but is done in place.
  @inline(__always)
  mutating func bringNear(_ client: UInt64, _ facts: Facts) {
    if facts.grants {
      grantSightings.clients.bringNear(client)
    } else {
      denied.clients.bringNear(client)
    }
  }

  /// How many bytes of it a grant changes.
  static let frontCount = 168

  init() {}

  /// Makes the record of what such exchanges as `observation` have in common.
  init(_ observation: borrowing Observation, _ method: UInt8) {
    target = observation.target
    route = observation.route
    origin = observation.origin
    self.method = method
  }

  @inline(__always)
  mutating func add(
    _ observation: borrowing Observation, query: UInt64, at position: Position
  ) {
    let facts = observation.facts
    if facts.isSuperset(of: [.success, .allowOrigin]) { carried += 1 }
    let isGrant = facts.grants
    let isMismatch = observation.isMismatch
    let isDenial = isMismatch || facts.contains(.noAllowOrigin)
    guard isGrant || isDenial else { return }
    let time = observation.start.nanoseconds
    let source = UInt64(1) << UInt64(position.source & 63)
    if isGrant {
      granted += 1
      if facts.contains(.echoed) { named += 1 }
      if facts.isSuperset(of: [.credentialsTrue, .echoed]) { credentialed += 1 }
      grantSightings.add(observation, at: position)
      grantingSources |= source
      if time != 0 { grants.add(time) }
    } else {
      denied.add(observation, at: position)
      denyingSources |= source
      if time != 0 { denials.add(time) }
    }
    guard time != 0 else { return }
    let answer = Answer(isGrant: isGrant, time: time, query: query)
    if last.flips(to: answer) { flips += 1 }
    if first.time == 0 { first = answer }
    last = answer
  }

  mutating func merge(_ other: GuestRecord) {
    target = other.target
    route = other.route
    origin = other.origin
    method = other.method
    carried += other.carried
    granted += other.granted
    credentialed += other.credentialed
    denied.merge(other.denied)
    named += other.named
    grantSightings.merge(other.grantSightings)
    flips += other.flips
    if last.flips(to: other.first) { flips += 1 }
    grantingSources |= other.grantingSources
    denyingSources |= other.denyingSources
    grants.merge(other.grants)
    denials.merge(other.denials)
    if first.time == 0 { first = other.first }
    if other.last.time != 0 { last = other.last }
  }

  /// The hash of a target's query; 0 where it has none.
  static func query(_ target: borrowing Span<UInt8>) -> UInt64 {
    guard let mark = target.firstIndex(of: 0x3F) else { return 0 }
    return target.extracting(mark..<target.count).hash()
  }
}

extension Facts {
  /// Whether the response grants the origin.
  @inline(__always)
  var grants: Bool { !isDisjoint(with: [.echoed, .wildcard]) }
}

/// The times between which something happened, in nanoseconds since 1970.
struct TimeSpan: Sendable, BitwiseCopyable, Codable {
  private(set) var first = Int64.max
  private(set) var last = Int64.min

  mutating func add(_ time: Int64) {
    first = min(first, time)
    last = max(last, time)
  }

  mutating func merge(_ other: TimeSpan) {
    first = min(first, other.first)
    last = max(last, other.last)
  }

  /// Whether it never happened.
  var isEmpty: Bool { first > last }

  /// Whether it happened, and was over before the other began.
  func isBefore(_ other: TimeSpan) -> Bool { first <= last && last < other.first }
}

extension Observation {
  /// Whether Access-Control-Allow-Origin names another origin, in good form.
  var isMismatch: Bool { judgement.failed.contains(.allowOriginMismatch) }
}
