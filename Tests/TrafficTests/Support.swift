import Traffic

/// A small generator of random numbers that gives the same ones in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Up to `count` bytes drawn from `alphabet`.
  mutating func bytes(_ count: Int, of alphabet: [UInt8]) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      alphabet.randomElement(using: &self) ?? 0
    }
  }
}

/// The bytes of `text`.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A copy of the bytes in `span`.
func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
