/// Tells the keys that come often from those that come once, before a table has room for neither.
///
/// A counter is shared by the keys with the same low bits; what came long ago weighs less.
struct Admission: Sendable, Codable {
  private static let counterCount = 1 << 15

  private var counters: [UInt8] = []
  private var arrivals = 0
  /// How often a key must come.
  private var least: UInt8

  // What came so far is not known elsewhere: it is counted anew.
  private enum CodingKeys: String, CodingKey { case least }

  /// Makes a gate that lets in what comes `least` times.
  init(least: UInt8) { self.least = least }

  /// Lets in only what comes so often from now on.
  mutating func raise(to arrivals: Int) { least = max(least, UInt8(clamping: arrivals)) }

  /// Counts one arrival of `key`.
  ///
  /// - Returns: Whether it came often enough.
  mutating func admits(_ key: UInt64) -> Bool {
    if counters.isEmpty { counters = Array(repeating: 0, count: Admission.counterCount) }
    arrivals += 1
    if arrivals == 4 * Admission.counterCount {
      arrivals = 0
      for index in counters.indices { counters[index] /= 2 }
    }
    let counter = Int(truncatingIfNeeded: key.multiplied) & (Admission.counterCount - 1)
    let count = counters[counter]
    guard count < .max else { return true }
    counters[counter] = count + 1
    return count + 1 >= least
  }
}
