// Unsafe: hands sixty-four words, of which it has made sure, to a function that turns them.
import CMachine

/// The facts of a batch's exchanges turned about: of each fact, which exchanges have it.
///
/// Those who look for the same few exchanges among many find them without a look at each.
package struct FactColumns: Sendable {
  /// For every sixty-four exchanges sixty-four words: that of a fact has one bit an exchange.
  private var words: [UInt64] = []
  private var count = 0
  /// The facts that any of the exchanges has.
  private(set) var union: Facts = []

  /// Makes the columns of no exchange.
  init() {}

  /// Makes the columns of `joined`.
  init(_ joined: borrowing Span<JoinedObservation>) {
    self.init()
    fill(joined)
  }

  /// Takes the facts of `joined` in place of those it had.
  mutating func fill(_ joined: borrowing Span<JoinedObservation>) {
    count = joined.count
    let blockCount = (count + 63) / 64
    if words.count < blockCount * 64 { words = Array(repeating: 0, count: blockCount * 64) }
    var union: Facts = []
    var words = words.mutableSpan
    for index in joined.indices {
      let facts = joined[index].observation.facts
      union.formUnion(facts)
      words[index] = facts.rawValue
    }
    for index in joined.count..<blockCount * 64 { words[index] = 0 }
    unsafe words.withUnsafeMutableBufferPointer { words in
      guard let first = words.baseAddress else { return }
      for block in 0..<blockCount { unsafe turn_bits(first + block * 64) }
    }
    self.union = union
  }

  /// Which exchanges to look at, in their order.
  ///
  /// - Parameters:
  ///   - all: The facts that they all have.
  ///   - either: The facts of which they have one at least.
  ///   - none: The facts of which they have none.
  /// - Returns: What hands out their indices.
  @inline(__always)
  package func choice(all: Facts, either: Facts = .all, none: Facts = []) -> Choice {
    Choice(columns: self, all: all, either: either, none: none)
  }

  /// The bits of those of sixty-four exchanges that are looked for.
  fileprivate func bits(_ block: Int, _ all: Facts, _ either: Facts, _ none: Facts) -> UInt64 {
    let columns = words.span.extracting(block * 64..<block * 64 + 64)
    let beyond = (block &+ 1) &* 64 &- count
    var bits = beyond > 0 ? UInt64.max >> UInt64(beyond) : .max
    var rest = all.rawValue
    while rest != 0 {
      bits &= columns[rest.trailingZeroBitCount & 63]
      rest &= rest &- 1
    }
    rest = none.rawValue
    while rest != 0 {
      bits &= ~columns[rest.trailingZeroBitCount & 63]
      rest &= rest &- 1
    }
    guard either != .all, bits != 0 else { return bits }
    var some: UInt64 = 0
    rest = either.rawValue
    while rest != 0 {
      some |= columns[rest.trailingZeroBitCount & 63]
      rest &= rest &- 1
    }
    return bits & some
  }

  /// The indices of the exchanges that are looked for, ascending.
  package struct Choice {
    private let columns: FactColumns
    private let all: Facts
    private let either: Facts
    private let none: Facts
    private var block = -1
    private var bits: UInt64 = 0

    fileprivate init(columns: FactColumns, all: Facts, either: Facts, none: Facts) {
      self.columns = columns
      self.all = all
      self.either = either
      self.none = none
    }

    /// The next index; `nil` behind the last.
    @inline(__always)
    package mutating func next() -> Int? {
      while bits == 0 {
        guard (block &+ 1) &* 64 < columns.count else { return nil }
        block &+= 1
        bits = columns.bits(block, all, either, none)
      }
      let index = block &* 64 &+ bits.trailingZeroBitCount
      bits &= bits &- 1
      return index
    }
  }
}
