import CORSEngine
import Traffic

/// Replays clients' preflights against the cache that their engines would have, had every grant
/// been kept for a given time: a preflight that such a cache spares was avoidable.
///
/// Entries are kept by client, origin and URL in a table of limited size; the newest takes the
/// place of that of its neighbours which ends first.
struct GrantSimulation: Sendable {
  private struct Entry: RecentValue {
    var end: Int64 = 0
    /// The lists granted, the newest last; engines that add to their entries keep two.
    var grants: InlineArray<2, GrantLists.ID> = [.none, .none]
    var rank: Int64 { end }
  }

  private var table = RecentTable<Entry>()
  /// The longest that the server is assumed to let grants be kept, in seconds.
  private let maxAge: Int?

  /// Makes an empty simulation.
  ///
  /// - Parameter maxAge: The Access-Control-Max-Age assumed, in seconds; `nil` stands for each
  ///   engine's cap.
  init(maxAge: Int? = nil) { self.maxAge = maxAge }

  /// The grants that a client still holds for a URL.
  ///
  /// - Parameters:
  ///   - key: The hash of client, origin and URL.
  ///   - start: The time, in nanoseconds.
  /// - Returns: The older and the newer grant.
  func grants(_ key: UInt64, at start: Int64) -> InlineArray<2, GrantLists.ID> {
    guard let slot = table.index(of: key), table.values[slot].end > start else {
      return [.none, .none]
    }
    return table.values[slot].grants
  }

  /// Keeps what a preflight was granted.
  ///
  /// - Parameters:
  ///   - key: The hash of client, origin and URL.
  ///   - start: When it began, in nanoseconds.
  ///   - grant: What it was granted.
  ///   - profile: The client's engine.
  mutating func keep(
    _ key: UInt64, at start: Int64, _ grant: GrantLists.ID, _ profile: BrowserProfile
  ) {
    let cap = profile.maxAgeCap ?? 86_400
    let lifetime = Int64(min(cap, maxAge ?? cap)) * 1_000_000_000
    let held = grants(key, at: start)
    let old = profile.replacesCacheEntries ? .none : held[1]
    _ = table.keep(key, Entry(end: start &+ lifetime, grants: [old, grant]))
  }

  /// Drops what a client holds for a URL.
  mutating func forget(_ key: UInt64) {
    if let slot = table.index(of: key) { table.values[slot].end = .min }
  }
}
