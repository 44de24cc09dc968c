import Traffic

/// Counts, header by header, what makes a request ask for a preflight.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
public struct UnsafeHeaderTally: Sendable, BitwiseCopyable {
  /// Whose rules apply.
  public let profile: BrowserProfile
  /// How many headers were not safelisted by themselves.
  public private(set) var unsafeCount = 0
  /// How many bytes the values of the safelisted headers have together.
  public private(set) var safelistedSize = 0

  /// Begins to count by the rules of `profile`.
  public init(profile: BrowserProfile) { self.profile = profile }

  /// Counts the header `name` with its `value`.
  public mutating func add(name: Span<UInt8>, value: Span<UInt8>) {
    if RequestHeaders.isSafelisted(name: name, value: value, profile: profile) {
      safelistedSize += value.count
    } else {
      unsafeCount += 1
    }
  }

  /// Whether the safelisted headers are too long together, so that each of them is unsafe.
  public var exceedsTotal: Bool { safelistedSize > RequestHeaders.totalLimit }

  /// Whether the headers seen ask for a preflight.
  public var needsPreflight: Bool { unsafeCount > 0 || exceedsTotal }
}
