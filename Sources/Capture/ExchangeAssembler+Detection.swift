import Traffic

/// Telling by a direction's first bytes what is spoken.
extension ExchangeAssembler {
  /// What the first bytes of a direction show.
  enum Detected: BitwiseCopyable {
    /// HTTP/1, or nothing that is known.
    case none
    /// Something that more bytes will show.
    case more
    /// A TLS record.
    case tls
    /// HTTP/2 from its client's first byte on.
    case http2Client
    /// HTTP/2 from its server's first byte on.
    case http2Server
    /// HTTP/2 whose begin was missed.
    case http2Midstream
  }

  /// Looks at the bytes `head` with which a direction begins, or goes on after an upgrade.
  func detect(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>
  ) -> Detected {
    if connection.client != 1 - side, !head.isEmpty, head[0] == 0x50 {
      switch HTTP2Frame.matchPreface(head) {
      case 2: return .http2Client
      case 1 where head.count >= 5: return .more
      default: break
      }
    }
    if connection.http2 >= 0 { return detectFrames(&connection, side, head) }
    guard !connection.isHTTP else { return .none }
    if TLSRecord.begins(head) { return .tls }
    if connection.isMidstream || connection.hasLoss {
      return HTTP2Frame.mayBegin(head, at: 0, limit: 1 << 20, needed: 2) ? .http2Midstream : .none
    }
    return detectFrames(&connection, side, head)
  }

  /// A server may send its settings before the client has said anything.
  private func detectFrames(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>
  ) -> Detected {
    guard connection.client != side, !head.isEmpty, head[0] == 0 else { return .none }
    guard head.count >= HTTP2Frame.headerSize else { return .more }
    let frame = HTTP2Frame(head, at: 0)
    let isSettings = frame.kind == HTTP2Frame.Kind.settings && frame.isPlausible(limit: 0)
    return isSettings ? .http2Server : .none
  }

  /// Goes on with what was detected, from the bytes `head` on.
  ///
  /// - Returns: Whether it takes the bytes.
  mutating func begin(
    _ detected: Detected, _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>,
    _ place: Arrival, _ output: inout Output
  ) -> Bool {
    switch detected {
    case .none, .more: return false
    case .tls:
      guard connection.tls < 0 else {
        hidden.add(.noKeys, name: [], protocols: [])
        report(&connection, .encrypted, &output)
        makeOpaque(&connection, &output)
        return true
      }
      beginTLS(&connection)
      feedTLS(&connection, side, head, place, &output)
      return true
    case .http2Client:
      beginHTTP2(&connection, client: side, isWhole: true, &output)
    case .http2Server:
      beginHTTP2(&connection, client: 1 - side, isWhole: true, &output)
    case .http2Midstream:
      beginHTTP2(&connection, client: -1, isWhole: false, &output)
    }
    switchToHTTP2(&connection, side)
    feedHTTP2(&connection, side, head, place, &output)
    return true
  }
}
