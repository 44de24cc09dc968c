import Traffic

extension TimeText {
  /// Reads `2026-11-22T16:35:02.516Z`, as every program writes it that is made of JavaScript.
  ///
  /// - Returns: `nil` for any other text, which may be a time all the same.
  static func plain(_ text: Span<UInt8>) -> Timestamp? {
    guard text.count == 24 else { return nil }
    // Each byte less what it is at the least: digits become 0 to 9, marks become 0.
    let first = text.loadWord(at: 0) ^ 0x2D30_302D_3030_3030
    let second = text.loadWord(at: 8) ^ 0x3030_3A30_3054_3030
    let third = text.loadWord(at: 16) ^ 0x5A30_3030_2E30_303A
    let marks =
      first & 0xFF00_00FF_0000_0000 | second & 0x0000_FF00_00FF_0000
      | third & 0xFF00_0000_FF00_00FF
    // A digit that is more than 9 reaches the highest bit with 118 more.
    let overs = (first &+ more) | (second &+ more) | (third &+ more) | first | second | third
    guard marks == 0, overs & 0x8080_8080_8080_8080 == 0 else { return nil }
    let year = number(first, 0, 4)
    let month = number(first, 5, 2)
    let day = number(second, 0, 2)
    let hour = number(second, 3, 2)
    let minute = number(second, 6, 2)
    let second_ = number(third, 1, 2)
    guard hour < 24, minute < 60, second_ <= 60, year >= 1700, year <= 2261,
      Timestamp.isDate(year: year, month: month, day: day)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second_
    return Timestamp(
      nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(number(third, 4, 3)) * 1_000_000)
  }

  private static var more: UInt64 { 0x7676_7676_7676_7676 }

  /// The number that `count` digits spell from the byte `start` of `digits` on.
  @inline(__always)
  private static func number(_ digits: UInt64, _ start: Int, _ count: Int) -> Int {
    var number = 0
    for place in start..<start + count {
      number = number &* 10 &+ Int(truncatingIfNeeded: digits &>> UInt64(8 &* place) & 0xFF)
    }
    return number
  }
}
