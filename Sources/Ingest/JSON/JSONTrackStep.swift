import Traffic

/// A step of a plan with the one that came behind it in an earlier line, and so on to the line's
/// end: what stands there is compared and taken without asking what may stand next.
struct JSONTrackStep: BitwiseCopyable {
  /// How the value behind the step is taken.
  enum Way: UInt8, BitwiseCopyable {
    /// A string of which the place is kept.
    case place
    /// A string that is not read.
    case unreadString
    /// A string of a usual kind.
    case requestLine, time, client, host, target
    /// Any other string.
    case string
    /// A number that is not read.
    case unreadScalar
    /// A number of a usual kind.
    case status, duration, number
    /// Any other number, or a word.
    case scalar
    /// The line's end.
    case end

    /// Whether a string is what stands behind the step.
    @inline(__always)
    var isString: Bool { rawValue <= Way.string.rawValue }
  }

  /// The first and the last eight bytes of the step, which may overlap; the same for a step of
  /// less.
  var first: UInt64 = 0
  var last: UInt64 = .max
  /// Which bytes of these words count.
  var mask: UInt64 = .max
  /// The bit of the field of a value of which the place is kept, or nothing.
  var bit: UInt64 = 0
  /// The lengths of strings that may stand for something else, as ``JSONStep`` tells them.
  var oddLengths: UInt64 = 0
  /// What a duration counts, in nanoseconds.
  var unit = 0.0
  /// Where the step stands in the batch's bytes.
  var start: UInt32 = 0
  /// Where its last eight bytes begin; 0 in a step of less.
  var lastWord: UInt8 = 0
  /// How many bytes it has.
  var length: UInt8 = 0
  /// Its number in the plan.
  var number: UInt8 = 0
  var way = Way.string
  /// The field of a value of which the place is kept.
  var field: UInt8 = 0
  /// Whether it passes objects or lists that are to be noted.
  var hasNotes = false
  /// How the value is read.
  var kind = JSONSlot.Kind.ignored

  /// The one that stands where no track is known: no bytes are both its first and its last.
  init() {}

  /// Takes a step of a plan, which stands in `bytes`, and what the mapping says of its value.
  init(_ step: JSONStep, number: UInt8, _ mapping: JSONMapping, in bytes: Span<UInt8>) {
    let slot = mapping.nodes[Int(step.node)].slot
    start = step.start
    first = bytes.loadWord(at: Int(step.start))
    last = bytes.loadWord(at: Int(step.start) + Int(step.lastWord))
    mask = .max >> UInt64(step.spareBits)
    lastWord = step.lastWord
    length = step.length
    self.number = number
    field = step.field.rawValue
    bit = FieldSet(step.field).rawValue
    oddLengths = step.oddLengths(cutLength: mapping.cutLength)
    hasNotes = step.noteCount > 0
    kind = slot.kind
    way = JSONTrackStep.way(of: step, slot)
    unit = JSONTrackStep.unit(of: slot.kind)
  }

  private static func way(of step: JSONStep, _ slot: JSONSlot) -> Way {
    switch step.kind {
    // Behind objects that are to be noted it is taken with less haste.
    case .place: step.noteCount == 0 ? .place : .string
    case .unreadString: .unreadString
    case .unreadScalar: .unreadScalar
    case .end: .end
    case .string:
      switch slot.kind {
      case .requestLine: .requestLine
      case .startTime, .endTime: .time
      case .client where !slot.isFallback: .client
      case .host, .authority: .host
      case .text where slot.field == .target && !slot.isFallback: .target
      default: .string
      }
    case .scalar:
      switch slot.kind {
      case .status: .status
      case .seconds, .milliseconds, .microseconds, .nanoseconds: .duration
      case .startTime, .endTime: .number
      default: .scalar
      }
    }
  }

  private static func unit(of kind: JSONSlot.Kind) -> Double {
    switch kind {
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1_000
    default: 1
    }
  }
}
