/// A TCP segment of a test's conversation.
struct Segment {
  var isFromClient: Bool
  var sequence: UInt32
  var acknowledgement: UInt32
  var flags: UInt8
  var payload: [UInt8]
  /// Milliseconds after the capture's begin.
  var time = 0
  /// Whether the checksum is to be wrong.
  var isDamaged = false
}

/// A TCP conversation put down segment by segment, which a test may then shuffle, double or thin
/// out.
struct Wire {
  var segments: [Segment] = []
  private var next: (client: UInt32, server: UInt32)

  /// Begins with a handshake, or without one.
  init(client: UInt32 = 100, server: UInt32 = 5000, handshake: Bool = true) {
    next = (client, server)
    guard handshake else { return }
    add(true, [], flags: 0x02)
    add(false, [], flags: 0x12)
    add(true, [], flags: 0x10)
  }

  /// The client sends `text`, in pieces of at most `size` bytes.
  mutating func send(_ text: String, size: Int = 1000) { split(true, text, size) }

  /// The server sends `text`.
  mutating func answer(_ text: String, size: Int = 1000) { split(false, text, size) }

  /// Both ends close.
  mutating func close() {
    add(true, [], flags: 0x11)
    add(false, [], flags: 0x11)
    add(true, [], flags: 0x10)
  }

  mutating func add(_ isFromClient: Bool, _ payload: [UInt8], flags: UInt8) {
    let sequence = isFromClient ? next.client : next.server
    let acknowledgement = flags & 0x10 == 0 ? 0 : isFromClient ? next.server : next.client
    segments.append(
      Segment(
        isFromClient: isFromClient, sequence: sequence, acknowledgement: acknowledgement,
        flags: flags, payload: payload, time: segments.count))
    let length = UInt32(payload.count) &+ (flags & 0x03 != 0 ? 1 : 0)
    if isFromClient { next.client &+= length } else { next.server &+= length }
  }

  private mutating func split(_ isFromClient: Bool, _ text: String, _ size: Int) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      add(isFromClient, Array(rest.prefix(size)), flags: 0x18)
      rest = rest.dropFirst(size)
    }
  }
}
