import Traffic

/// Opening TLS records, also after a loss.
extension ExchangeAssembler {
  /// How many records in a row may be lost and their number still be found.
  private static let trialLimit: UInt64 = 1024

  /// Opens a record of a direction.
  ///
  /// - Parameters:
  ///   - session: The connection's state.
  ///   - side: The direction.
  ///   - header: The record's header.
  ///   - fragment: What it carries.
  ///   - cost: How many bytes are lost if it does not open.
  /// - Returns: Its content, and how many bytes of content were lost before it: -1 for some.
  func open(
    _ session: inout TLSSession, _ side: Int, _ header: [UInt8], _ fragment: [UInt8], cost: Int
  ) -> (content: RecordCipher.Content, lost: Int)? {
    if let opened = session.directions[side].open(header, fragment, limit: Self.trialLimit) {
      return opened
    }
    session.directions[side].failures += 1
    guard !session.directions[side].passesOver else { return nil }
    session.directions[side].lostBytes += cost
    session.directions[side].isDoubtful = true
    return nil
  }

  /// Looks for the next record that opens.
  ///
  /// - Returns: Whether ``TLSSession/Direction/isLost`` is over and a record begins at `cursor`.
  func seek(
    _ session: inout TLSSession, _ side: Int, _ carry: [UInt8], _ cursor: inout Int, isEnd: Bool
  ) -> Bool {
    while carry.count - cursor >= 5 {
      if TLSRecord.isPlausible(carry.span, at: cursor), carry[cursor] != 20 {
        let length = 5 + carry.span.network16(cursor + 3)
        if carry.count - cursor >= length {
          let header = Array(carry[cursor..<(cursor + 5)])
          let fragment = Array(carry[(cursor + 5)..<(cursor + length)])
          if session.directions[side].canOpen(header, fragment, limit: Self.trialLimit) {
            session.directions[side].isLost = false
            return true
          }
        } else if !isEnd {
          return false
        }
      }
      cursor += 1
      session.directions[side].lostBytes += 1
    }
    return false
  }
}

extension TLSSession.Direction {
  /// Begins to use the cipher that follows.
  mutating func useNext(_ next: TLSSession.Stage) {
    guard let cipher = self.next else { return }
    self.cipher = cipher
    self.next = nil
    sequence = 0
    stage = next
    passesOver = false
  }

  /// Takes note that `count` bytes were lost.
  mutating func lose(_ count: Int) {
    isDoubtful = true
    messages.removeAll()
    if !isLost, carry.isEmpty, skip >= count { return skip -= count }
    if !isLost, carry.count >= 5 {
      let total = 5 + carry.span.network16(3)
      if TLSRecord.isPlausible(carry.span, at: 0), carry.count + count <= total {
        skip = total - carry.count - count
        lostBytes += total
        return carry.removeAll()
      }
    }
    lostBytes += carry.count + max(0, count - skip)
    skip = 0
    carry.removeAll()
    isLost = true
  }

  /// Whether a record opens under any key and number that may be due.
  mutating func canOpen(_ header: [UInt8], _ fragment: [UInt8], limit: UInt64) -> Bool {
    find(header, fragment, limit: limit) != nil
  }

  /// Opens a record, and tells how many bytes of content were lost before it: -1 for some.
  mutating func open(
    _ header: [UInt8], _ fragment: [UInt8], limit: UInt64
  ) -> (content: RecordCipher.Content, lost: Int)? {
    guard let found = find(header, fragment, limit: limit) else { return nil }
    let isFollower = found.isNext
    let skipped = isFollower ? found.sequence : found.sequence - sequence
    var lost = 0
    if isFollower {
      let wasInUse = stage == .application
      useNext(.application)
      lost = wasInUse || skipped > 0 ? -1 : 0
    } else if lostBytes > 0 || skipped > 0 {
      let overhead = cipher?.overhead ?? 0
      let rest = lostBytes - Int(skipped) * overhead
      lost = skipped == 0 ? 0 : overhead > 0 && rest >= 0 ? rest : -1
    }
    sequence = found.sequence + 1
    lostBytes = 0
    isDoubtful = false
    passesOver = false
    hasOpened = true
    return (found.content, lost)
  }

  private mutating func find(
    _ header: [UInt8], _ fragment: [UInt8], limit: UInt64
  ) -> (content: RecordCipher.Content, sequence: UInt64, isNext: Bool)? {
    if let cipher {
      var ahead = isDoubtful ? min(limit, UInt64(lostBytes / 22) + 1) : 0
      // Whatever the loss was, it cannot be worth more than this.
      ahead = min(ahead, UInt64(max(0, trials)))
      for number in sequence...(sequence + ahead) {
        trials -= number > sequence ? 1 : 0
        if let content = cipher.open(header: header, fragment, sequence: number) {
          return (content, number, false)
        }
      }
    }
    // The end of the handshake may have been lost, or its keys not be known.
    guard let next else { return nil }
    let ahead = isDoubtful ? min(UInt64(lostBytes / 22), UInt64(max(0, trials)), limit) : 0
    for number in 0...ahead {
      trials -= 1
      if let content = next.open(header: header, fragment, sequence: number) {
        return (content, number, true)
      }
    }
    return nil
  }
}
