/// One packet as the capture file holds it.
struct CapturedPacket {
  /// Where its bytes stand in ``PacketReader/buffer``.
  var range: Range<Int>
  /// The number of bytes it had on the wire.
  var wireLength: Int
  /// When it was captured, in nanoseconds since 1970.
  var time: Int64
  /// Whether the file says when it was captured; a simple packet block does not.
  var hasTime: Bool
  /// Its interface's index in ``PacketReader/interfaces``.
  var interface: Int
}
