/// The request methods that clients send, found by the first word of a request line.
struct UsualMethods: Sendable {
  /// The methods, each at its place.
  static var all: [String] { ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"] }

  /// A method and the blank behind it as one word, which of its bytes count, and how many bytes the
  /// method has; no line has it where a place has no method.
  private struct Entry: BitwiseCopyable {
    var word = UInt64.max
    var mask: UInt64 = 0
    var length = 0
  }

  private let entries: [Entry]

  /// Makes the table.
  init() {
    var entries = [Entry](repeating: Entry(), count: 16)
    for method in UsualMethods.all {
      let length = method.utf8.count
      let blank: UInt64 = 0x20 << UInt64(8 * length)
      let word = method.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) } | blank
      entries[UsualMethods.place(of: word)] = Entry(
        word: word, mask: .max >> UInt64(56 - 8 * length), length: length)
    }
    self.entries = entries
  }

  /// How long the method is with which a request line begins, in bytes; 0 where it is none of
  /// these, or no blank stands behind it.
  ///
  /// Which method comes next is hard to guess, so that they are not tried one after the other.
  @inline(__always)
  func length(at head: UInt64) -> Int {
    let entry = entries[UsualMethods.place(of: head)]
    return head & entry.mask == entry.word ? entry.length : 0
  }

  /// The first letter and what stands three behind it differ from those of all other methods.
  @inline(__always)
  private static func place(of word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word ^ word &>> 24) & 15)
  }
}
