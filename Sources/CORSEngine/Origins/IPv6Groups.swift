/// The groups of an IPv6 address while it is read, and whether a serialiser would write them so.
struct IPv6Groups {
  private var values: InlineArray<8, UInt16> = .init(repeating: 0)
  private var count = 0
  private var current: UInt16 = 0
  private var digits = 0
  private var compression: Int?

  /// Adds a hexadecimal digit to the group; `false` if the group may not go on.
  mutating func add(_ digit: UInt8) -> Bool {
    guard digits < 4, digits == 0 || current > 0 else { return false }
    current = current << 4 | UInt16(digit)
    digits += 1
    return true
  }

  /// Ends the group; `false` if there are eight already.
  mutating func endGroup() -> Bool {
    guard count < 8 else { return false }
    values[count] = current
    count += 1
    current = 0
    digits = 0
    return true
  }

  /// Notes `::` behind the groups so far; `false` if it is the second.
  mutating func compress() -> Bool {
    guard compression == nil else { return false }
    compression = count
    return true
  }

  /// Whether the zeros left out are the first of the longest runs, and two at least.
  var isCanonical: Bool {
    guard let compression else { return count == 8 && longestRun(before: 8, gap: 0) < 2 }
    let gap = 8 - count
    guard gap >= 2 else { return false }
    // Zeros beside the gap would have been left out with it.
    if compression > 0, values[compression - 1] == 0 { return false }
    if compression < count, values[compression] == 0 { return false }
    return longestRun(before: compression, gap: 0) < gap
      && longestRun(before: count, gap: compression) <= gap
  }

  /// The longest run of zeros among the groups from `gap` up to `end`.
  private func longestRun(before end: Int, gap: Int) -> Int {
    var longest = 0
    var run = 0
    for index in gap..<max(gap, min(end, count)) {
      run = values[index] == 0 ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
