/// A summary of some exchanges that can be joined with a summary of others.
///
/// Joining is associative, and a fresh value is its zero: the whole does not depend on how the
/// exchanges were divided.
package protocol Mergeable: Sendable {
  /// Makes the summary of nothing.
  init()

  /// Joins the summary of exchanges that came later.
  mutating func merge(_ other: Self)
}
