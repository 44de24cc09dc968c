/// Estimates how many different 64-bit hashes were added.
///
/// HyperLogLog: with 4,096 registers the standard error is 1.6 %, with 1,024 it is 3.2 %. A
/// register has half a byte, enough for some 16 million different hashes with 512 of them. Up to a
/// limit, mostly 64, hashes are kept and counted exactly.
///
/// - SeeAlso: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog" (2007).
package struct DistinctCount: Mergeable, Equatable {
  // Most counters count one: it needs no block of memory.
  private var first: UInt64 = 0
  /// The further hashes, or once there are too many, the registers, sixteen in a word.
  private var words: [UInt64] = []
  private var bits: UInt8
  private let exactLimit: UInt8
  private var state = State.empty

  private enum State: UInt8, Sendable, BitwiseCopyable { case empty, exact, estimate }

  package init() { self.init(bits: 12) }

  /// Makes a counter.
  ///
  /// - Parameters:
  ///   - bits: Two to the power of it is the number of registers once it has to estimate, at least
  ///     8.
  ///   - exactLimit: Up to how many it counts exactly.
  package init(bits: Int, exactLimit: Int = 64) {
    self.bits = UInt8(clamping: max(4, bits))
    self.exactLimit = UInt8(clamping: exactLimit)
  }

  /// Whether it estimates, so that adding a hash touches one place only.
  @inline(__always)
  var isEstimate: Bool { state == .estimate }

  /// Whether nothing was added.
  package var isEmpty: Bool { state == .empty }

  /// Adds one hash, whose bits must be well mixed.
  @inline(__always)
  package mutating func add(_ hash: UInt64) {
    if state == .estimate { note(hash) } else { keep(hash) }
  }

  /// Adds one hash while they are counted exactly.
  private mutating func keep(_ hash: UInt64) {
    guard state == .exact else {
      first = hash
      state = .exact
      return
    }
    if first == hash || holds(hash) { return }
    if words.count == words.capacity {
      words.reserveCapacity(words.isEmpty ? 4 : min(4 * words.count, Int(exactLimit)))
    }
    words.append(hash)
    if words.count >= Int(exactLimit) { spill() }
  }

  /// Asks ahead for what adding `hash` waits for.
  @inline(__always)
  func bringNear(_ hash: UInt64) {
    // How many there are stands in front of the first.
    words.bringNear(0)
    // Two lines of memory, as most counters that are exact have no more.
    words.bringNear(
      state == .estimate ? Int(truncatingIfNeeded: hash &>> UInt64(64 &- bits)) &>> 4 : 8)
  }

  package mutating func merge(_ other: DistinctCount) {
    guard other.state == .estimate else {
      guard other.state == .exact else { return }
      add(other.first)
      for hash in other.words { add(hash) }
      return
    }
    if state == .empty {
      words = other.words
      bits = other.bits
      state = .estimate
      return
    }
    if state != .estimate {
      bits = other.bits
      spill()
    }
    precondition(bits == other.bits)
    for index in words.indices {
      words[index] = DistinctCount.greater(words[index], other.words[index])
    }
  }

  /// The greater of each of the sixteen registers of two words.
  private static func greater(_ left: UInt64, _ right: UInt64) -> UInt64 {
    // Every second one at a time, so that each has room for a bit that tells which is greater.
    func inBytes(_ left: UInt64, _ right: UInt64) -> UInt64 {
      let isRight = ((right | 0x1010_1010_1010_1010) &- left) >> 4 & 0x0101_0101_0101_0101
      let mask = isRight &* 15
      return right & mask | left & ~mask
    }
    let places: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
    return inBytes(left & places, right & places)
      | inBytes(left >> 4 & places, right >> 4 & places) << 4
  }

  /// The number of different hashes, exact up to its limit.
  package var count: Int {
    switch state {
    case .empty: return 0
    case .exact: return 1 + words.count
    case .estimate: break
    }
    let size = Double(1 << Int(bits))
    var ranks = InlineArray<16, Int>(repeating: 0)
    for word in words {
      var rest = word
      for _ in 0..<16 {
        ranks[Int(truncatingIfNeeded: rest & 15)] += 1
        rest >>= 4
      }
    }
    var sum = 0.0
    for rank in ranks.indices { sum += Double(ranks[rank]) / Double(UInt64(1) << UInt64(rank)) }
    let zeros = ranks[0]
    let estimate = 0.7213 / (1 + 1.079 / size) * size * size / sum
    guard estimate <= 2.5 * size, zeros > 0 else { return Int(estimate.rounded()) }
    return Int((size * naturalLogarithm(size / Double(zeros))).rounded())
  }

  private var hashes: [UInt64] {
    switch state {
    case .empty, .estimate: []
    case .exact: [first] + words
    }
  }

  /// Whether `hash` is one of the further hashes; eight are compared before each decision.
  private func holds(_ hash: UInt64) -> Bool {
    var index = 0
    while index &+ 8 <= words.count {
      var isHeld = false
      for step in 0..<8 { isHeld = words[index &+ step] == hash || isHeld }
      if isHeld { return true }
      index &+= 8
    }
    while index < words.count {
      if words[index] == hash { return true }
      index &+= 1
    }
    return false
  }

  private mutating func spill() {
    guard state != .empty else {
      words = Array(repeating: 0, count: 1 << (Int(bits) - 4))
      state = .estimate
      return
    }
    var registers = Array(repeating: UInt64(0), count: 1 << (Int(bits) - 4))
    var span = registers.mutableSpan
    DistinctCount.note(first, bits, in: &span)
    for hash in words { DistinctCount.note(hash, bits, in: &span) }
    words = registers
    state = .estimate
  }

  /// Notes a hash in registers of its own.
  @inline(__always)
  private static func note(_ hash: UInt64, _ bits: UInt8, in words: inout MutableSpan<UInt64>) {
    let (index, rank) = register(of: hash, bits)
    let shift = UInt64((index & 15) &<< 2)
    let word = words[index &>> 4]
    guard rank > UInt8(truncatingIfNeeded: word &>> shift) & 15 else { return }
    words[index &>> 4] = word & ~(15 &<< shift) | UInt64(rank) &<< shift
  }

  /// The register that a hash belongs to, and what it says there.
  @inline(__always)
  private static func register(of hash: UInt64, _ bits: UInt8) -> (index: Int, rank: UInt8) {
    let index = Int(truncatingIfNeeded: hash &>> UInt64(64 &- bits))
    let rest = hash &<< UInt64(bits) | 1 &<< UInt64(bits &- 1)
    return (index, UInt8(truncatingIfNeeded: min(15, rest.leadingZeroBitCount &+ 1)))
  }

  @inline(__always)
  private mutating func note(_ hash: UInt64) {
    let (index, rank) = DistinctCount.register(of: hash, bits)
    // Most tell nothing new, which is seen without a call.
    if rank > register(index) { raise(index, to: rank) }
  }

  @inline(__always)
  private func register(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: words[index &>> 4] &>> UInt64((index & 15) &<< 2)) & 15
  }

  @inline(never)
  private mutating func raise(_ index: Int, to rank: UInt8) {
    let shift = UInt64((index & 15) << 2)
    let word = words[index >> 4]
    guard rank > UInt8(truncatingIfNeeded: word >> shift) & 15 else { return }
    words[index >> 4] = word & ~(15 << shift) | UInt64(rank) << shift
  }

  package static func == (left: DistinctCount, right: DistinctCount) -> Bool {
    guard left.state == right.state else { return false }
    return left.state == .estimate
      ? left.words == right.words : Set(left.hashes) == Set(right.hashes)
  }
}

/// The natural logarithm of a number of at least 1, to some ten digits; the standard library has
/// none, and no other module is imported here.
func naturalLogarithm(_ value: Double) -> Double {
  let exponent = Double(value.exponent)
  let mantissa = value.significand
  let ratio = (mantissa - 1) / (mantissa + 1)
  var power = ratio
  var sum = 0.0
  for step in 0..<16 {
    sum += power / Double(2 * step + 1)
    power *= ratio * ratio
  }
  return 2 * sum + exponent * 0.693_147_180_559_945_3
}

extension DistinctCount: Codable {
  private enum CodingKeys: String, CodingKey { case bits, exactLimit, exact, registers }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(bits, forKey: .bits)
    try values.encode(exactLimit, forKey: .exactLimit)
    if state == .estimate {
      try values.encode(words, forKey: .registers)
    } else {
      try values.encode(hashes, forKey: .exact)
    }
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more hashes or registers than should be, or fewer
  ///   registers.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let bits = try values.decode(UInt8.self, forKey: .bits)
    guard (8...16).contains(bits) else { throw values.wrong(.bits, "not 8 to 16") }
    let limit = try values.decode(UInt8.self, forKey: .exactLimit)
    self.init(bits: Int(bits), exactLimit: Int(limit))
    guard values.contains(.registers) else {
      let hashes: [UInt64] = try values.list(.exact, atMost: max(1, Int(limit)))
      for hash in hashes { add(hash) }
      return
    }
    let count = 1 << (Int(bits) - 4)
    words = try values.list(.registers, atMost: count)
    guard words.count == count else { throw values.wrong(.registers, "not \(count)") }
    state = .estimate
  }

  /// Whether the two have the same precision and limit, so that they can be merged.
  func isLike(_ other: DistinctCount) -> Bool {
    bits == other.bits && exactLimit == other.exactLimit
  }
}
