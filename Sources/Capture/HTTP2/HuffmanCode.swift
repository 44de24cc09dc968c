import Traffic

/// The Huffman code of header strings.
///
/// The code is canonical: symbols are numbered by the length of their codes, then by value, so the
/// lengths alone say everything.
///
/// - SeeAlso: RFC 7541, section 5.2 and appendix B.
struct HuffmanCode {
  /// The code that header strings use.
  static let header = HuffmanCode()

  private static let longest = 30
  private static let endOfString = 256

  /// By length: the first code that is longer, moved to the top of 32 bits.
  private var bounds: [UInt32] = Array(repeating: 0, count: HuffmanCode.longest + 1)
  /// By length: the first code of that length.
  private var firstCodes: [UInt32] = Array(repeating: 0, count: HuffmanCode.longest + 1)
  /// By length: where its symbols begin in ``symbols``.
  private var firstSymbols: [Int] = Array(repeating: 0, count: HuffmanCode.longest + 1)
  private var symbols: [UInt16] = []

  private init() {
    var code: UInt32 = 0
    for length in 1...HuffmanCode.longest {
      code <<= 1
      firstCodes[length] = code
      firstSymbols[length] = symbols.count
      for (symbol, own) in HuffmanCode.lengths.enumerated() where Int(own) == length {
        symbols.append(UInt16(symbol))
        code += 1
      }
      // The last length's codes fill the space, so its bound does not fit and is not needed.
      bounds[length] = length == HuffmanCode.longest ? .max : code << UInt32(32 - length)
    }
  }

  /// Appends the text that `bytes` encode to `output`, at most `limit` bytes of it.
  ///
  /// O(n).
  ///
  /// - Returns: `false` when the bytes are no such text.
  func decode(_ bytes: Span<UInt8>, into output: inout [UInt8], limit: Int) -> Bool {
    var window: UInt64 = 0
    var available = 0
    var index = 0
    var room = limit
    while true {
      while available <= 32, index < bytes.count {
        window |= UInt64(bytes[index]) << UInt64(56 - available)
        available += 8
        index += 1
      }
      // RFC 7541, section 5.2: fewer than eight bits of padding, all of them set.
      if available < 8, index == bytes.count {
        let padding = UInt64.max << UInt64(64 - available)
        if available == 0 || window & padding == padding { return true }
      }
      let head = UInt32(truncatingIfNeeded: window >> 32)
      var length = 5
      while length < HuffmanCode.longest, head >= bounds[length] { length += 1 }
      guard length <= available else { return false }
      let code = head >> UInt32(32 - length)
      guard code >= firstCodes[length] else { return false }
      let place = firstSymbols[length] + Int(code - firstCodes[length])
      guard place < symbols.count, symbols[place] != HuffmanCode.endOfString, room > 0 else {
        return false
      }
      output.append(UInt8(truncatingIfNeeded: symbols[place]))
      room -= 1
      window <<= UInt64(length)
      available -= length
    }
  }

  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5,
    5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6,
    6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
    22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23,
    24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22,
    23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27,
    26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21,
    22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27,
    27, 27, 27, 27, 26, 30,
  ]
}
