import Traffic

/// What stood between two values of an earlier line, and what it led to.
///
/// From the closing quote of a string, or the byte behind a number, up to the next value with its
/// opening quote: keys, colons, commas and brackets.
struct JSONStep: BitwiseCopyable {
  /// What stands behind the step.
  enum Kind: UInt8, BitwiseCopyable {
    /// A string of which the place is mostly all that is kept.
    case place
    /// A string that is not read.
    case unreadString
    /// A string that is read.
    case string
    /// A number or word that is not read.
    case unreadScalar
    /// A number or word that is read.
    case scalar
    /// The line's end, which is part of the step.
    case end

    /// Whether a string is what stands behind.
    @inline(__always)
    var isString: Bool { rawValue <= Kind.string.rawValue }
  }

  /// The longest step, in bytes.
  static let longest = 120

  /// Where it stands in the batch's bytes.
  var start: UInt32 = 0
  /// How many bytes it has.
  var length: UInt8 = 0
  /// Where its last eight bytes begin; 0 in a step of less.
  var lastWord: UInt8 = 0
  /// How many bits of a word lie behind a step of less than eight bytes.
  var spareBits: UInt8 = 0
  /// The container that the walk is in before it, an index of the plan's.
  var from: UInt8 = .max
  /// The container behind it.
  var to: UInt8 = 0
  /// The node of the value, if it is read.
  var node: UInt16 = 0
  /// What stands behind.
  var kind = Kind.end
  /// The field of a value of which the place is kept.
  var field = Field.client
  /// The objects and empty lists that it passes, which are noted: the first one and their count.
  var firstNote: UInt8 = 0
  var noteCount: UInt8 = 0
  /// The step that came behind this one in the line before.
  var follower: UInt8 = 0
  /// Whether an empty string behind it stands for a header that was not sent.
  var takesEmpty = false
  /// How many bytes of a line's end stand up to the brace that closes the object.
  var closing: UInt8 = 0

  /// One bit a length, modulo 64, of strings behind the step that may stand for something else,
  /// whatever they begin with; what is `cutLength` bytes long, if that is above 0, may have been
  /// cut.
  @inline(__always)
  func oddLengths(cutLength: Int) -> UInt64 {
    // A lone byte may be a `-`.
    var lengths: UInt64 = takesEmpty ? 1 << 1 : 1 << 1 | 1
    if cutLength > 0 { lengths |= 1 &<< UInt64(truncatingIfNeeded: cutLength) }
    return lengths
  }

  /// Whether a string of `count` bytes that begins with `first` may stand for something else than
  /// itself: one of the odd `lengths`, `N/A` and `REDACTED`.
  ///
  /// Which of them it is cannot be guessed, so that there is one answer for all.
  @inline(__always)
  static func isOdd(_ count: Int, _ first: UInt8, _ lengths: UInt64) -> Bool {
    let odd = lengths | (first == 0x4E ? 1 << 3 : 0) | (first == 0x52 ? 1 << 8 : 0)
    return odd &>> UInt64(truncatingIfNeeded: count) & 1 != 0
  }
}
