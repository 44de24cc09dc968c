import Traffic

/// Following TLS handshakes to the keys.
///
/// - SeeAlso: RFC 8446, sections 4 and 7, and RFC 5246, section 7.4.
extension ExchangeAssembler {
  private static let messageLimit = 1 << 17

  /// Reads the handshake messages that have come whole.
  mutating func readMessages(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ arrival: Arrival, _ output: inout Output
  ) {
    while connection.tls >= 0, session.directions[side].messages.count >= 4 {
      let messages = session.directions[side].messages
      let header = messages.span.network32(0)
      let length = Int(header & 0xFF_FFFF)
      guard length <= ExchangeAssembler.messageLimit else {
        session.directions[side].messages.removeAll()
        return
      }
      guard messages.count >= 4 + length else { return }
      let body = Array(messages[4..<(4 + length)])
      session.directions[side].messages.removeFirst(4 + length)
      read(&session, &connection, side, Int(header >> 24), body, arrival, &output)
    }
  }

  private mutating func read(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int, _ kind: Int,
    _ body: [UInt8], _ arrival: Arrival, _ output: inout Output
  ) {
    switch kind {
    case 1:
      guard let hello = TLSHello(client: body.span) else { return }
      connection.client = side
      // Whatever came before the capture, no request did.
      if !connection.isHTTP { connection.isOutOfStep = false }
      session.clientRandom = hello.random
      session.serverName = hello.serverName
      session.protocols = hello.protocols
      session.offersEarlyData = hello.hasEarlyData
    case 2:
      guard let hello = TLSHello(server: body.span) else { return }
      readServerHello(&session, &connection, side, hello, &output)
    case 5 where session.directions[side].stage == .early: endEarly(&session, side)
    case 8 where session.version == 0x0304:
      let hello = TLSHello(extensions: body.span)
      session.hasChosen = true
      session.protocols = hello.protocols
      decideEarly(&session, &connection, 1 - side, hello.hasEarlyData, &output)
    case 20 where session.version == 0x0304: session.directions[side].useNext(.application)
    case 24 where session.version == 0x0304 && session.directions[side].stage == .application:
      guard let suite = session.suite else { return }
      let secret = KeySchedule.expand(
        session.directions[side].secret, label: "traffic upd", length: suite.hash.length,
        suite.hash)
      session.directions[side].secret = secret
      session.directions[side].cipher = RecordCipher(secret: secret, suite)
      session.directions[side].sequence = 0
    default: return
    }
  }

  private mutating func readServerHello(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ hello: TLSHello, _ output: inout Output
  ) {
    connection.client = 1 - side
    guard let random = hello.random, !random.asksForRetry else {
      session.offersEarlyData = false
      return session.directions[1 - side].cipher = nil
    }
    session.version = hello.version
    if hello.version != 0x0304 {
      session.hasChosen = true
      session.protocols = hello.protocols
    }
    guard session.clientRandom != nil else {
      return hide(&session, &connection, .noHandshake, &output)
    }
    guard hello.version >= 0x0303 else {
      return hide(&session, &connection, .oldVersion, &output)
    }
    session.suite = TLSSuite(hello.suite)
    guard setKeys(&session, side, hello) else {
      if options.keyLogUpdate != nil {
        session.awaited = hello
        session.awaitedSide = side
        return
      }
      return hide(&session, &connection, .noKeys, &output)
    }
    guard session.suite != nil else { return hide(&session, &connection, .cipher, &output) }
  }

  /// Looks again for the keys that are awaited.
  ///
  /// - Returns: Whether they are there, or none are awaited.
  mutating func findAwaited(_ session: inout TLSSession) -> Bool {
    guard let hello = session.awaited else { return true }
    if let update = options.keyLogUpdate { keyLog.add(update().span) }
    guard setKeys(&session, session.awaitedSide, hello) else { return false }
    session.awaited = nil
    return true
  }

  private func setKeys(_ session: inout TLSSession, _ side: Int, _ hello: TLSHello) -> Bool {
    guard let client = session.clientRandom, let random = hello.random else { return false }
    return
      hello.version == 0x0304
      ? setKeys13(&session, client, side)
      : setKeys12(&session, client, random, side, macIsOutside: hello.macIsOutside)
  }

  private func setKeys12(
    _ session: inout TLSSession, _ client: TLSRandom, _ server: TLSRandom, _ side: Int,
    macIsOutside: Bool
  ) -> Bool {
    guard let master = keyLog.secret(.master, of: client) else { return false }
    guard let suite = session.suite else { return true }
    for end in 0...1 {
      session.directions[end].next = RecordCipher(
        master: master, randoms: server.bytes + client.bytes, isClient: end != side, suite,
        macIsOutside: macIsOutside)
    }
    return true
  }

  private func setKeys13(_ session: inout TLSSession, _ client: TLSRandom, _ side: Int) -> Bool {
    guard let suite = session.suite else { return keyLog.secret(.serverTraffic, of: client) != nil }
    var isKnown = false
    for end in 0...1 {
      let isServer = end == side
      if let secret = keyLog.secret(isServer ? .serverTraffic : .clientTraffic, of: client) {
        session.directions[end].secret = secret
        session.directions[end].next = RecordCipher(secret: secret, suite)
        isKnown = true
      }
      let early = session.directions[end].stage == .early
      if let secret = keyLog.secret(
        isServer ? .serverHandshake : .clientHandshake, of: client)
      {
        session.directions[end].handshakeCipher = RecordCipher(secret: secret, suite)
      }
      if !early { session.directions[end].beginHandshake() }
      // Early data that is refused, or whose key is not known, stands before the handshake.
      if session.offersEarlyData, !isServer { session.directions[end].passesOver = true }
    }
    return isKnown
  }

  /// Opens a record that came before the server has answered.
  mutating func openEarly(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ header: [UInt8], _ fragment: [UInt8], _ arrival: Arrival, _ output: inout Output
  ) {
    guard let random = session.clientRandom,
      let secret = keyLog.secret(.clientEarly, of: random)
    else { return }
    for suite in TLSSuite.early(secretLength: secret.count) {
      let cipher = RecordCipher(secret: secret, suite)
      guard let content = cipher.open(header: header, fragment, sequence: 0) else { continue }
      session.directions[side].cipher = cipher
      session.directions[side].stage = .early
      session.directions[side].sequence = 1
      return deliver(&session, &connection, side, content, arrival, &output)
    }
  }

  /// Takes up early data, which counts only once the server has accepted it.
  mutating func takeEarly(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ bytes: [UInt8], _ arrival: Arrival, _ output: inout Output
  ) {
    switch session.acceptsEarlyData {
    case true: feedClear(&session, &connection, side, bytes.span, arrival, &output)
    case false: return
    case nil:
      if session.early.isEmpty { session.earlyArrival = arrival }
      if session.early.count < ExchangeAssembler.headLimit { session.early += bytes }
    }
  }

  private mutating func decideEarly(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int, _ accepts: Bool,
    _ output: inout Output
  ) {
    guard session.offersEarlyData, session.acceptsEarlyData == nil else { return }
    session.acceptsEarlyData = accepts
    var early: [UInt8] = []
    swap(&early, &session.early)
    if accepts {
      guard !early.isEmpty else { return }
      feedClear(&session, &connection, side, early.span, session.earlyArrival, &output)
    } else if session.directions[side].stage == .early {
      endEarly(&session, side)
      session.directions[side].passesOver = true
    }
  }

  private func endEarly(_ session: inout TLSSession, _ side: Int) {
    session.directions[side].beginHandshake()
  }
}

extension TLSSession.Direction {
  /// Begins to use the keys of the handshake, or waits for those that follow.
  mutating func beginHandshake() {
    stage = .handshake
    sequence = 0
    cipher = handshakeCipher
    handshakeCipher = nil
    // Without its keys the records of the handshake are passed over.
    passesOver = cipher == nil
  }
}
