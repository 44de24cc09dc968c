import Traffic

/// How far an entry is read by the steps that were learnt.
struct HARWalk: BitwiseCopyable {
  /// Why the walk stands still.
  enum Halt: BitwiseCopyable {
    /// The entry is read.
    case done
    /// No step that was learnt follows.
    case unknown
    /// Too few bytes are at hand.
    case short
    /// The step's value is none that was to be expected; the cursor is on it.
    case odd(HARKey?)
    /// The bytes end in a string that is passed over.
    case inString
  }

  /// The offset of the next byte.
  var cursor: Int
  /// What is around the cursor.
  var level = HARLevel.entry
  /// How many brackets of the nest in which the cursor is are open.
  var depth = 0
  /// The step that was done last.
  var step = HARLevel.entry.root
  /// The list of headers around the cursor.
  var list = List()
  /// How many lists of headers were read.
  var listsRead = 0

  /// Begins behind an entry's opening brace.
  init(cursor: Int) { self.cursor = cursor }

  /// Goes on behind something in `level` that was not read by steps.
  mutating func goOn(in level: HARLevel, at cursor: Int) {
    self.cursor = cursor
    self.level = level
    depth = 0
    step = level.root
  }

  /// A list of headers that is being read, and what is needed to begin it anew.
  struct List: BitwiseCopyable {
    /// The offset of its bracket.
    var start = 0
    /// The step that led there.
    var step = 0
    /// What the entry was before.
    var mark = HAREntry.Mark()
    /// How many headers were read.
    var count = 0
    /// Whether one of them is not in the table.
    var hasOther = false
  }
}
