/// Words whose eight bytes are digits, the first in the lowest place.
extension UInt64 {
  /// With how many digits of ASCII its bytes begin.
  @inline(__always)
  var leadingDigits: Int { (self ^ 0x3030_3030_3030_3030).overs.trailingZeroBitCount &>> 3 }

  /// Whether its bytes are digits less `0`: none is above 9.
  @inline(__always)
  var holdsDigits: Bool { overs == 0 }

  /// The number that its bytes spell, which are digits less `0`.
  @inline(__always)
  var spelt: UInt64 {
    // Pairs, then fours, then all: each sum stays within the bits that belong to it.
    let pairs = self &* 10 &+ self &>> 8
    let odd = (pairs & 0xFF_0000_00FF) &* 0x000F_4240_0000_0064
    let even = (pairs &>> 16 & 0xFF_0000_00FF) &* 0x0000_2710_0000_0001
    return (odd &+ even) &>> 32
  }

  /// The number that its first three bytes spell, if they are digits less `0`; 0 otherwise.
  @inline(__always)
  var leadingHundred: UInt64 {
    let three = self & 0xFF_FFFF
    guard three.overs == 0 else { return 0 }
    let tens = (three &* 10 &+ three &>> 8) & 0xFF
    return tens &* 10 &+ three &>> 16
  }

  /// The number of thousandths that its first five bytes spell where they are a digit, a point and
  /// three more digits.
  @inline(__always)
  var thousandths: Int? {
    let digits = (self ^ 0x30_3030_2E30) & 0xFF_FFFF_FFFF
    // Adding sets the top bit of what is above 9, and of the point's place if it is none.
    guard ((digits &+ 0x76_7676_7F76) | digits) & 0x80_8080_8080 == 0 else { return nil }
    let four = digits & 0xFF | digits &>> 8
    let pairs = four &* 10 &+ four &>> 8
    return Int(truncatingIfNeeded: (pairs & 0xFF) &* 100 &+ pairs &>> 16 & 0xFF)
  }

  /// The top bit of each byte above 9, up to the first of them, behind which others may be set.
  @inline(__always)
  private var overs: UInt64 { ((self &+ 0x7676_7676_7676_7676) | self) & 0x8080_8080_8080_8080 }
}
