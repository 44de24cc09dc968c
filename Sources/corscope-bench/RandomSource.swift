import Glibc

/// Numbers that look random and are the same in every run with the same seed.
///
/// - SeeAlso: Sebastiano Vigna's SplitMix64, https://prng.di.unimi.it/splitmix64.c
struct RandomSource {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to but not including `bound`.
  mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  /// A number below `bound` of which small ones are far more frequent, as popularity is.
  mutating func skewed(_ bound: Int) -> Int {
    let share = Double(next() >> 11) / 9_007_199_254_740_992
    return min(bound - 1, Int(share * share * share * Double(bound)))
  }

  /// A length of time until something that happens every `mean` on average.
  mutating func exponential(mean: Double) -> Double {
    let share = Double(next() >> 11 | 1) / 9_007_199_254_740_992
    return -mean * log(share)
  }
}
