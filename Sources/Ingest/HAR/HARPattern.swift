import Traffic

/// The steps that entries were seen to be made of.
///
/// They are learnt from the file itself, so that any producer's entries are read by them. What
/// they say is what a reading byte by byte would say: a step is followed only where its very bytes
/// stand, and within what it was learnt in.
struct HARPattern {
  /// How many steps are kept; more make all be learnt anew.
  private static let limit = 320
  /// How many of them may begin in what is passed over, where keys may be of any number.
  private static let nestLimit = 128
  /// How many lists of headers that no steps can read make them be read otherwise.
  private static let patience = 8

  /// The steps; the first ones have no bytes and stand for the levels, as steps to begin at.
  var steps: [HARStep] = []
  /// Indices of ``steps`` by a hash of the bytes.
  private var places = [UInt16](repeating: 0, count: 1024)
  private var nestCount = 0
  /// How many lists of headers were not read by steps, beyond those that were.
  private var oddLists = 0

  /// Whether anything is learnt at all.
  private let isOpen: Bool

  /// Makes a pattern of nothing, which learns or does not.
  init(learns: Bool) {
    isOpen = learns
    forget()
  }

  /// Whether lists of headers are worth trying.
  var readsLists: Bool { oddLists < HARPattern.patience }

  /// Notes how many lists of headers were read by steps, or that one was not.
  mutating func note(listsRead count: Int) {
    guard readsLists else { return }
    oddLists = count == 0 ? oddLists + 1 : max(oddLists - count, 0)
  }

  /// Whether more can be learnt that begins in `level`.
  func learns(in level: HARLevel) -> Bool {
    isOpen && (!level.isNest || nestCount < HARPattern.nestLimit)
  }

  /// Learns that `step` with the bytes from the walk's cursor up to `end` may follow.
  ///
  /// - Returns: `false` where that cannot be learnt.
  mutating func learn(
    _ step: HARStep, _ window: borrowing HARWindow, to end: Int, _ walk: inout HARWalk
  ) -> Bool {
    let bytes = window.bytes.span
    var step = step
    guard step.take(bytes, from: walk.cursor, to: end) else { return false }
    if steps.count == HARPattern.limit {
      forget()
      walk.step = walk.level.root
      walk.list.step = walk.level.root
    }
    var place = Int(truncatingIfNeeded: bytes.extracting(walk.cursor..<end).hash())
    while true {
      place &= places.count - 1
      let index = Int(places[place])
      if index == 0 { break }
      if steps[index].isLike(step), steps[index].stands(in: bytes, at: walk.cursor) {
        return link(index, behind: walk.step)
      }
      place += 1
    }
    if step.before.isNest { nestCount += 1 }
    places[place] = UInt16(truncatingIfNeeded: steps.count)
    steps.append(step)
    return link(steps.count - 1, behind: walk.step)
  }

  /// Notes that the step `index` may follow; `false` where that is known, and of no use.
  private mutating func link(_ index: Int, behind previous: Int) -> Bool {
    let index = UInt16(truncatingIfNeeded: index)
    var rank = 0
    while rank < HARStep.followers - 1, steps[previous].next[rank] != 0 {
      if steps[previous].next[rank] == index { return false }
      rank += 1
    }
    if steps[previous].next[rank] == index { return false }
    steps[previous].next[rank] = index
    return true
  }

  private mutating func forget() {
    steps.removeAll(keepingCapacity: true)
    for index in places.indices { places[index] = 0 }
    nestCount = 0
    // The index 0 says that there is none.
    steps.append(HARStep(in: .entry))
    for level in HARLevel.allCases { steps.append(HARStep(in: level)) }
  }
}
