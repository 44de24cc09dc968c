import Traffic

/// Whether what one route grants depends on Origin, and whether it says so.
struct VaryRecord: Sendable, Codable {
  /// None, one, or several values of a hash.
  struct Variety: Sendable, Codable {
    private var first: UInt64 = 0
    private(set) var isSeveral = false

    var isEmpty: Bool { first == 0 }

    mutating func add(_ hash: UInt64) {
      if first == 0 { first = hash } else if first != hash { isSeveral = true }
    }

    mutating func merge(_ other: Variety) {
      if !other.isEmpty { add(other.first) }
      isSeveral = isSeveral || other.isSeveral
    }

    /// Whether both hold something, and not the same one.
    func differs(from other: Variety) -> Bool {
      !isEmpty && !other.isEmpty && (isSeveral || other.isSeveral || first != other.first)
    }
  }

  /// Stands for the origin of requests that sent none.
  private static let noOrigin: UInt64 = 1

  var target: UInt64 = 0
  /// The values of Access-Control-Allow-Origin.
  private var values = Variety()
  /// The origins to which the header was sent, and those from which it was withheld.
  private var granted = Variety()
  private var withheld = Variety()
  /// Whether the header was sent where no Origin was.
  private var isUnasked = false
  /// Grants that do not name Origin in Vary, and those that do, all of them only while there are
  /// none of the others.
  var silent = Sightings()
  var saying = Sightings()
  /// Those of the silent ones that no Origin asked for.
  private var silentUnasked = 0
  /// Whether a shared cache may keep, or kept, what does not say it.
  var isShared = false

  @inline(__always)
  mutating func add(_ observation: borrowing Observation, at position: Position) {
    let facts = observation.facts
    target = observation.target
    // Only GET and HEAD are kept by caches; a value that is wrong for everyone is another fault.
    guard facts.isDisjoint(with: [.changesState, .malformedOrigin]) else { return }
    let asker = facts.contains(.originSent) ? observation.origin : VaryRecord.noOrigin
    guard facts.contains(.allowOrigin) else {
      if facts.contains(.originSent) { withheld.add(asker) }
      return
    }
    values.add(observation.allowOrigin)
    granted.add(asker)
    if asker == VaryRecord.noOrigin { isUnasked = true }
    if facts.contains(.variesOnOrigin) {
      // Where another does not, it matters that one says it, and not how many do.
      if silent.count == 0 || saying.count == 0 { saying.add(observation, at: position) }
    } else if facts.isDisjoint(with: .uncacheable) {
      silent.add(observation, at: position)
      if asker == VaryRecord.noOrigin { silentUnasked += 1 }
      if !facts.isDisjoint(with: [.sharedCacheable, .fromSharedCache]) { isShared = true }
    }
  }

  /// Asks ahead for what adding a client waits for; it changes nothing, but is done in place.
  @inline(__always)
  mutating func bringNear(_ client: UInt64, _ facts: Facts) {
    if facts.contains(.variesOnOrigin) {
      saying.clients.bringNear(client)
    } else {
      silent.clients.bringNear(client)
    }
  }

  mutating func merge(_ other: VaryRecord) {
    target = other.target
    values.merge(other.values)
    granted.merge(other.granted)
    withheld.merge(other.withheld)
    isUnasked = isUnasked || other.isUnasked
    silent.merge(other.silent)
    silentUnasked += other.silentUnasked
    saying.merge(other.saying)
    isShared = isShared || other.isShared
  }

  /// Whether only responses to requests without Origin leave it out.
  var isSilentUnaskedOnly: Bool { saying.count > 0 && silentUnasked == silent.count }

  /// Whether what the route with the given hash grants depends on Origin, and not on its query.
  func dependsOnOrigin(_ route: UInt64, _ bystanders: Bystanders) -> Bool {
    values.isSeveral && granted.isSeveral || granted.differs(from: withheld)
      || !granted.isEmpty && !isUnasked && bystanders.contains(route)
  }
}
