import CORSEngine

/// The day of the public suffix list that is built in.
package enum PublicSuffixDate {
  /// As `2026-10-22`.
  package static let text = PublicSuffix.date
}
