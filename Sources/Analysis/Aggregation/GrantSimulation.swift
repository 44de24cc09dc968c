import CORSEngine
import Traffic

/// Replays clients' preflights against the cache that their engines would have, had every grant been
/// kept for a given time: a preflight that such a cache spares was avoidable.
///
/// Entries are kept by client, origin and URL in a table of fixed size; the newest takes the place of
/// the oldest of its neighbours.
struct GrantSimulation: Sendable {
  private struct Entry: BitwiseCopyable {
    var end: Int64 = 0
    /// The lists granted, the newest last; engines that add to their entries keep two.
    var grants: InlineArray<2, GrantLists.ID> = [.none, .none]
  }

  private static let size = 1 << 16
  private static let reach = 8

  private var keys: [UInt64] = []
  private var entries: [Entry] = []
  /// The longest that the server is assumed to let grants be kept, in seconds.
  private let maxAge: Int?

  /// Makes an empty simulation.
  ///
  /// - Parameter maxAge: The Access-Control-Max-Age assumed, in seconds; `nil` stands for each engine's
  ///   cap.
  init(maxAge: Int? = nil) { self.maxAge = maxAge }

  /// The grants that a client still holds for a URL.
  ///
  /// - Parameters:
  ///   - key: The hash of client, origin and URL.
  ///   - start: The time, in nanoseconds.
  /// - Returns: The older and the newer grant.
  func grants(_ key: UInt64, at start: Int64) -> InlineArray<2, GrantLists.ID> {
    guard !keys.isEmpty else { return [.none, .none] }
    let (slot, found) = slot(of: key)
    return found && entries[slot].end > start ? entries[slot].grants : [.none, .none]
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
    if keys.isEmpty {
      keys = Array(repeating: 0, count: GrantSimulation.size)
      entries = Array(repeating: Entry(), count: GrantSimulation.size)
    }
    let cap = profile.maxAgeCap ?? 86_400
    let lifetime = Int64(min(cap, maxAge ?? cap)) * 1_000_000_000
    let held = grants(key, at: start)
    let slot = slot(of: key).slot
    keys[slot] = key
    let old = profile.replacesCacheEntries ? .none : held[1]
    entries[slot] = Entry(end: start &+ lifetime, grants: [old, grant])
  }

  /// Drops what a client holds for a URL.
  mutating func forget(_ key: UInt64) {
    guard !keys.isEmpty else { return }
    let (slot, found) = slot(of: key)
    if found { entries[slot].end = .min }
  }

  /// The slot that holds `key`, or the one among its neighbours that is empty or ends first.
  private func slot(of key: UInt64) -> (slot: Int, found: Bool) {
    let first = Int(truncatingIfNeeded: key.multiplied)
    var oldest = first & (GrantSimulation.size - 1)
    for step in 0..<GrantSimulation.reach {
      let slot = (first &+ step) & (GrantSimulation.size - 1)
      if keys[slot] == key { return (slot, true) }
      if keys[slot] == 0 { return (slot, false) }
      if entries[slot].end < entries[oldest].end { oldest = slot }
    }
    return (oldest, false)
  }
}
