/// Estimates how many different 64-bit hashes were added.
///
/// HyperLogLog: with 4,096 registers, a byte each, the standard error is 1.6 %, with 1,024 it is
/// 3.2 %. Up to 64 hashes are kept and counted exactly.
///
/// - SeeAlso: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog" (2007).
package struct DistinctCount: Mergeable, Equatable {
  private static let exactLimit = 64
  // Most counters stay small: the first few need no block of memory.
  private var few = SmallList<4, UInt64>(filler: 0)
  private var exact: [UInt64] = []
  private var registers: [UInt8] = []
  private var bits: UInt8

  package init() { self.init(bits: 12) }

  /// Makes a counter with two to the power of `bits` registers once it has to estimate.
  package init(bits: Int) { self.bits = UInt8(clamping: bits) }

  /// Whether nothing was added.
  package var isEmpty: Bool { few.count == 0 && registers.isEmpty }

  /// Adds one hash, whose bits must be well mixed.
  package mutating func add(_ hash: UInt64) {
    guard registers.isEmpty else {
      note(hash)
      return
    }
    if few.contains(hash) || exact.contains(hash) || few.append(hash) { return }
    if exact.isEmpty { exact.reserveCapacity(DistinctCount.exactLimit) }
    exact.append(hash)
    if few.count + exact.count > DistinctCount.exactLimit { spill() }
  }

  package mutating func merge(_ other: DistinctCount) {
    if other.registers.isEmpty {
      for hash in other.hashes { add(hash) }
      return
    }
    if registers.isEmpty {
      bits = other.bits
      spill()
    }
    precondition(bits == other.bits)
    for index in registers.indices {
      registers[index] = max(registers[index], other.registers[index])
    }
  }

  /// The number of different hashes, exact up to 64.
  package var count: Int {
    guard !registers.isEmpty else { return few.count + exact.count }
    let size = Double(registers.count)
    var sum = 0.0
    var zeros = 0
    for register in registers {
      sum += 1 / Double(UInt64(1) << UInt64(register))
      if register == 0 { zeros += 1 }
    }
    let estimate = 0.7213 / (1 + 1.079 / size) * size * size / sum
    guard estimate <= 2.5 * size, zeros > 0 else { return Int(estimate.rounded()) }
    return Int((size * naturalLogarithm(size / Double(zeros))).rounded())
  }

  private var hashes: [UInt64] { few.array + exact }

  private mutating func spill() {
    registers = Array(repeating: 0, count: 1 << Int(bits))
    for hash in hashes { note(hash) }
    few = SmallList(filler: 0)
    exact = []
  }

  private mutating func note(_ hash: UInt64) {
    let index = Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
    let rest = hash << UInt64(bits) | 1 << UInt64(bits - 1)
    let rank = UInt8(rest.leadingZeroBitCount + 1)
    if rank > registers[index] { registers[index] = rank }
  }

  package static func == (left: DistinctCount, right: DistinctCount) -> Bool {
    left.registers == right.registers && Set(left.hashes) == Set(right.hashes)
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
