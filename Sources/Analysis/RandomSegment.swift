import Traffic

/// Recognises the segments of paths that look random, as links for a password or a share do.
enum RandomSegment {
  /// What is shorter can be guessed, or is a number that people count with.
  static let shortest = 20

  private enum Kind { case lower, upper, digit, other }

  /// Where the segment that begins at `start` ends; `nil` where it does not look random.
  ///
  /// Random text changes between small letters, capitals and digits at every second place, which
  /// words and numbers do not. A UUID names a resource and is left; a JSON Web Token is none.
  static func end(_ value: Span<UInt8>, from start: Int) -> Int? {
    var end = start
    var changes = 0
    var digits = 0
    var hyphens = 0
    var last = Kind.other
    while end < value.count, !endsSegment(value[end]) {
      let kind = kind(of: value[end])
      if kind == .digit { digits += 1 }
      if value[end] == 0x2D { hyphens += 1 }
      if kind != last, kind != .other, last != .other { changes += 1 }
      last = kind
      end += 1
    }
    let length = end - start
    guard length >= shortest else { return nil }
    if value.extracting(start..<end).starts(with: "eyJ") { return end }
    if length == 36, hyphens == 4 { return nil }
    return digits >= 2 && changes * 10 >= length * 3 ? end : nil
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case 0x30...0x39: .digit
    case 0x41...0x5A: .upper
    case 0x61...0x7A: .lower
    default: .other
    }
  }

  private static func endsSegment(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F, 0x3F, 0x23, 0x3B, 0x20, 0x2C, 0x22, 0x27: true
    default: false
    }
  }
}
