/// Numbers, written digit by digit so that none allocates.
extension JSONWriter {
  mutating func appendInteger(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, atLeast: 1)
  }

  mutating func appendDecimal(_ value: Double, decimals: Int) {
    guard value.isFinite else {
      append("null".utf8.span, 0, 4)
      return
    }
    let magnitude = value.magnitude
    guard magnitude < 9e18 else {
      let text = "\(value)"
      append(text.utf8.span, 0, text.utf8.count)
      return
    }
    let places = min(max(decimals, 0), 15)
    var scale: UInt = 1
    for _ in 0..<places { scale &*= 10 }
    var whole = UInt(magnitude)
    var fraction = UInt(((magnitude - Double(whole)) * Double(scale)).rounded())
    if fraction >= scale {
      fraction = 0
      whole &+= 1
    }
    if value < 0, whole != 0 || fraction != 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(whole, atLeast: 1)
    guard fraction != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var kept = places
    while fraction % 10 == 0 {
      fraction /= 10
      kept -= 1
    }
    appendDigits(fraction, atLeast: kept)
  }

  /// Appends the digits of `value`, with zeros before them up to `count`.
  private mutating func appendDigits(_ value: UInt, atLeast count: Int) {
    var power: UInt = 1
    var digits = 1
    // 20 digits hold every UInt; the power of the last one still fits.
    while digits < 20, digits < count || value / power >= 10 {
      power &*= 10
      digits += 1
    }
    var rest = value
    while digits > 0 {
      bytes.append(UInt8(truncatingIfNeeded: rest / power) &+ 0x30)
      rest %= power
      power /= 10
      digits -= 1
    }
  }
}
