import CORSEngine
import Traffic

/// Finds the preflight that stands before a cross-origin request.
///
/// Preflights are kept by the hash of client, origin, URL and method in a table of limited size,
/// where a new one takes the place of the oldest of its neighbours; what was given up is counted.
package struct Correlation: Sendable {
  /// What a preflight means for the figures.
  package struct PreflightPlace: Sendable, BitwiseCopyable {
    /// Whether the client's cache would have spared it at its engine's cap of max-age.
    package var isAvoidable = false
    /// Whether the client's cache would have spared it at the max-age that was asked about.
    package var isAvoidableAtMaxAge = false
    /// How the request was counted whose line came before this one's.
    var claim = RecentRequests.Count.settled
    /// Whether the preflight before it passed and was followed by nothing.
    package var leavesUnfollowed = false
    /// Whether the preflight whose place it takes was not blocked, and was followed by nothing.
    package var leavesOpen = false
  }

  /// What a cross-origin request's preflight says of it.
  package struct ActualPlace: Sendable, BitwiseCopyable {
    /// Whether a preflight for it is known.
    package var hasPreflight = false
    /// Whether that preflight was judged to pass.
    package var preflightPassed = false
    /// Whether that preflight passes only without credentials; the request that follows it then
    /// had none.
    package var excludesCredentials = false
    /// Whether it is the first request after that preflight.
    package var isFirst = false
  }

  private struct Entry: RecentValue {
    var start: Int64 = 0
    var lifetime: Int64 = 0
    var passed = false
    var isOpen = false
    var isConditional = false
    var followers: UInt32 = 0

    /// Whether it was judged to pass, if need be without credentials only.
    var mayPass: Bool { passed || isConditional }
    var rank: Int64 { start }
  }

  // A log's times are those of completion, and its lines are not in strict order.
  private static let slack: Int64 = 10_000_000_000
  /// How much later than its request's line a preflight's may come, by clocks that are apart.
  private static let skew: Int64 = 5_000_000_000

  private var table = RecentTable<Entry>()
  private var recent = RecentRequests()
  /// How many preflights were given up, followed by nothing, to stay within the table.
  package private(set) var evicted = 0

  /// Makes an empty table.
  package init() {}

  /// Asks ahead for what the search for a fetch's preflight waits for, or the keeping of one.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation) {
    table.bringNear(observation.flow)
    if observation.judgement.kind == .preflight { table.bringPlaceNear(observation.flow) }
  }

  /// Takes note of a preflight.
  @inline(__always)
  package mutating func preflight(_ observation: borrowing Observation) -> PreflightPlace {
    let start = observation.start.nanoseconds
    let outcome = observation.judgement.outcome
    var place = PreflightPlace()
    if outcome != .blocked {
      place.claim = recent.claim(observation.flow, at: start, within: Correlation.skew)
    }
    let entry = Entry(
      start: start,
      lifetime: Int64(observation.maxAge) * 1_000_000_000, passed: outcome == .allowed,
      isOpen: outcome != .blocked, isConditional: outcome == .conditional,
      followers: observation.judgement.isPaired || place.claim != .settled ? 1 : 0)
    guard let (old, isOwn) = table.keep(observation.flow, entry) else { return place }
    if isOwn {
      place.leavesUnfollowed = old.mayPass && old.followers == 0
    } else if old.mayPass, old.followers == 0 {
      evicted += 1
    }
    place.leavesOpen = old.isOpen && old.followers == 0
    return place
  }

  /// Looks for the preflight of a cross-origin request.
  @inline(__always)
  package mutating func actual(_ observation: borrowing Observation) -> ActualPlace {
    var place = look(observation)
    let needsPreflight = observation.judgement.needsPreflight
    // A recording shows which preflight was made for it.
    if observation.judgement.isPaired {
      place.hasPreflight = true
      place.preflightPassed = true
      place.isFirst = true
    }
    guard !place.isFirst else { return place }
    let needs = place.hasPreflight || needsPreflight == true
    recent.note(
      observation.flow, at: observation.start.nanoseconds,
      needs ? .withoutPreflight : .unknownNeed)
    return place
  }

  @inline(__always)
  private mutating func look(_ observation: borrowing Observation) -> ActualPlace {
    var place = ActualPlace()
    guard let slot = table.index(of: observation.flow) else { return place }
    let entry = table.values[slot]
    let age = observation.start.nanoseconds &- entry.start
    guard age >= -Correlation.slack, age <= entry.lifetime &+ Correlation.slack else {
      return place
    }
    place.hasPreflight = true
    place.preflightPassed = entry.passed
    place.excludesCredentials = entry.isConditional
    place.isFirst = entry.followers == 0
    table.values[slot].followers &+= 1
    return place
  }

  /// How many preflights in the table were not blocked, and were followed by nothing so far.
  package var open: Int { table.count { $0.isOpen && $0.followers == 0 } }

  /// How many preflights in the table passed and were followed by nothing so far.
  package var unfollowed: Int { table.count { $0.mayPass && $0.followers == 0 } }
}
