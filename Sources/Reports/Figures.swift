/// Numbers, shares, durations and times as people read them.
package enum Figures {
  /// A count with its thousands set off, such as `18,220`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// A count with its noun, such as `1 fetch` or `18,220 fetches`.
  ///
  /// - Parameters:
  ///   - value: The count.
  ///   - singular: The noun for one.
  ///   - plural: The noun for any other count; `singular` with an `s` where it is not given.
  /// - Returns: The count and the noun.
  package static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? singular : plural ?? singular + "s")"
  }

  /// A share of 0 to 1 in per cent, such as `2.3 %`.
  ///
  /// What is not all never reads as 100 %, and what is not nothing never as 0 %.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "?" }
    let percent = share * 100
    switch percent {
    case ...0: return "0 %"
    case ..<0.01: return "under 0.01 %"
    case ..<0.995: return "\(fixed(percent, decimals: 2)) %"
    case ..<9.95: return "\(fixed(percent, decimals: 1)) %"
    case ..<99: return "\(fixed(percent, decimals: 0)) %"
    case ..<99.9: return "\(fixed(percent, decimals: 1)) %"
    case ..<100: return "over 99.9 %"
    default: return "\(fixed(percent, decimals: 0)) %"
    }
  }

  /// `part` of `whole` in per cent; `nil` where there is no whole.
  package static func percent(_ part: Int, of whole: Int) -> String? {
    whole > 0 ? percent(Double(part) / Double(whole)) : nil
  }

  /// A duration in the unit that suits it, such as `34 ms`, `4.2 s`, `12 min` or `3.5 h`.
  ///
  /// - Parameter seconds: The duration in seconds.
  /// - Returns: The number and its unit.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    let units: [(limit: Double, scale: Double, name: String)] = [
      (0.9995, 0.001, "ms"), (59.95, 1, "s"), (3597, 60, "min"), (172_000, 3600, "h"),
    ]
    let unit = units.first { seconds < $0.limit } ?? (.infinity, 86_400, "d")
    let value = seconds / unit.scale
    return "\(fixed(value, decimals: value.magnitude < 9.95 ? 1 : 0)) \(unit.name)"
  }

  /// A number with at most `decimals` places, rounded; zeros at the end are left out.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    var writer = JSONWriter()
    writer.number(value, decimals: decimals)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
