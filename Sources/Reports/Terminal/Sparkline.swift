/// A row of bars, one column each.
struct Sparkline {
  /// The sums that the bars stand for, in order.
  let sums: [Int]
  /// The index of the highest bar; `nil` where all are zero.
  var peak: Int? {
    guard let highest = sums.max(), highest > 0 else { return nil }
    return sums.firstIndex(of: highest)
  }

  /// The bars; what is zero is a dot, and what is not has at least the lowest bar.
  func bars(unicode: Bool) -> String {
    let levels: [Character] =
      unicode
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", ".", "-", "=", "+", "*", "%", "#"]
    let highest = max(1, sums.max() ?? 1)
    return String(
      sums.map { sum in
        guard sum > 0 else { return unicode ? "·" : " " }
        let level = Double(sum) / Double(highest) * Double(levels.count)
        return levels[min(levels.count - 1, max(0, Int(level.rounded(.up)) - 1))]
      })
  }
}
