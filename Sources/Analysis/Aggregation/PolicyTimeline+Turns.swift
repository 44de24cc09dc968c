package import Traffic

extension PolicyTimeline {
  /// An instant from which fetches were refused, or let through again.
  package struct Turn: Sendable {
    /// Whether they were refused from then on.
    package var blocks: Bool
    /// When the first such fetch began.
    package var time: Timestamp
    /// Where it stands.
    package var position: Position
    /// Fetches let through and refused since the turn before.
    package var before: (allowed: Int, blocked: Int)
    /// Fetches let through and refused until the next turn.
    package var after: (allowed: Int, blocked: Int)
  }

  /// How many fetches must speak for either side of a turn.
  private static let evidence = 3

  /// The turns, oldest first; none where refusals and grants are mixed.
  ///
  /// The slices are divided so that the fetches that go against their side are fewest, each turn
  /// costing as many as ``evidence``.
  package var turns: [Turn] {
    let sides = self.sides
    var turns: [Turn] = []
    var start = 0
    var before = (allowed: 0, blocked: 0)
    for index in slices.indices {
      if index > 0, sides[index] != sides[index - 1] {
        var end = index
        while end < slices.count, sides[end] == sides[index] { end += 1 }
        before = sum(start..<index)
        turns.append(turn(at: index, to: end, before, blocks: sides[index]))
        start = index
      }
    }
    return turns.filter { turn in
      let (good, bad) = turn.blocks ? (turn.before, turn.after) : (turn.after, turn.before)
      return good.allowed >= PolicyTimeline.evidence && bad.blocked >= PolicyTimeline.evidence
        && good.allowed >= 4 * good.blocked && bad.blocked >= 4 * bad.allowed
    }
  }

  private func sum(_ range: Range<Int>) -> (allowed: Int, blocked: Int) {
    slices[range].reduce(into: (allowed: 0, blocked: 0)) { sum, slice in
      sum.allowed += slice.allowed
      sum.blocked += slice.blocked
    }
  }

  /// The turn before the slice at `index`; it may have come late in the slice before.
  private func turn(
    at index: Int, to end: Int, _ before: (allowed: Int, blocked: Int), blocks: Bool
  ) -> Turn {
    let edge = slices[index - 1]
    let slice = slices[index..<end].first { blocks ? $0.blocked > 0 : $0.allowed > 0 }
    let inner = slice ?? slices[index]
    var time = blocks ? inner.firstBlocked : inner.firstAllowed
    var position = blocks ? inner.blockedAt : inner.allowedAt
    if blocks, edge.blocked > 0, edge.firstBlocked > edge.lastAllowed {
      (time, position) = (edge.firstBlocked, edge.blockedAt)
    }
    if !blocks, edge.allowed > 0, edge.firstAllowed > edge.lastBlocked {
      (time, position) = (edge.firstAllowed, edge.allowedAt)
    }
    return Turn(
      blocks: blocks, time: Timestamp(nanoseconds: time), position: position, before: before,
      after: sum(index..<end))
  }

  /// Whether each slice lies on the side of refusal.
  private var sides: [Bool] {
    guard !slices.isEmpty else { return [] }
    var costs = [(good: 0, bad: 0)]
    var cameFromBad: [(good: Bool, bad: Bool)] = []
    for slice in slices {
      let last = costs[costs.count - 1]
      let toGood = last.bad + PolicyTimeline.evidence < last.good
      let toBad = !(last.good + PolicyTimeline.evidence < last.bad)
      cameFromBad.append((good: toGood, bad: toBad))
      costs.append(
        (
          good: min(last.good, last.bad + PolicyTimeline.evidence) + slice.blocked,
          bad: min(last.bad, last.good + PolicyTimeline.evidence) + slice.allowed
        ))
    }
    var side = costs[costs.count - 1].bad < costs[costs.count - 1].good
    var sides = Array(repeating: false, count: slices.count)
    for index in slices.indices.reversed() {
      sides[index] = side
      side = side ? cameFromBad[index].bad : cameFromBad[index].good
    }
    return sides
  }
}
