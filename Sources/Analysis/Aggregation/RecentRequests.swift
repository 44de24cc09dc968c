import Traffic

/// The cross-origin requests seen last, of which a preflight may still turn up.
///
/// Logs write a request when it ends, and two nodes' clocks differ: a preflight's line may come
/// after that of the request which it let through. The memory is fixed: a request takes the place
/// of another with the same low bits.
struct RecentRequests: Sendable {
  /// How a request was counted.
  enum Count: UInt8, BitwiseCopyable {
    /// With its preflight, or not at all.
    case settled
    /// As one that needed a preflight and was made without.
    case withoutPreflight
    /// As one that may have needed none.
    case unknownNeed
  }

  private struct Request: BitwiseCopyable {
    var flow: UInt64 = 0
    var start: Int64 = 0
    var count = Count.settled
  }

  private static let size = 1 << 12
  private var requests: [Request] = []

  /// Makes an empty memory.
  init() {}

  /// Takes note of a request.
  mutating func note(_ flow: UInt64, at start: Int64, _ count: Count) {
    if requests.isEmpty {
      requests = Array(repeating: Request(), count: RecentRequests.size)
    }
    let slot = Int(truncatingIfNeeded: flow.multiplied) & (RecentRequests.size - 1)
    requests[slot] = Request(flow: flow, start: start, count: count)
  }

  /// Settles the request that a preflight came too late for.
  ///
  /// - Parameters:
  ///   - flow: What the two have in common.
  ///   - start: When the preflight began, in nanoseconds.
  ///   - slack: How far apart the two may be, in nanoseconds.
  /// - Returns: How the request was counted; ``Count/settled`` where there is none.
  mutating func claim(_ flow: UInt64, at start: Int64, within slack: Int64) -> Count {
    guard !requests.isEmpty else { return .settled }
    let slot = Int(truncatingIfNeeded: flow.multiplied) & (RecentRequests.size - 1)
    let request = requests[slot]
    guard request.flow == flow, (start &- request.start).magnitude <= slack.magnitude else {
      return .settled
    }
    requests[slot].count = .settled
    return request.count
  }
}
