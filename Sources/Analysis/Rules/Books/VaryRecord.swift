import Traffic

/// Whether what one route grants depends on Origin, and whether it says so.
struct VaryRecord: Sendable {
  var target: UInt64 = 0
  /// The first value of Access-Control-Allow-Origin; 0 while none was sent.
  var value: UInt64 = 0
  /// Whether there was another.
  var differs = false
  /// Whether the header was withheld from a request with Origin.
  var isWithheld = false
  /// Grants that do not name Origin in Vary, and those that do.
  var silent = Sightings()
  var saying = Sightings()
  /// Whether a shared cache may keep, or kept, what does not say it.
  var isShared = false

  mutating func add(_ observation: Observation, at position: Position) {
    let facts = observation.facts
    target = observation.target
    guard facts.contains(.allowOrigin) else {
      if facts.contains(.originSent) { isWithheld = true }
      return
    }
    if value == 0 { value = observation.allowOrigin }
    if value != observation.allowOrigin { differs = true }
    if facts.contains(.variesOnOrigin) {
      saying.add(observation, at: position)
    } else if facts.isDisjoint(with: .uncacheable) {
      silent.add(observation, at: position)
      if !facts.isDisjoint(with: [.sharedCacheable, .fromSharedCache]) { isShared = true }
    }
  }

  mutating func merge(_ other: VaryRecord) {
    target = other.target
    differs =
      differs || other.differs || value != 0 && other.value != 0 && value != other.value
    if value == 0 { value = other.value }
    isWithheld = isWithheld || other.isWithheld
    silent.merge(other.silent)
    saying.merge(other.saying)
    isShared = isShared || other.isShared
  }

  /// Whether what the route with the given hash grants depends on Origin.
  func dependsOnOrigin(_ route: UInt64, _ bystanders: Bystanders) -> Bool {
    differs || isWithheld || bystanders.contains(route)
  }
}
