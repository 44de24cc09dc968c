// Unsafe: compares vectors of bytes, inside bounds that the caller has checked.
import Traffic

/// The bytes between two values of an entry, as one producer writes them, and what stands behind.
///
/// A program writes each entry in the same order and with the same blanks: `},\n  "status": ` is
/// compared as a whole instead of being read byte by byte. Objects that open and close and values
/// that say nothing may stand in it.
struct HARStep: BitwiseCopyable {
  /// What is done behind the bytes.
  enum Action: UInt8, BitwiseCopyable {
    /// Nothing: another step follows.
    case goOn
    /// A string, whose quote is the last byte, is passed over.
    case skipString
    /// A number or a word is passed over.
    case skipScalar
    /// A string, whose quote is the last byte, is read.
    case takeString
    /// A number or a word is read.
    case takeScalar
    /// The value of a header, whose quote is the last byte, is read.
    case takeHeader
    /// Of a list of cookies is read whether it is empty.
    case cookies
    /// A list of headers, whose bracket is the last byte, begins.
    case enterList
    /// The entry ends.
    case done
  }

  /// The most bytes that are compared as a whole.
  static let longest = 128
  /// How many bytes must be at hand from where the step is to begin.
  static let reach = longest + 32
  /// How many steps are remembered to follow one.
  static let followers = 4

  /// What is done behind the bytes.
  var action = Action.goOn
  /// What is around the cursor before the step.
  let before: HARLevel
  /// What is around the cursor behind it.
  var level: HARLevel
  /// Whether a list of headers ends in it.
  var endsList = false
  /// Whether nothing around the cursor changes in it, and nothing is noted.
  var staysInside = false
  /// The key of the value behind it, where that is read.
  var key: HARKey?
  /// The key in it that is a sign.
  var sign: HARKey?
  /// What the header is to a record, if anything.
  var slot: HARHeaderSlot?
  /// How many brackets of a nest must be open before it.
  var depth = 0
  /// How many more may be.
  var slack = UInt.max
  /// By how many it changes them.
  var deepens = 0
  /// The steps that were seen to follow, the likelier first; 0 is none.
  var next = InlineArray<4, UInt16>(repeating: 0)
  /// The number of bytes.
  private(set) var length = 0
  private var lastOffset = 0
  private var lastMask = SIMD16<UInt8>(repeating: 0)
  private var last = SIMD16<UInt8>(repeating: 0)
  private var pieces = InlineArray<7, SIMD16<UInt8>>(repeating: SIMD16(repeating: 0))

  /// Makes a step of no bytes that begins in `level`.
  init(in level: HARLevel) {
    before = level
    self.level = level
  }

  /// Takes the bytes from `start` up to `end` as the step's.
  ///
  /// - Returns: `false` where they are none, too many, or too near the end of `bytes`.
  mutating func take(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let count = end - start
    guard count > 0, count <= HARStep.longest, start + HARStep.reach <= bytes.count else {
      return false
    }
    length = count
    for index in 0..<(count - 1) / 16 { pieces[index] = HARBytes.load(bytes, start + 16 * index) }
    lastOffset = max(count - 16, 0)
    for lane in 0..<min(count, 16) { lastMask[lane] = 0xFF }
    last = HARBytes.load(bytes, start + lastOffset) & lastMask
    return true
  }

  /// Whether the step's bytes stand at `offset`, behind which ``reach`` bytes are at hand.
  @inline(__always)
  func stands(in bytes: Span<UInt8>, at offset: Int) -> Bool {
    var other = (HARBytes.load(bytes, offset &+ lastOffset) & lastMask) ^ last
    var index = 0
    let end = (length &- 1) &>> 4
    while index < end {
      other |= HARBytes.load(bytes, offset &+ index &* 16) ^ pieces[index]
      index &+= 1
    }
    return unsafe unsafeBitCast(other, to: UInt128.self) == 0
  }

  /// Whether it does the same as `other` and has as many bytes.
  func isLike(_ other: HARStep) -> Bool {
    action == other.action && length == other.length && before == other.before
      && level == other.level && depth == other.depth && slack == other.slack
  }

  /// The same, if it may be done in `level` with `count` brackets of a nest open.
  @inline(__always)
  func stands(
    in bytes: Span<UInt8>, at offset: Int, _ level: HARLevel, _ count: Int
  ) -> Bool {
    stands(in: bytes, at: offset) && before == level
      && UInt(bitPattern: count &- depth) <= slack
  }
}
