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
    // Most kinds are let through alone, or refused alone: then there is no other side to turn to.
    let all = PolicyTimeline.sum(slices[...])
    guard min(all.allowed, all.blocked) >= PolicyTimeline.evidence else { return [] }
    var steps: [Slice] = []
    steps.reserveCapacity(slices.count + 4)
    for slice in slices { slice.add(to: &steps) }
    let sides = PolicyTimeline.sides(of: steps)
    var turns: [Turn] = []
    var start = 0
    for index in steps.indices where index > 0 && sides[index] != sides[index - 1] {
      var end = index
      while end < steps.count, sides[end] == sides[index] { end += 1 }
      turns.append(PolicyTimeline.turn(steps[start..<index], steps[index..<end], sides[index]))
      start = index
    }
    return turns.filter { turn in
      let (good, bad) = turn.blocks ? (turn.before, turn.after) : (turn.after, turn.before)
      return good.allowed >= PolicyTimeline.evidence && bad.blocked >= PolicyTimeline.evidence
        && good.allowed >= 4 * good.blocked && bad.blocked >= 4 * bad.allowed
    }
  }

  private static func sum(_ steps: ArraySlice<Slice>) -> (allowed: Int, blocked: Int) {
    steps.reduce(into: (allowed: 0, blocked: 0)) { sum, slice in
      sum.allowed += slice.allowed
      sum.blocked += slice.blocked
    }
  }

  private static func turn(
    _ before: ArraySlice<Slice>, _ after: ArraySlice<Slice>, _ blocks: Bool
  ) -> Turn {
    let first = after.first { blocks ? $0.blocked > 0 : $0.allowed > 0 } ?? after[after.startIndex]
    return Turn(
      blocks: blocks,
      time: Timestamp(nanoseconds: blocks ? first.firstBlocked : first.firstAllowed),
      position: blocks ? first.blockedAt : first.allowedAt, before: sum(before), after: sum(after))
  }

  /// Whether each slice lies on the side of refusal.
  private static func sides(of slices: [Slice]) -> [Bool] {
    guard !slices.isEmpty else { return [] }
    var cost = (good: 0, bad: 0)
    var cameFromBad: [(good: Bool, bad: Bool)] = []
    cameFromBad.reserveCapacity(slices.count)
    for slice in slices {
      let last = cost
      let toGood = last.bad + PolicyTimeline.evidence < last.good
      let toBad = !(last.good + PolicyTimeline.evidence < last.bad)
      cameFromBad.append((good: toGood, bad: toBad))
      cost.good = min(last.good, last.bad + PolicyTimeline.evidence) + slice.blocked
      cost.bad = min(last.bad, last.good + PolicyTimeline.evidence) + slice.allowed
    }
    var side = cost.bad < cost.good
    var sides = Array(repeating: false, count: slices.count)
    for index in slices.indices.reversed() {
      sides[index] = side
      side = side ? cameFromBad[index].bad : cameFromBad[index].good
    }
    return sides
  }
}

extension PolicyTimeline.Slice {
  /// Adds the slice to `steps`, in two where all its grants came before all its refusals, or the
  /// reverse.
  fileprivate func add(to steps: inout [PolicyTimeline.Slice]) {
    guard allowed > 0, blocked > 0, lastAllowed < firstBlocked || lastBlocked < firstAllowed else {
      steps.append(self)
      return
    }
    var (good, bad) = (self, self)
    good.clear(blocked: true)
    bad.clear(blocked: false)
    let isGoodFirst = lastAllowed < firstBlocked
    steps.append(isGoodFirst ? good : bad)
    steps.append(isGoodFirst ? bad : good)
  }
}
