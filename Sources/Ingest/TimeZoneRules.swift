package import Traffic

/// When the clocks of a place are how far from UTC, as the system's time zone files tell.
///
/// - SeeAlso: RFC 8536, sections 3 and 3.3.1 (the TZif format and its TZ string).
package struct TimeZoneRules: Sendable {
  private var transitions: [Int64] = []
  private var offsets: [Int] = []
  private var first = 0
  private var footer: PosixTimeZone?

  /// Finds the zone called `name`, such as `Europe/Berlin`, `UTC` or `+02:00`.
  ///
  /// - Throws: `IngestError` when there is none of that name.
  package init(_ name: String) throws(IngestError) {
    if name.uppercased() == "UTC" || name == "Z" { return }
    if let offset = TimeZoneRules.fixed(name) {
      first = offset
      return
    }
    let isSound = name.utf8.allSatisfy {
      $0.isDigit || ($0 | 0x20) &- 97 < 26 || $0 == 0x2F || $0 == 0x5F || $0 == 0x2D || $0 == 0x2B
    }
    guard isSound, !name.hasPrefix("/"), !name.isEmpty,
      let file = try? RandomFile(path: "/usr/share/zoneinfo/\(name)"), file.count < 1 << 20,
      let bytes = file.bytes(at: 0, file.count), read(bytes)
    else {
      throw IngestError(
        "there is no time zone '\(name)'",
        mend: "write a place such as Europe/Berlin, UTC, or an offset such as +02:00")
    }
  }

  /// The instant at which the clocks there showed `local`, which was read as if it were UTC.
  ///
  /// Of the hour that comes twice a year the first is meant.
  package func instant(ofLocal local: Timestamp) -> Timestamp {
    let seconds = local.wholeSeconds
    let guess = seconds - Int64(offset(at: seconds - Int64(offset(at: seconds))))
    let earlier = seconds - Int64(offset(at: guess - 3 * 3600))
    // Before a change back both offsets lead to an instant that shows this time.
    let chosen =
      earlier < guess && earlier + Int64(offset(at: earlier)) == seconds ? earlier : guess
    let (shifted, over) = local.nanoseconds.subtractingReportingOverflow(
      (seconds - chosen) * 1_000_000_000)
    return over ? local : Timestamp(nanoseconds: shifted)
  }

  /// Seconds east of UTC at an instant.
  func offset(at seconds: Int64) -> Int {
    if let footer, transitions.isEmpty || seconds >= transitions[transitions.count - 1] {
      return footer.offset(at: seconds)
    }
    guard let after = transitions.firstIndex(where: { $0 > seconds }) else {
      return offsets.last ?? first
    }
    return after == 0 ? first : offsets[after - 1]
  }

  private static func fixed(_ name: String) -> Int? {
    let bytes = Array(name.utf8).filter { $0 != 0x3A }
    guard bytes.count == 3 || bytes.count == 5, bytes[0] == 0x2B || bytes[0] == 0x2D,
      let hours = bytes.span.extracting(1..<3).decimal, hours < 24
    else { return nil }
    var minutes = 0
    if bytes.count == 5 {
      guard let written = bytes.span.extracting(3..<5).decimal, written < 60 else { return nil }
      minutes = written
    }
    return (bytes[0] == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Reads the part with times of 64 bits, which stands behind the one with 32.
  private mutating func read(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 44, bytes.starts(with: Array("TZif".utf8)), bytes[4] >= 0x32 else {
      return false
    }
    func number(_ place: Int) -> Int {
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
    let skipped =
      44 + number(32) * 5 + number(36) * 6 + number(40) + number(28) * 8 + number(24) + number(20)
    guard skipped + 44 <= bytes.count else { return false }
    let (leaps, times, types, names) = (
      number(skipped + 28), number(skipped + 32), number(skipped + 36), number(skipped + 40)
    )
    let start = skipped + 44
    let end =
      start + times * 9 + types * 6 + names + leaps * 12 + number(skipped + 24)
      + number(skipped + 20)
    guard end <= bytes.count, types > 0, times < 10_000 else { return false }
    func offset(_ type: Int) -> Int {
      Int(Int32(truncatingIfNeeded: number(start + times * 9 + type * 6)))
    }
    first = offset(0)
    for index in 0..<times {
      let place = start + index * 8
      let time = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[place + $1]) }
      let type = Int(bytes[start + times * 8 + index])
      guard type < types else { return false }
      transitions.append(Int64(bitPattern: time))
      offsets.append(offset(type))
    }
    let text = bytes[end...].drop { $0 == 0x0A }.prefix { $0 != 0x0A }
    footer = PosixTimeZone(Array(text))
    return true
  }
}
