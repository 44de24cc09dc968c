import Traffic

extension LogTemplate {
  /// The template with its pieces put together where servers write two for one thing.
  ///
  /// An address and a port behind a colon are one value, for an IPv6 address holds colons; `HTTP/`
  /// belongs to the version behind it; and a time that holds blanks ends by itself.
  var settled: LogTemplate {
    var template = self
    template.pieces = []
    for piece in pieces {
      // Two literals in a row are one.
      if case .literal(let bytes) = piece, case .literal(let before) = template.pieces.last {
        template.pieces[template.pieces.count - 1] = .literal(before + bytes)
      } else {
        template.pieces.append(piece)
      }
    }
    template.joinPorts()
    template.joinVersions()
    template.delimitTimes()
    template.chooseTime()
    return template
  }

  private mutating func joinPorts() {
    var index = 0
    while index + 2 < pieces.count {
      if case .capture(var address) = pieces[index], case .literal([0x3A]) = pieces[index + 1],
        case .capture(let port) = pieces[index + 2], port.slot == .number,
        let slot = LogTemplate.slotWithPort(address.slot)
      {
        address.slot = slot
        address.name += ":" + port.name
        pieces[index] = .capture(address)
        pieces.removeSubrange(index + 1...index + 2)
      }
      index += 1
    }
  }

  private static func slotWithPort(_ slot: TemplateSlot) -> TemplateSlot? {
    switch slot {
    case .text(.client): .clientPort
    case .host, .settledHost, .virtualHost: .virtualHost
    case .ignored, .text(.server): .ignored
    default: nil
    }
  }

  private mutating func joinVersions() {
    let prefix = Array("HTTP/".utf8)
    for index in pieces.indices.dropFirst() {
      guard case .literal(let before) = pieces[index - 1], before.suffix(5) == prefix[...],
        case .capture(var capture) = pieces[index], capture.slot == .version
      else { continue }
      capture.slot = .prefixedVersion
      pieces[index] = .capture(capture)
    }
  }

  private mutating func delimitTimes() {
    for index in pieces.indices {
      guard case .capture(var capture) = pieces[index], capture.slot == .clfTime else { continue }
      if index + 1 < pieces.count, case .literal(let after) = pieces[index + 1],
        let first = after.first, first != 0x20
      {
        continue
      }
      capture.slot = .time
      capture.pattern = .clf
      pieces[index] = .capture(capture)
    }
  }

  /// Leaves one time of several: that of the highest rank, with the parts that belong to it.
  private mutating func chooseTime() {
    let times = pieces.indices.filter {
      if case .capture(let capture) = pieces[$0] {
        capture.slot.fields.contains(.start)
      } else {
        false
      }
    }
    func capture(_ index: Int) -> TemplateCapture? {
      if case .capture(let capture) = pieces[index] { capture } else { nil }
    }
    let complete = times.filter { capture($0)?.pattern?.parts.isComplete ?? true }
    guard let best = complete.max(by: { (rank($0), -$0) < (rank($1), -$1) }) else { return }
    var kept: Set<Int> = [best]
    // What follows it closely and is no whole time belongs to it: a fraction, a zone.
    var last = best
    for index in times where index > best && index - last <= 2 {
      guard !complete.contains(index) else { break }
      kept.insert(index)
      last = index
    }
    for index in times where !kept.contains(index) {
      guard var other = capture(index) else { continue }
      other.slot = .ignored
      pieces[index] = .capture(other)
    }
    if let chosen = capture(best), chosen.isEnd { timeIsEnd = true }
  }

  /// The rank of the time at `index`; times of the end come last, finer ones first.
  private func rank(_ index: Int) -> Int {
    guard case .capture(let capture) = pieces[index] else { return 0 }
    var rank = capture.rank * 4
    if capture.isEnd, !timeIsEnd { rank -= 1000 }
    if let pattern = capture.pattern {
      if pattern.parts.contains(.fraction) { rank += 2 }
    }
    // A fraction or zone behind it makes it finer.
    for next in index + 1..<min(index + 3, pieces.count) {
      guard case .capture(let other) = pieces[next], let parts = other.pattern?.parts,
        !parts.isComplete
      else { continue }
      if parts.contains(.fraction) { rank += 2 }
    }
    return rank
  }
}
