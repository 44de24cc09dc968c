import Traffic

/// The time read last in a batch: lines of one second have it letter for letter.
struct TimeMemo {
  private var place = ByteRange()
  private var instant = Timestamp(nanoseconds: 0)

  /// Reads the Common Log Format time at `place`, or takes the last one if its text is the same.
  @inline(__always)
  mutating func clf(_ place: ByteRange, in bytes: Span<UInt8>) -> Timestamp? {
    let text = bytes.extracting(place.range)
    if !self.place.isEmpty, text.equals(bytes.extracting(self.place.range)) { return instant }
    guard let instant = TimeText.clf(text) else { return nil }
    self.place = place
    self.instant = instant
    return instant
  }
}
