/// The preflights that no request followed by the end, or before they were given up.
package struct Leftovers: Mergeable, Codable {
  /// How many were given up to stay within the table that finds the preflight of a request.
  package var evicted = 0
  /// How many were not blocked.
  package var open = 0
  /// How many passed.
  package var unfollowed = 0

  package init() {}

  /// What is left in a table at the end.
  package init(of correlation: Correlation) {
    evicted = correlation.evicted
    open = correlation.open
    unfollowed = correlation.unfollowed
  }

  package mutating func merge(_ other: Leftovers) {
    evicted += other.evicted
    open += other.open
    unfollowed += other.unfollowed
  }
}
