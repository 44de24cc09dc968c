import Traffic

/// The time read last in a batch: lines of one second have it letter for letter.
struct TimeMemo {
  private var place = ByteRange()
  /// What it says.
  private(set) var instant = Timestamp(nanoseconds: 0)
  /// The text as words, the last of which reaches to its end; it is of no other length and has a
  /// zone.
  private var words = TimeMemo.none

  /// How long such a text is nearly always, in bytes.
  static var usualLength: Int { 26 }
  // The last two overlap, so that these are the words of no text.
  private static var none: (UInt64, UInt64, UInt64, UInt64) { (0, 0, 0, .max) }

  /// Reads the Common Log Format time at `place`, or takes the last one if its text is the same.
  @inline(__always)
  mutating func clf(_ place: ByteRange, in bytes: Span<UInt8>) -> Timestamp? {
    let text = bytes.extracting(place.range)
    if !self.place.isEmpty, text.equals(bytes.extracting(self.place.range)) { return instant }
    guard let instant = TimeText.clf(text) else { return nil }
    self.place = place
    self.instant = instant
    words = TimeMemo.none
    if text.count == TimeMemo.usualLength, !TimeText.lacksSign(text) {
      words = (
        text.loadWord(at: 0), text.loadWord(at: 8), text.loadWord(at: 16), text.loadWord(at: 18)
      )
    }
    return instant
  }

  /// Whether the text at `offset` is that which was read last; it is of the usual length.
  @inline(__always)
  func recalls(_ line: LineBytes, _ offset: Int) -> Bool {
    let difference =
      (line.word(offset) ^ words.0) | (line.word(offset &+ 8) ^ words.1)
      | (line.word(offset &+ 16) ^ words.2) | (line.word(offset &+ 18) ^ words.3)
    return difference == 0
  }

  /// Whether the text at `offset` is that which was read last but for the minute's last digit and
  /// the second, and then takes it; it is of the usual length.
  @inline(never)
  mutating func follows(_ line: LineBytes, _ offset: Int) -> Bool {
    // `dd/Mon/yyyy:hh:m` and `m:ss +zzz` stand in the words, and `ss +zzzz` in the last one.
    let (third, fourth) = (line.word(offset &+ 16), line.word(offset &+ 18))
    guard !place.isEmpty, line.word(offset) == words.0, line.word(offset &+ 8) == words.1,
      (third ^ words.2) & ~0xFFFF_00FF == 0, (fourth ^ words.3) & ~0xFFFF == 0
    else { return false }
    let (now, before) = (TimeMemo.seconds(third), TimeMemo.seconds(words.2))
    // A leap second is read with more care.
    guard now >= 0, before >= 0 else { return false }
    place.offset = UInt32(truncatingIfNeeded: offset)
    instant.nanoseconds &+= Int64(now &- before) &* 1_000_000_000
    (words.2, words.3) = (third, fourth)
    return true
  }

  /// The seconds of the last digit of a minute, a colon and two digits; -1 where they are no such.
  private static func seconds(_ text: UInt64) -> Int {
    let digits = (text ^ 0x3030_3A30) & 0xFFFF_FFFF
    let (minute, tens, ones) = (digits & 0xFF, digits &>> 16 & 0xFF, digits &>> 24)
    guard digits & 0xFF00 == 0, minute < 10, tens < 6, ones < 10 else { return -1 }
    return Int(minute &* 60 &+ tens &* 10 &+ ones)
  }
}
