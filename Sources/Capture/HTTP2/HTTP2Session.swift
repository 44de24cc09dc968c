import Traffic

/// An HTTP/2 connection: how far both directions have been read, and the streams that wait.
struct HTTP2Session {
  /// One direction.
  struct Direction {
    /// What the next byte belongs to.
    enum Phase: BitwiseCopyable {
      case preface, header, payload
      /// Bytes whose place in a frame is not known; the next header is looked for.
      case lost
    }

    /// What the next byte belongs to.
    var phase = Phase.header
    /// The bytes of the preface or of a frame's header that have come, in ``start``.
    var count = 0
    /// The first bytes of a frame's header, until all have come.
    var start = InlineArray<9, UInt8>(repeating: 0)
    /// The frame at hand.
    var frame = HTTP2Frame()
    /// How many bytes of its payload are still to come.
    var remaining = 0
    /// What has come of a payload that is looked at.
    var payload: [UInt8] = []
    /// Whether bytes of that payload were lost.
    var isPayloadCut = false
    /// The header block at hand, whose frames follow each other.
    var block: [UInt8] = []
    /// Which stream it belongs to; 0 when there is none.
    var blockStream: UInt32 = 0
    /// The stream that it promises, or 0.
    var promisedStream: UInt32 = 0
    /// Whether the stream's direction ends with it.
    var endsStream = false
    /// When its first frame began.
    var blockArrival = Arrival()
    /// When the frame at hand began.
    var frameArrival = Arrival()
    /// The state that header blocks share.
    var decoder = HPACKDecoder()
  }

  /// What the smaller and what the larger end sends.
  var directions = [Direction(), Direction()]
  /// The requests without an answer, by stream.
  var streams: [UInt32: Int32] = [:]
  /// The largest stream number that a request or a promise had.
  var highestStream: UInt32 = 0
  /// How many requests are answered and wait for an earlier one.
  var heldCount = 0
  /// How many responses may turn out to be interim ones.
  var tentativeCount = 0

  /// The largest stream number to be believed after a loss.
  var plausibleStream: UInt32 { max(highestStream &+ 10_000, 1 << 20) }

  /// The bytes of memory that it takes beside its requests.
  var usedBytes: Int {
    var total = 1024 + streams.count * 16
    for side in 0...1 {
      total += directions[side].decoder.table.usedBytes + directions[side].payload.count
      total += directions[side].block.count
    }
    return total
  }
}
