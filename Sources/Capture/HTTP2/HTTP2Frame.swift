import Traffic

/// A frame's header.
///
/// - SeeAlso: RFC 9113, section 4.1.
struct HTTP2Frame: BitwiseCopyable {
  /// The number of bytes of a header.
  static let headerSize = 9
  /// What a client sends first.
  static let preface: StaticString = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
  /// The number of bytes of ``preface``.
  static let prefaceSize = 24

  /// The types of interest.
  enum Kind {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let pushPromise: UInt8 = 5
    static let goAway: UInt8 = 7
    static let continuation: UInt8 = 9
  }

  /// The flags of interest.
  enum Flag {
    static let endStream: UInt8 = 0x01
    static let acknowledgement: UInt8 = 0x01
    static let endHeaders: UInt8 = 0x04
    static let padded: UInt8 = 0x08
    static let priority: UInt8 = 0x20
  }

  /// The payload's length in bytes.
  var length = 0
  /// What the payload is.
  var kind: UInt8 = 0
  /// The flags.
  var flags: UInt8 = 0
  /// The stream it belongs to; 0 is the connection itself.
  var stream: UInt32 = 0

  /// Makes the header of an empty frame.
  init() {}

  /// Reads the header at `offset`; there are nine bytes.
  init(_ bytes: Span<UInt8>, at offset: Int) {
    length = Int(bytes[offset]) << 16 | bytes.network16(offset + 1)
    kind = bytes[offset + 3]
    flags = bytes[offset + 4]
    stream = bytes.network32(offset + 5) & 0x7FFF_FFFF
  }

  /// Whether the frame's payload is looked at.
  var isRead: Bool {
    switch kind {
    case Kind.headers, Kind.reset, Kind.settings, Kind.pushPromise, Kind.goAway,
      Kind.continuation:
      true
    default: false
    }
  }

  /// Whether the frame carries a part of a header block.
  var hasBlock: Bool {
    kind == Kind.headers || kind == Kind.pushPromise || kind == Kind.continuation
  }

  /// Whether a frame of this kind looks like this, in a connection of usual settings.
  ///
  /// - Parameter limit: The largest stream number to be believed.
  /// - Returns: Whether it does.
  func isPlausible(limit: UInt32) -> Bool {
    guard length <= 1 << 14 else { return false }
    guard kind == 4 || kind == 6 || kind == 7 || kind == 8 || stream > 0, stream <= limit else {
      return false
    }
    return switch kind {
    case Kind.data: flags & ~0x09 == 0
    case Kind.headers: flags & ~0x2D == 0 && length > 0
    case 2: flags == 0 && length == 5
    case Kind.reset: flags == 0 && length == 4
    case Kind.settings:
      stream == 0 && flags & ~0x01 == 0 && length % 6 == 0 && length <= 120
        && (flags == 0 || length == 0)
    case Kind.pushPromise: flags & ~0x0C == 0 && length > 4
    case 6: stream == 0 && flags & ~0x01 == 0 && length == 8
    case Kind.goAway: stream == 0 && flags == 0 && length >= 8
    case 8: flags == 0 && length == 4
    case Kind.continuation: flags & ~0x04 == 0 && length > 0
    default: false
    }
  }

  /// Whether frames seem to begin at `start` of `bytes`, which may end within one.
  ///
  /// - Parameters:
  ///   - bytes: What follows a loss, or the first bytes captured of a connection.
  ///   - start: Where the first header would be.
  ///   - limit: The largest stream number to be believed.
  ///   - needed: How many headers must be right where the bytes do not end with a frame.
  /// - Returns: Whether they do.
  static func mayBegin(
    _ bytes: Span<UInt8>, at start: Int, limit: UInt32, needed: Int
  ) -> Bool {
    var offset = start
    var found = 0
    while offset + headerSize <= bytes.count {
      let frame = HTTP2Frame(bytes, at: offset)
      guard frame.isPlausible(limit: limit), bytes[offset + 5] & 0x80 == 0 else { return false }
      found += 1
      offset += headerSize + frame.length
      if found >= 4 { return true }
    }
    return found >= needed || found > 0 && offset == bytes.count
  }

  /// How `bytes` compare with the preface: 0 differ, 1 agree as far as they go, 2 hold it whole.
  static func matchPreface(_ bytes: Span<UInt8>) -> Int {
    let count = min(bytes.count, prefaceSize)
    for index in 0..<count where bytes[index] != preface.byte(at: index) { return 0 }
    return count == prefaceSize ? 2 : 1
  }
}
