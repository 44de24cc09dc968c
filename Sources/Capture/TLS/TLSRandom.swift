import Traffic

/// The 32 random bytes of a hello; a client's name the connection in key logs.
struct TLSRandom: Hashable, BitwiseCopyable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// Reads the random at `offset`, behind which there are 32 bytes.
  init(_ bytes: Span<UInt8>, at offset: Int) {
    words = (
      bytes.network64(offset), bytes.network64(offset + 8), bytes.network64(offset + 16),
      bytes.network64(offset + 24)
    )
  }

  /// The bytes.
  var bytes: [UInt8] {
    var result: [UInt8] = []
    for word in [words.0, words.1, words.2, words.3] {
      for shift: UInt64 in [56, 48, 40, 32, 24, 16, 8, 0] {
        result.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return result
  }

  /// Whether it says that a ServerHello asks for another ClientHello.
  ///
  /// - SeeAlso: RFC 8446, section 4.1.3.
  var asksForRetry: Bool {
    words.0 == 0xCF21_AD74_E59A_6111 && words.1 == 0xBE1D_8C02_1E65_B891
      && words.2 == 0xC2A2_1116_7ABB_8C5E && words.3 == 0x079E_09E2_C8A8_339C
  }

  static func == (left: TLSRandom, right: TLSRandom) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    // Random bytes spread by themselves, but whoever makes a client may choose them.
    hasher.combine(words.0)
    hasher.combine(words.3)
  }
}
