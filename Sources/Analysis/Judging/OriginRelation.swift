import CORSEngine
import Traffic

/// All that judging asks of an Origin and the target that it was sent to, beside whether the
/// response names it.
struct OriginRelation: OptionSet, Sendable, BitwiseCopyable {
  /// The lowest bits hold the ``OriginComparison``.
  var rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  private static let empty = OriginRelation(rawValue: 1 << 4)
  private static let padded = OriginRelation(rawValue: 1 << 5)
  private static let opaque = OriginRelation(rawValue: 1 << 6)
  private static let wildcard = OriginRelation(rawValue: 1 << 7)
  private static let http = OriginRelation(rawValue: 1 << 8)
  private static let crafted = OriginRelation(rawValue: 1 << 9)
  private static let behindTerminator = OriginRelation(rawValue: 1 << 10)

  /// Looks at the Origin and the target of an exchange.
  init(_ exchange: borrowing ExchangeView, isCrafted: Bool) {
    let origin = exchange.bytes(.origin)
    rawValue = UInt16(Judge.compareOrigin(exchange).rawValue)
    if origin.isEmpty { insert(.empty) }
    if origin.trimmingBlanks().count != origin.count { insert(.padded) }
    if origin.equals("null") { insert(.opaque) }
    if origin.equals("*") { insert(.wildcard) }
    if origin.starts(with: "http") { insert(.http) }
    if isCrafted { insert(.crafted) }
    if Judge.isBehindTerminator(exchange) { insert(.behindTerminator) }
  }
}
