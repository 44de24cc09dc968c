/// What really happened in a simulation.
struct SimulationTruth: Codable {
  /// The fetches of one origin that browsers refused.
  struct Blocked: Codable {
    var fetches = 0
    var clients = 0
  }

  var exchanges = 0
  var clients = 0
  /// Cross-origin requests of browsers, preflights not counted.
  var requests = 0
  var preflights = 0
  /// Fetches that needed a preflight.
  var needing = 0
  /// The fetches among them that were made without one.
  var withoutPreflight = 0
  /// Preflights that would have been spared by the longest max-age that each browser honours.
  var avoidable = 0
  var allowed = 0
  var blocked: [String: Blocked] = [:]
  /// How long preflights took in all, in seconds.
  var preflightTime = 0.0
  /// Whom the policy turned away in the middle, and when, in seconds since 1970.
  var changedOrigin = ""
  var changedAt = 0.0

  /// Preflights ÷ fetches that needed one.
  var rate: Double { needing == 0 ? 0 : Double(preflights) / Double(needing) }

  /// Fetches without a preflight that they needed ÷ fetches that needed one.
  var cacheHitRatio: Double { needing == 0 ? 0 : Double(withoutPreflight) / Double(needing) }
}
