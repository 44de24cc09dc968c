/// What a log writes where a value was not there.
package enum NullStyle: UInt8, Sendable, BitwiseCopyable {
  /// A lone `-`.
  case dash
  /// Nothing at all.
  case empty
  /// Either; a header of a lone `-` cannot be told from none.
  case dashOrEmpty
}
