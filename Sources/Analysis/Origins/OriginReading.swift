import CORSEngine
import Traffic

/// What the text of an Origin, or of an Access-Control-Allow-Origin, says by itself.
struct OriginReading: Sendable, BitwiseCopyable {
  /// What tells the text from others within one run; 0 where there is none.
  var mark: UInt64 = 0
  /// The hash of the text, the same in every run; 0 where there is none.
  var hash: UInt64 = 0
  /// What tells its host from others, ASCII case apart; ``noHost`` of `null`, and 0 where a closer
  /// look is needed.
  var host: UInt64 = 0
  /// How it relates to every target whose host is another.
  var relation = OriginRelation(rawValue: 0)

  /// The host of `null`, which is that of no target.
  static var noHost: UInt64 { 1 }

  /// Says nothing.
  init() {}

  /// Reads a `text` that is told from others by `mark`.
  init(_ text: Span<UInt8>, mark: UInt64, with secret: HashSecret) {
    self.mark = mark
    hash = text.hash(seed: 1)
    relation = OriginRelation(text)
    guard !relation.contains(.padded) else { return }
    if relation.contains(.opaque) {
      host = OriginReading.noHost
    } else if let parts = URLParts(text) {
      host = OriginReading.hash(ofHost: text.extracting(parts.host.range), with: secret)
    }
  }

  /// How the Origin relates to a target; `nil` where a closer look at the two is needed.
  @inline(__always)
  func relation(to target: TargetHashes.Target) -> OriginRelation? {
    // Hosts that are told apart differ, and most do.
    guard host != 0, target.host != 0, host != target.host else { return nil }
    return relation.whole(mayBeBehindTerminator: target.mayBeBehindTerminator)
  }

  /// Whether every origin of another host than that of `granted`, which a response names, would be
  /// told the same as this one: it has another itself.
  func isElsewhere(than granted: OriginReading) -> Bool {
    host > OriginReading.noHost && host != granted.host
      && granted.relation.isDisjoint(with: [.padded, .empty])
  }

  /// What tells a host from others within one run, ASCII case apart.
  static func hash(ofHost host: Span<UInt8>, with secret: HashSecret) -> UInt64 {
    var hash = secret.folded(secret.start, UInt64(truncatingIfNeeded: host.count) &+ 1)
    for offset in stride(from: 0, to: host.count, by: 8) {
      hash = secret.folded(host.word(upTo: offset).asciiLowercased, hash)
    }
    return hash
  }
}
