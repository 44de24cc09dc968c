import CORSEngine
import Traffic

/// All that judging asks of an Origin and the target that it was sent to, beside whether the
/// response names it.
struct OriginRelation: OptionSet, Sendable, BitwiseCopyable {
  /// The lowest bits hold the ``OriginComparison``.
  var rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  static let empty = OriginRelation(rawValue: 1 << 4)
  static let padded = OriginRelation(rawValue: 1 << 5)
  static let opaque = OriginRelation(rawValue: 1 << 6)
  private static let wildcard = OriginRelation(rawValue: 1 << 7)
  private static let http = OriginRelation(rawValue: 1 << 8)
  static let crafted = OriginRelation(rawValue: 1 << 9)
  private static let behindTerminator = OriginRelation(rawValue: 1 << 10)
  /// Not asked for by itself: what tells it is left out of a whole relation.
  private static let secure = OriginRelation(rawValue: 1 << 11)
  private static let comparison = OriginRelation(rawValue: 15)

  /// Looks at an Origin alone: it is `null`, or taken to be of another host than its target.
  init(_ origin: Span<UInt8>) {
    rawValue = 0
    if origin.isEmpty { insert(.empty) }
    if origin.trimmingBlanks().count != origin.count { insert(.padded) }
    if origin.equals("null") { insert(.opaque) }
    if origin.equals("*") { insert(.wildcard) }
    if origin.starts(with: "http") { insert(.http) }
    if origin.starts(with: "https:") { insert(.secure) }
    if CraftedOrigin.isCrafted(origin) { insert(.crafted) }
    let comparison = contains(.opaque) ? OriginComparison.opaque : .hostDiffers
    rawValue |= UInt16(comparison.rawValue)
  }

  /// The relation to a target of another host, on which the server saw http where the page may be
  /// https.
  @inline(__always)
  func whole(mayBeBehindTerminator: Bool) -> OriginRelation {
    let isBehind = mayBeBehindTerminator && contains(.secure)
    return subtracting(.secure).union(isBehind ? .behindTerminator : [])
  }

  /// The relation to the target of `exchange`, whose Origin this is about.
  func whole(of exchange: borrowing ExchangeView) -> OriginRelation {
    let comparison = UInt16(Judge.compareOrigin(exchange).rawValue)
    return subtracting(.comparison).union(OriginRelation(rawValue: comparison))
      .whole(mayBeBehindTerminator: Judge.mayBeBehindTerminator(exchange))
  }
}
