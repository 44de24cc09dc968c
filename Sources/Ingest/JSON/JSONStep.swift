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
}
