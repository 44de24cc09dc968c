import Traffic

/// How the records of a classic capture are laid out, for those that are whole.
struct PlainRecords: BitwiseCopyable {
  /// One record's packet.
  struct Place: BitwiseCopyable {
    /// Where the packet begins.
    var start: Int
    /// Where it ends.
    var end: Int
    /// When it was captured, in nanoseconds since 1970.
    var time: Int64
  }

  /// Whether numbers begin with their highest byte.
  var isBigEndian: Bool
  /// The size of a record's header in bytes.
  var headerSize: Int
  /// How many nanoseconds the fraction of a second counts.
  var scale: Int64
  /// What the packets begin with.
  var link: PlainLink

  /// The record that begins at `cursor`; `nil` if it is not whole or may be something else.
  @inline(__always)
  func next(_ bytes: Span<UInt8>, at cursor: Int) -> Place? {
    guard cursor >= 0, cursor &+ headerSize <= bytes.count else { return nil }
    let seconds = bytes.number32(cursor, bigEndian: isBigEndian)
    // Files that were simply joined have a file header here.
    guard seconds >> 16 != 0xA1B2 else { return nil }
    let length = Int(bytes.number32(cursor &+ 8, bigEndian: isBigEndian))
    let start = cursor &+ headerSize
    guard length <= PacketReader.blockLimit, start &+ length <= bytes.count else { return nil }
    let fraction = Int64(bytes.number32(cursor &+ 4, bigEndian: isBigEndian))
    return Place(
      start: start, end: start &+ length,
      time: Int64(seconds) &* 1_000_000_000 &+ fraction &* scale)
  }
}
