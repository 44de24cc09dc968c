package import Traffic

/// Writes small captures of invented traffic: classic pcap, Ethernet, IPv4, TCP.
///
/// Connections are whole, from the handshake to the last acknowledgement, and checksums are right.
///
/// - SeeAlso: draft-ietf-opsawg-pcap.
package struct CaptureWriter {
  /// One request and its response on a connection.
  package struct Exchange: Sendable {
    /// When the request is sent, in nanoseconds since 1970.
    package var time: Timestamp
    /// How long the response takes, in nanoseconds.
    package var delay: Int64
    /// The request as sent.
    package var request: [UInt8]
    /// The response as sent; empty for none.
    package var response: [UInt8]

    /// Makes an exchange of texts, which are sent as UTF-8.
    package init(time: Timestamp, delay: Int64, request: String, response: String) {
      self.time = time
      self.delay = delay
      self.request = Array(request.utf8)
      self.response = Array(response.utf8)
    }
  }

  private struct Packet {
    var time: Int64
    var frame: [UInt8]
  }

  private struct End {
    var address: UInt32
    var port: UInt16
    var sequence: UInt32
  }

  /// The largest number of payload bytes in a segment.
  private let segmentSize: Int
  private var packets: [Packet] = []

  /// Makes a writer of an empty capture.
  ///
  /// - Parameter segmentSize: The largest number of payload bytes in a segment.
  package init(segmentSize: Int = 1448) { self.segmentSize = max(1, segmentSize) }

  /// Adds a connection from its handshake to its end.
  ///
  /// - Parameters:
  ///   - client: The client's IPv4 address, its first byte in the highest place.
  ///   - clientPort: The client's port.
  ///   - server: The server's IPv4 address.
  ///   - serverPort: The server's port.
  ///   - exchanges: What is said on it, in order of time.
  package mutating func addConnection(
    client: UInt32, clientPort: UInt16, server: UInt32, serverPort: UInt16,
    exchanges: [Exchange]
  ) {
    guard let first = exchanges.first, let last = exchanges.last else { return }
    var near = End(address: client, port: clientPort, sequence: 1000)
    var far = End(address: server, port: serverPort, sequence: 2000)
    let start = first.time.nanoseconds - 1_000_000
    send(from: &near, to: far, [], flags: 0x02, at: start)
    send(from: &far, to: near, [], flags: 0x12, at: start + 300_000)
    send(from: &near, to: far, [], flags: 0x10, at: start + 600_000)
    for exchange in exchanges {
      send(from: &near, to: far, exchange.request[...], flags: 0x18, at: exchange.time.nanoseconds)
      let answer = exchange.time.nanoseconds + exchange.delay
      guard !exchange.response.isEmpty else { continue }
      send(from: &far, to: near, exchange.response[...], flags: 0x18, at: answer)
      send(from: &near, to: far, [], flags: 0x10, at: answer + 50_000)
    }
    let end = last.time.nanoseconds + last.delay + 1_000_000
    send(from: &near, to: far, [], flags: 0x11, at: end)
    send(from: &far, to: near, [], flags: 0x11, at: end + 300_000)
    send(from: &near, to: far, [], flags: 0x10, at: end + 600_000)
  }

  /// The capture file, its packets in order of time.
  package func bytes() -> [UInt8] {
    var file: [UInt8] = []
    for word: UInt32 in [0xA1B2_C3D4, 0x0004_0002, 0, 0, 262_144, 1] {
      CaptureWriter.append(word, to: &file)
    }
    let order = packets.indices.sorted {
      (packets[$0].time, $0) < (packets[$1].time, $1)
    }
    for index in order {
      let packet = packets[index]
      CaptureWriter.append(UInt32(clamping: packet.time / 1_000_000_000), to: &file)
      CaptureWriter.append(UInt32(clamping: packet.time % 1_000_000_000 / 1000), to: &file)
      CaptureWriter.append(UInt32(clamping: packet.frame.count), to: &file)
      CaptureWriter.append(UInt32(clamping: packet.frame.count), to: &file)
      file += packet.frame
    }
    return file
  }

  private static func append(_ word: UInt32, to file: inout [UInt8]) {
    for shift: UInt32 in [0, 8, 16, 24] { file.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}

extension CaptureWriter {
  private mutating func send(
    from sender: inout End, to receiver: End, _ payload: ArraySlice<UInt8>, flags: UInt8,
    at time: Int64
  ) {
    var rest = payload
    var time = time
    repeat {
      let piece = rest.prefix(segmentSize)
      rest = rest.dropFirst(segmentSize)
      let frame = frame(from: sender, to: receiver, piece, flags: flags)
      packets.append(Packet(time: time, frame: frame))
      sender.sequence &+= UInt32(clamping: piece.count) &+ (flags & 0x03 != 0 ? 1 : 0)
      time += 10_000
    } while !rest.isEmpty
  }

  private func frame(
    from sender: End, to receiver: End, _ payload: ArraySlice<UInt8>, flags: UInt8
  ) -> [UInt8] {
    var segment: [UInt8] = []
    put16(sender.port, &segment)
    put16(receiver.port, &segment)
    put32(sender.sequence, &segment)
    put32(flags & 0x10 != 0 ? receiver.sequence : 0, &segment)
    segment += [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0]
    segment += payload
    var header: [UInt8] = [0x45, 0]
    put16(UInt16(clamping: 20 + segment.count), &header)
    header += [0, 0, 0x40, 0, 64, 6, 0, 0]
    put32(sender.address, &header)
    put32(receiver.address, &header)
    let addresses = UInt64(sender.address) + UInt64(receiver.address)
    let pseudo = addresses + 6 + UInt64(segment.count)
    set16(~Checksum.fold(Checksum.sum(header.span)), at: 10, &header)
    set16(~Checksum.fold(pseudo + Checksum.sum(segment.span)), at: 16, &segment)
    // Locally administered addresses: 02:00:00:00:00:02 and 02:00:00:00:00:01.
    let link: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    return link + header + segment
  }

  private func put16(_ value: UInt16, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  private func put32(_ value: UInt32, _ bytes: inout [UInt8]) {
    put16(UInt16(truncatingIfNeeded: value >> 16), &bytes)
    put16(UInt16(truncatingIfNeeded: value), &bytes)
  }

  private func set16(_ value: UInt64, at offset: Int, _ bytes: inout [UInt8]) {
    bytes[offset] = UInt8(truncatingIfNeeded: value >> 8)
    bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
  }
}
