/// The bytes of HTTP/2 connections, put down frame by frame.
enum HTTP2Bytes {
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])

  static func frame(
    _ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]
  ) -> [UInt8] {
    let length = payload.count
    var bytes = [UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), kind, flags]
    for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: stream >> shift)) }
    return bytes + payload
  }

  /// HEADERS that end the header block.
  static func headers(_ stream: UInt32, _ block: [UInt8], ends: Bool = true) -> [UInt8] {
    frame(1, ends ? 0x05 : 0x04, stream, block)
  }

  /// A field with a name of its own, kept in the table or not.
  static func field(_ name: String, _ value: String, kept: Bool = false) -> [UInt8] {
    [kept ? 0x40 : 0x00] + text(name) + text(value)
  }

  /// A request for `path` with static names, nothing kept.
  static func request(_ path: String, origin: String? = nil, kept: Bool = false) -> [UInt8] {
    [0x82, 0x86, 0x04] + text(path) + [0x01] + text("h.example")
      + (origin.map { field("origin", $0, kept: kept) } ?? [])
  }

  /// A response with a status of the static table, 200 by default.
  static func response(_ allowed: String? = nil, status: UInt8 = 0x88, kept: Bool = false)
    -> [UInt8]
  {
    // Number 20 is access-control-allow-origin.
    guard let allowed else { return [status] }
    return [status] + (kept ? [0x54] : [0x0F, 0x05]) + text(allowed)
  }

  private static func text(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return (bytes.count < 127 ? [UInt8(bytes.count)] : [127, UInt8(bytes.count - 127)]) + bytes
  }
}

extension Wire {
  mutating func send(_ bytes: [UInt8]) { add(true, bytes, flags: 0x18) }
  mutating func answer(_ bytes: [UInt8]) { add(false, bytes, flags: 0x18) }
}
