import Traffic

/// A few words, of which most texts are told by their first and last letters and their length.
struct WordSet: Sendable {
  private let words: [StaticString]
  /// One bit for each mark that a word has.
  private let marks: UInt64

  /// Makes a set of words in lower case, which begin and end with a letter.
  init(_ words: [StaticString]) {
    self.words = words
    marks = words.reduce(0) {
      let length = $1.utf8CodeUnitCount
      return $0 | 1 << WordSet.mark($1.byte(at: 0), $1.byte(at: length - 1), length)
    }
  }

  /// Whether `text` is one of the words, ASCII case apart.
  @inline(__always)
  func contains(_ text: Span<UInt8>) -> Bool {
    let length = text.count
    guard length > 0, marks &>> WordSet.mark(text[0], text[length &- 1], length) & 1 != 0 else {
      return false
    }
    return isListed(text)
  }

  @inline(never)
  private func isListed(_ text: Span<UInt8>) -> Bool {
    for word in words where text.equalsIgnoringCase(word) { return true }
    return false
  }

  /// What few texts have in common with a word: a number below 64, ASCII case apart.
  @inline(__always)
  private static func mark(_ first: UInt8, _ last: UInt8, _ length: Int) -> UInt64 {
    let letters = UInt64(first & 31) &+ 3 &* UInt64(last & 31)
    return (letters &+ 7 &* UInt64(truncatingIfNeeded: length)) & 63
  }
}
