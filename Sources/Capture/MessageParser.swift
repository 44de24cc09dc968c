import Traffic

/// How far the messages of one direction of a connection have been read.
///
/// Bodies are counted, not stored; only a head that came in several pieces is kept meanwhile.
struct MessageParser: BitwiseCopyable {
  /// What the next byte belongs to.
  enum Phase: BitwiseCopyable {
    case head, body, chunkSize, chunkExtension, chunk, chunkEnd, trailer, untilClose
    /// Bytes whose place in a message is not known; the next start line is looked for.
    case lost
    /// HTTP/2 frames, which are read elsewhere.
    case http2
    /// Bytes that are not read.
    case opaque
  }

  /// What the next byte belongs to.
  var phase = Phase.head
  /// The bytes left of the body or of the chunk.
  var remaining = 0
  /// Hexadecimal digits of a chunk's size, or bytes of a trailer line, seen so far.
  var lineLength = 0
  /// Whether the body may not be there.
  ///
  /// The response may answer a HEAD request that is not known, or the client may have kept the body
  /// back until it was told to continue.
  var isDoubtful = false
  /// Whether a start line may begin at the next byte, in ``Phase/lost``.
  var isAtLineStart = true
  /// Whether a start line is looked for at the begin of segments only.
  ///
  /// After a breach of the protocol what looks like a message may be meant to be taken for one.
  var seeksSegments = false
  /// Whether the head was found by searching, and so may be none.
  var isSearching = false
  /// The buffer that holds the first part of a head, or -1.
  var carry: Int32 = -1
  /// How far the buffer has been searched for the head's end.
  var searched = 0
  /// Whether the head's start line has been found valid.
  var hasStartLine = false
  /// When, where and in answer to what the head began.
  var headArrival = Arrival()

  /// Takes up a message's body.
  ///
  /// - Parameters:
  ///   - facts: What the head says.
  ///   - toClose: Whether a body without a length goes on to the connection's end.
  mutating func beginBody(_ facts: MessageHead, toClose: Bool) {
    remaining = 0
    lineLength = 0
    isDoubtful = false
    if facts.isChunked {
      phase = .chunkSize
    } else if facts.hasTransferEncoding {
      phase = toClose ? .untilClose : .lost
    } else if facts.contentLength >= 0 {
      remaining = facts.contentLength
      phase = remaining > 0 ? .body : .head
    } else {
      phase = toClose ? .untilClose : .head
    }
  }

  /// Passes over body bytes.
  ///
  /// - Parameters:
  ///   - bytes: What arrived.
  ///   - start: Where to go on in it.
  /// - Returns: Where the body, or what arrived of it, ends; ``phase`` is ``Phase/lost`` if it
  ///   breaks the protocol.
  mutating func skip(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    if isDoubtful {
      isDoubtful = false
      let rest = bytes.extracting(start..<bytes.count)
      if StartLine.response(rest) == .valid || StartLine.request(rest, isSearch: true) == .valid {
        phase = .head
        return start
      }
    }
    while index < bytes.count {
      switch phase {
      case .body, .chunk:
        let length = min(remaining, bytes.count - index)
        index += length
        remaining -= length
        if remaining == 0 { phase = phase == .body ? .head : .chunkEnd }
        if phase == .head { return index }
      case .chunkSize, .chunkExtension, .chunkEnd, .trailer:
        step(bytes[index])
        index += 1
        if phase == .head || phase == .lost { return index }
      case .untilClose: return bytes.count
      case .head, .lost, .http2, .opaque: return index
      }
    }
    return index
  }

  /// Passes over `count` bytes that were not captured.
  ///
  /// - Returns: Whether it is known what they were.
  mutating func skipUnseen(_ count: Int) -> Bool {
    switch phase {
    case .body where count <= remaining, .chunk where count <= remaining:
      isDoubtful = false
      remaining -= count
      if remaining == 0 { phase = phase == .body ? .head : .chunkEnd }
      return true
    case .untilClose, .opaque: return true
    default: return false
    }
  }

  // RFC 9112, section 7.1. A bare line feed ends a line as well, as most recipients have it.
  private mutating func step(_ byte: UInt8) {
    switch phase {
    case .chunkSize:
      if let digit = byte.hexValue {
        // Zeros before the number do not make it larger.
        guard remaining < 1 << 56 else { return phase = .lost }
        remaining = remaining << 4 | Int(digit)
        lineLength = 1
      } else if lineLength == 0 {
        if !byte.isBlank { phase = .lost }
      } else {
        phase = .chunkExtension
        step(byte)
      }
    case .chunkExtension:
      guard byte == 0x0A else { return }
      phase = remaining > 0 ? .chunk : .trailer
      lineLength = 0
    case .chunkEnd:
      if byte == 0x0A {
        phase = .chunkSize
        remaining = 0
        lineLength = 0
      } else if byte != 0x0D {
        phase = .lost
      }
    case .trailer:
      if byte == 0x0A {
        if lineLength == 0 { phase = .head }
        lineLength = 0
      } else if byte != 0x0D {
        lineLength = 1
      }
    default: return
    }
  }
}
