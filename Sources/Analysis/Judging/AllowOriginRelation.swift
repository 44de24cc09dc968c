import CORSEngine
import Traffic

/// All that judging asks of an Access-Control-Allow-Origin and the Origin that it answers, where it
/// is neither the very same nor `*`.
struct AllowOriginRelation: Sendable, BitwiseCopyable {
  /// The lowest bits hold what the CORS check found wrong.
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Looks at a `value` and an Origin, as they were written; `faults` say why the value equals no
  /// Origin.
  init(_ value: Span<UInt8>, to origin: Span<UInt8>, faults: Facts) {
    let trimmed = value.trimmingBlanks()
    // Any profile will do: they differ in the order of failures, and here there is one at the most.
    let check = CORSCheck.evaluate(
      origin: origin, allowOrigin: value, allowCredentials: nil, includesCredentials: false,
      observed: .allowOrigin, profile: .fetch)
    var bits = UInt16(check.originDetail.rawValue)
    bits = bits << 3 | AllowOriginRelation.number(of: check.reason)
    bits = bits << 3 | AllowOriginRelation.number(of: faults)
    for holds in [trimmed.equals("*"), trimmed.equals(origin), value.equals(origin)] {
      bits = bits << 1 | (holds ? 1 : 0)
    }
    rawValue = bits
  }

  /// Looks at a `value` without blanks around it that answers an origin of another host, whichever.
  init(toOtherHost value: Span<UInt8>, faults: Facts) {
    // Nothing has no host, and equals no value.
    self.init(value, to: value.extracting(0..<0), faults: faults)
  }

  private static func number(of reason: BlockReason?) -> UInt16 {
    switch reason {
    case nil: 0
    case .allowOriginMissing: 1
    case .allowOriginMultiple: 2
    case .allowOriginMalformed: 3
    case .allowOriginMismatch: 4
    default: 5
    }
  }

  private static func number(of faults: Facts) -> UInt16 {
    for (number, fault) in AllowOriginRelation.faults.enumerated() where faults.contains(fault) {
      return UInt16(number) + 1
    }
    return 0
  }

  private static let faults: [Facts] = [
    .originRepeated, .originListed, .originWithMore, .originNoncanonical, .originPattern,
    .originPlaceholder,
  ]
}
