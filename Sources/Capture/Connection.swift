import Traffic

/// One TCP connection that is being followed; all that varies in size lies in pools.
struct Connection: BitwiseCopyable {
  /// One of its two directions.
  struct Direction: BitwiseCopyable {
    /// The sequence number that is expected next.
    var next: UInt32 = 0
    /// The sequence number of the SYN.
    var initial: UInt32 = 0
    /// The highest acknowledgement that the peer sent.
    var acknowledged: UInt32 = 0
    /// Whether ``next`` is known.
    var isStarted = false
    /// Whether its SYN was seen.
    var hasSYN = false
    /// Whether the peer has acknowledged anything.
    var hasAcknowledged = false
    /// Whether its sender has said all.
    var isFinished = false
    /// Whether a segment of it had the right checksum.
    var hasGoodChecksum = false
    /// The first segment held back, or -1.
    var held: Int32 = -1
    /// The last segment held back, or -1.
    var heldTail: Int32 = -1
    /// How many segments are held back.
    var heldCount: Int32 = 0
    /// How many bytes they take.
    var heldBytes = 0
    /// How far its messages have been read.
    var parser = MessageParser()
  }

  /// Its ends.
  var key: FlowKey
  /// The number of its first packet in the capture.
  var firstOrdinal: Int
  /// The number of the first packet with payload, or -1.
  var payloadOrdinal = -1
  /// The capture time at which it was last heard of, in nanoseconds; the table counts it in steps.
  var lastSeen: Int64
  /// What the smaller and what the larger end sends.
  var ends = InlineArray<2, Direction>(repeating: Direction())
  /// Which end is the client: 0 or 1, or -1 while that is not known.
  var client = -1
  /// The first request that waits for a response, or -1.
  var firstPending: Int32 = -1
  /// The last one.
  var lastPending: Int32 = -1
  /// How many wait.
  var pendingCount = 0
  /// How many packets went by without anything being handed on while something was held back.
  var stall = 0
  /// Whether an HTTP/1 message was seen.
  var isHTTP = false
  /// Whether nothing more is to be read of it.
  var isOpaque = false
  /// Whether it has ended.
  var isClosed = false
  /// Whether it ended with a reset, which the other end may not have taken.
  var wasReset = false
  /// Whether it began with SOCKS, whose words with the proxy are passed over.
  var isProxied = false
  /// Whether it was reported as not to be read.
  var isReported = false
  /// Whether requests and responses may be out of step.
  var isOutOfStep = false
  /// Whether messages were lost to the capture, or to a breach of the protocol.
  var hasLoss = false
  /// Whether a response was seen since the last loss, or since the beginning.
  var hasResponseSinceLoss = false
  /// Whether requests may have been lost, and no response has been seen since.
  var mayLackRequests = false
  /// Whether a request was sent before its predecessor was answered.
  var isPipelined = false
  /// Whether it ever had TLS or HTTP/2 state, which ends with it.
  var hadState = false
  /// The number of its TLS state, or -1.
  var tls: Int32 = -1
  /// The number of its HTTP/2 state, or -1.
  var http2: Int32 = -1
  /// The batch for which ``clientPlace`` and ``serverPlace`` hold, or -1.
  var placesBatch = -1
  /// Where the client's address stands in that batch's bytes.
  var clientPlace = ByteRange()
  /// Where the server's address stands there.
  var serverPlace = ByteRange()

  /// Begins to follow the connection between the ends of `key`.
  ///
  /// - Parameters:
  ///   - key: Its ends.
  ///   - ordinal: The number of its first packet in the capture.
  ///   - isWhole: Whether that packet opens it; otherwise requests may have been sent before.
  ///   - time: Its time, in nanoseconds.
  init(key: FlowKey, ordinal: Int, isWhole: Bool, time: Int64) {
    self.key = key
    lastSeen = time
    firstOrdinal = ordinal
    isOutOfStep = !isWhole
  }

  /// Whether no segment of it is held back.
  var isAtRest: Bool { ends[0].held < 0 && ends[1].held < 0 }

  /// Whether a response may come before its request was seen: the connection's begin was missed.
  var isMidstream: Bool { !ends[0].hasSYN && !ends[1].hasSYN }

  /// Whether something would be lost if it were forgotten now.
  var holdsState: Bool {
    firstPending >= 0 || http2 >= 0 || ends[0].held >= 0 || ends[1].held >= 0
      || ends[0].parser.carry >= 0 || ends[1].parser.carry >= 0
  }
}

extension Connection {
  /// Takes up what `segment`, which the end `side` sent, says of the other end's bytes.
  @inline(__always)
  mutating func note(_ segment: TCPSegment, from side: Int) {
    let known = ends[1 - side].acknowledged
    guard
      !ends[1 - side].hasAcknowledged || Int32(bitPattern: segment.acknowledgement &- known) > 0
    else { return }
    ends[1 - side].acknowledged = segment.acknowledgement
    ends[1 - side].hasAcknowledged = true
  }

  /// Takes up a segment that does nothing but acknowledge.
  ///
  /// - Returns: `false` if something is held back, which it may release, or it is not read.
  @inline(__always)
  mutating func note(bare segment: TCPSegment, from side: Int) -> Bool {
    guard !isOpaque, isAtRest else { return false }
    note(segment, from: side)
    return true
  }

  /// Whether a segment continues what has been handed on, in both directions.
  ///
  /// Here and below: mutating, lest the compiler copies a connection to look at it.
  mutating func isNext(_ side: Int, _ place: Arrival) -> Bool {
    guard ends[side].isStarted else { return false }
    return Int32(bitPattern: place.sequence &- ends[side].next) <= 0
      && !isAheadOfPeer(side, place) && isTrusted(side, place)
  }

  /// Whether `segment` continues exactly what has been handed on, of an open connection that holds
  /// nothing back.
  @inline(__always)
  mutating func isNext(_ side: Int, _ segment: TCPSegment) -> Bool {
    guard !isOpaque, !isClosed, isAtRest, ends[0].isStarted, ends[1].isStarted else { return false }
    return segment.sequence == ends[side].next
      && Int32(bitPattern: segment.acknowledgement &- ends[1 - side].next) <= 0
  }

  /// Whether the receiver took the segment, as far as is known.
  ///
  /// It drops one with a wrong checksum, and a good copy follows; if it acknowledges the bytes
  /// before that, the checksum was right on the wire.
  mutating func isTrusted(_ side: Int, _ place: Arrival) -> Bool {
    !place.isSuspect
      || ends[side].hasAcknowledged
        && Int32(bitPattern: ends[side].acknowledged &- place.end) >= 0
  }

  /// Whether the sender had received more than has been handed on of the other direction.
  private mutating func isAheadOfPeer(_ side: Int, _ place: Arrival) -> Bool {
    guard ends[1 - side].isStarted else { return ends[1 - side].held >= 0 }
    // No window is wider than 2^30 bytes (RFC 7323, section 2.3): beyond it the number is not true.
    let lead = Int32(bitPattern: place.acknowledgement &- ends[1 - side].next)
    return lead > 0 && lead < 1 << 30
  }
}
