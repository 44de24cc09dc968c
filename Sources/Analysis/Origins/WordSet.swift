import Traffic

/// A few words, of which most texts are told by their first letter and length.
struct WordSet: Sendable {
  private let words: [StaticString]
  /// One bit a letter with which a word begins.
  private let initials: UInt32
  /// One bit a length that a word has.
  private let lengths: UInt32

  /// Makes a set of words in lower case, which begin with a letter and have less than 32 bytes.
  init(_ words: [StaticString]) {
    self.words = words
    initials = words.reduce(0) { $0 | 1 << UInt32($1.byte(at: 0) & 31) }
    lengths = words.reduce(0) { $0 | 1 << UInt32($1.utf8CodeUnitCount) }
  }

  /// Whether `text` is one of the words, ASCII case apart.
  func contains(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count < 32, lengths >> UInt32(text.count) & 1 != 0,
      initials >> UInt32(text[0] & 31) & 1 != 0
    else { return false }
    for word in words where text.equalsIgnoringCase(word) { return true }
    return false
  }
}
