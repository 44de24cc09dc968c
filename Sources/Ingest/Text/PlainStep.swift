import Traffic

/// One value of a line, and the literal that ends it, as lines without surprises are read by it.
struct PlainStep: BitwiseCopyable {
  /// What is done with a value, once it is known where it ends.
  enum Action: UInt8, BitwiseCopyable {
    case text, ignored, request, host, client, user, number, duration, other
  }

  /// How a value is read where it is as it nearly always is.
  enum Way: UInt8, BitwiseCopyable {
    /// Its end is one that the line's index shows.
    case text, ignored, request, host
    /// It has a usual look, so that its end need not be searched.
    case client, clfTime, status, number, lastDuration
    /// With no haste.
    case other
    /// There is no value left.
    case lineEnd
  }

  /// The terminator as one word, and which of its bytes count; no bytes where the line ends.
  var word: UInt64
  var mask: UInt64
  /// A `-` and what follows it where no value was sent, and which of these bytes count; no line has
  /// it where `-` is no such sign.
  var null: UInt64
  var nullMask: UInt64
  /// How many bytes the terminator has, behind which the next value stands.
  var length: Int
  /// The number of the step among those of its program.
  var number: UInt16
  var action: Action
  var way = Way.other
  var field: UInt8
  var delimiter: UInt8
  var dashIsNull: Bool
  var emptyIsNull: Bool
  /// Whether a port that stood in the target is not that of the host's header.
  var forgetsPort: Bool
  /// Whether the line's index shows where the delimiter stands.
  var isIndexed = false

  /// Takes a step that has a value, and its number among all steps.
  init(_ step: TemplateProgram.Step, number: Int) {
    self.number = UInt16(truncatingIfNeeded: number)
    word = step.word
    mask = step.mask
    let canBeNull = PlainStep.canBeNull(step)
    null = canBeNull ? step.word << 8 | 0x2D : .max
    nullMask = canBeNull ? step.mask << 8 | 0xFF : 0
    length = Int(step.terminator.length)
    action = PlainStep.action(of: step)
    field = step.field?.rawValue ?? 0
    delimiter = step.delimiter
    dashIsNull = step.dashIsNull
    emptyIsNull = step.emptyIsNull
    forgetsPort = step.slot == .host
  }

  /// Whether a lone `-` says that there is no value, and nothing more.
  private static func canBeNull(_ step: TemplateProgram.Step) -> Bool {
    guard (1..<8).contains(step.terminator.length) else { return false }
    if case .number = step.slot { return true }
    guard step.dashIsNull else { return false }
    switch step.slot {
    case .ignored, .text, .request, .host, .settledHost, .user: return true
    default: return false
    }
  }

  private static func action(of step: TemplateProgram.Step) -> Action {
    if let field = step.field { return field == .client ? .client : .text }
    switch step.slot {
    case .ignored: return .ignored
    case .request: return .request
    case .number: return .number
    case .host, .settledHost: return .host
    case .user: return .user
    case .duration: return .duration
    default: return .other
    }
  }

  /// What stands behind the step of the last value.
  init(behind last: PlainStep) {
    self = last
    way = .lineEnd
  }

  /// How a step's value is read that has a usual look; the line ends with it where `isLast`.
  static func look(of step: TemplateProgram.Step, isLast: Bool) -> Way {
    if isLast, case .duration = step.slot { return .lastDuration }
    guard !step.terminator.isEmpty else { return .other }
    // The terminator must stand nowhere in a value of the look.
    let begins = step.delimiter
    if step.field == .client { return begins == 0x20 ? .client : .other }
    switch step.slot {
    case .clfTime: return begins == 0x5D || begins == 0x22 ? .clfTime : .other
    case .status: return begins.isDigit ? .other : .status
    case .number: return begins.isDigit ? .other : .number
    default: return .other
    }
  }

  /// Notes that the line's index shows where the delimiter stands.
  mutating func setIndexed() {
    isIndexed = true
    guard way == .other else { return }
    switch action {
    // A lone `-` in front of a longer terminator is not seen in passing.
    case .text where length < 8 || !dashIsNull: way = .text
    case .ignored: way = .ignored
    case .request: way = .request
    case .host: way = .host
    default: break
    }
  }
}
