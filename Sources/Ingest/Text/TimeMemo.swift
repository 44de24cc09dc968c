import Traffic

/// The time read last in a batch: lines of one second have it letter for letter.
struct TimeMemo {
  private var place = ByteRange()
  /// What it says.
  private(set) var instant = Timestamp(nanoseconds: 0)
  /// The text as words, the last of which reaches to its end; it is of no other length and has a zone.
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
}
