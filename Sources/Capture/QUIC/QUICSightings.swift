import Traffic

/// The connections of QUIC that were seen, each told once.
struct QUICSightings {
  private struct Flow: Hashable {
    var low: IPAddress
    var high: IPAddress
    var ports: UInt32
  }

  fileprivate struct Hello {
    var bytes: [UInt8] = []
    var isThere: [Bool] = []
    var packets = 0
    var isTold = false
  }

  /// How many are told apart; beyond that none is looked at.
  private static let limit = 16_384
  /// A client says hello in so many packets at most, and so many bytes.
  private static let packetLimit = 8
  fileprivate static let helloLimit = 16_384

  private var flows: [Flow: Hello] = [:]

  /// How many were seen whose client's hello did not come whole.
  var unnamedCount: Int { flows.values.reduce(0) { $0 + ($1.isTold ? 0 : 1) } }

  /// Takes up a datagram with a client's Initial packet.
  ///
  /// - Parameters:
  ///   - datagram: The datagram with its header.
  ///   - packet: The header of the IP packet around it.
  /// - Returns: What the client asks for, once that has come whole.
  mutating func take(_ datagram: Span<UInt8>, _ packet: IPPacket) -> TLSHello? {
    let isLow = packet.source < packet.destination
    let flow = Flow(
      low: isLow ? packet.source : packet.destination,
      high: isLow ? packet.destination : packet.source,
      ports: isLow
        ? datagram.network32(0)
        : UInt32(datagram.network16(2)) << 16 | UInt32(datagram.network16(0)))
    var hello = flows[flow] ?? Hello()
    guard !hello.isTold, hello.packets < QUICSightings.packetLimit,
      hello.packets > 0 || flows.count < QUICSightings.limit
    else { return nil }
    hello.packets += 1
    defer { flows[flow] = hello }
    guard let initial = QUICInitial(datagram.extracting(8..<datagram.count)) else { return nil }
    for piece in initial.pieces { hello.add(piece.offset, piece.bytes) }
    guard let found = hello.message else { return nil }
    hello = Hello(packets: hello.packets, isTold: true)
    return found
  }
}

extension QUICSightings.Hello {
  fileprivate mutating func add(_ offset: Int, _ piece: [UInt8]) {
    let end = offset + piece.count
    guard end <= QUICSightings.helloLimit else { return }
    while bytes.count < end {
      bytes.append(0)
      isThere.append(false)
    }
    for (index, byte) in piece.enumerated() where !isThere[offset + index] {
      bytes[offset + index] = byte
      isThere[offset + index] = true
    }
  }

  fileprivate var message: TLSHello? {
    guard bytes.count >= 4, bytes[0] == 1 else { return nil }
    let length = Int(bytes[1]) << 16 | bytes.span.network16(2)
    guard bytes.count >= 4 + length, isThere.prefix(4 + length).allSatisfy({ $0 }) else {
      return nil
    }
    return TLSHello(client: bytes.span.extracting(4..<(4 + length)))
  }
}
