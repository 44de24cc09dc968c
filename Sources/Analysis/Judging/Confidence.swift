/// How sure a judgement is: the least sure of the facts that it rests on.
package enum Confidence: UInt8, Sendable, BitwiseCopyable, Comparable {
  case unknown, inferred, certain

  /// The name that reports print.
  package var name: String {
    switch self {
    case .unknown: "unknown"
    case .inferred: "inferred"
    case .certain: "certain"
    }
  }

  /// Whether `left` is less sure than `right`.
  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }
}
