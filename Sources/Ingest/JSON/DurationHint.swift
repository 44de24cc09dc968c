import Traffic

/// Which unit a duration has that does not say so, told by the keys that stand beside it.
enum DurationHint {
  /// A program's key of a duration, keys that only this program writes, and the unit.
  private static let known: [(key: String, beside: [String], kind: JSONSlot.Kind)] = [
    // Echo.
    ("latency", ["latency_human"], .nanoseconds),
    // Lograge.
    ("duration", ["controller", "action", "view"], .milliseconds),
    ("duration", ["controller", "action", "allocations"], .milliseconds),
    // APISIX.
    ("latency", ["apisix_latency"], .milliseconds),
    // Netlify.
    ("duration", ["log_type", "deploy_id"], .milliseconds),
  ]

  /// The slot of the duration under the key at `path`; `nil` where nothing tells its unit.
  static func unit(of path: [[UInt8]], _ survey: JSONKeySurvey) -> JSONSlot? {
    let parent = path.dropLast().map { String(decodingUTF8: $0.span) + "." }.joined()
    guard let last = path.last else { return nil }
    let name = String(decodingUTF8: last.span)
    let hint = known.first { hint in
      hint.key == name && hint.beside.allSatisfy { survey.has(parent + $0) }
    }
    return hint.map { JSONSlot($0.kind) }
  }
}
