import Traffic

extension HAREntryReader {
  /// Reads an entry, whose opening brace was passed, to its end.
  ///
  /// Most of it is read by the steps that earlier entries were made of; what is new is learnt, and
  /// what cannot be learnt is read key by key.
  mutating func walk(_ entry: inout HAREntry, _ bytes: inout [UInt8]) throws(HARFault) {
    var walk = HARWalk(cursor: window.cursor)
    while true {
      let halt = pattern.follow(window, &walk, &entry, &silence, into: &bytes)
      if case .unknown = halt, learn(&walk) { continue }
      window.cursor = walk.cursor
      if case .done = halt { break }
      if walk.level.isList {
        try readList(halt, &walk, &entry, &bytes)
        continue
      }
      switch halt {
      case .inString: try window.skipRest(depth: 0, isInString: true)
      case .odd(let key): try member(key, &entry, &bytes)
      case .short where window.readAhead(): break
      case .short, .unknown, .done:
        guard try readMember(&walk, &entry, &bytes) else { return }
      }
      walk.cursor = window.cursor
    }
    if walk.listsRead > 0 { pattern.note(listsRead: walk.listsRead) }
  }

  /// Reads one member key by key, or to the end of what is around it.
  ///
  /// - Returns: `false` behind the end of the entry.
  private mutating func readMember(
    _ walk: inout HARWalk, _ entry: inout HAREntry, _ bytes: inout [UInt8]
  ) throws(HARFault) -> Bool {
    var level = walk.level
    if level.isNest {
      try window.skipRest(depth: walk.depth, isInString: false)
      level = level.around
    } else if let found = try window.member(keys, in: level.parent) {
      try member(HARKey(rawValue: found), &entry, &bytes)
    } else {
      guard level != .entry else { return false }
      level = level.around
    }
    walk.goOn(in: level, at: window.cursor)
    return true
  }

  /// Reads the list of headers in which the walk stands still from its bracket on.
  private mutating func readList(
    _ halt: HARWalk.Halt, _ walk: inout HARWalk, _ entry: inout HAREntry, _ bytes: inout [UInt8]
  ) throws(HARFault) {
    entry.restore(walk.list.mark)
    bytes.removeSubrange(walk.list.mark.bytes...)
    window.cursor = walk.list.start
    if case .short = halt, window.cursor > 0, window.readAhead() {
      walk.cursor = window.cursor + 1
      walk.step = walk.list.step
      walk.list = HARWalk.List(start: window.cursor, step: walk.step, mark: walk.list.mark)
      return
    }
    pattern.note(listsRead: 0)
    try readHeaders(walk.level.parent, &entry, &bytes)
    walk.goOn(in: walk.level.around, at: window.cursor)
  }

  /// Learns what stands at the walk's cursor.
  ///
  /// - Returns: Whether there is something to follow now.
  private mutating func learn(_ walk: inout HARWalk) -> Bool {
    guard pattern.learns(in: walk.level), let (step, end) = nextStep(walk) else { return false }
    return pattern.learn(step, window, to: end, &walk)
  }

  private func nextStep(_ walk: HARWalk) -> (step: HARStep, end: Int)? {
    var learner = HARLearner(window.bytes.span, walk)
    return learner.step(keys, headers)
  }
}
