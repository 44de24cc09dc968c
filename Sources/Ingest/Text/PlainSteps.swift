import Traffic

/// A program's steps as lines without surprises are read by them: most lines of most logs.
///
/// What stands in such a line is read in the fewest instructions; as soon as something is out of
/// the ordinary the line is given back, to be read with all care from its beginning.
struct PlainSteps: Sendable {
  /// The steps of the values, and one behind them.
  let steps: [PlainStep]
  /// The literal in front of the first value, as one word, and which of its bytes count.
  let opening: (word: UInt64, mask: UInt64, length: Int)
  /// Whether what follows a last value of words is a further column.
  let allowsMore: Bool
  /// Whether lines may hold what a server put in place of something that was not sent.
  let hasDoubts: Bool
  /// Whether a line without a request tells of none.
  let needsRequest: Bool
  /// The fields of which lines show something that is not so.
  let forgotten: FieldSet
  let timeIsEnd: Bool
  /// Whether each record has more done to it once its line was read.
  let mendsAll: Bool
  /// The byte that the lines' indices are to show: that with which most terminators begin.
  let chosen: UInt8
  /// Whether a backslash may stand before a quote that ends no value.
  let needsNoEscapes: Bool
  /// What the last digit of a duration is worth, in nanoseconds, by how many follow the point.
  let worths: InlineArray<8, Int64>
  /// Whether nothing but a request line tells its parts.
  let requestIsWhole: Bool

  /// The request methods that are known, by what tells them apart.
  let methods = UsualMethods()

  /// Takes the steps of a program; `nil` where its lines need more care.
  init?(_ program: TemplateProgram) {
    guard !program.usesParts, !program.hasLimits, !program.settlesURLs, !program.isWeak,
      program.isExchange, let last = program.steps.last, (2...0xFFFF).contains(program.steps.count),
      last.literal.length <= 8, program.steps[0].literal.length <= 8,
      // No step may be taken over a line's end.
      !program.literals.contains(0x0A), !program.literals.contains(0x0D)
    else { return nil }
    var steps: [PlainStep] = []
    var unit: Int64 = 0
    for (index, step) in program.steps.dropLast().enumerated() {
      let endsLine = index == program.steps.count - 2 && step.terminator.isEmpty
      // A `-` in place of a value is hard to tell from a terminator that begins with one.
      guard step.hasValue, endsLine || step.isShort && step.delimiter != 0x2D, step.pattern < 0,
        !step.isPadded
      else { return nil }
      switch step.slot {
      case .upstream, .url, .absoluteRequest: return nil
      default: break
      }
      var plain = PlainStep(step, number: index)
      plain.way = PlainStep.look(of: step, isLast: endsLine && !program.allowsMore)
      if case .duration(let own) = step.slot {
        if unit == 0 { unit = own }
        // Durations of another unit are read with more care.
        if own != unit || own > 1_000_000_000 {
          plain.action = .other
          plain.way = .other
        }
      }
      steps.append(plain)
    }
    let first = program.steps[0].literal
    let mask = TemplateProgram.mask(of: Int(first.length))
    opening = (
      program.literals.span.loadWord(at: Int(first.offset)) & mask, mask, Int(first.length)
    )
    allowsMore = program.allowsMore
    hasDoubts = program.hasDoubts
    needsRequest = program.needsRequest
    forgotten = program.forgotten
    timeIsEnd = program.timeIsEnd
    mendsAll = program.pathIsDecoded
    needsNoEscapes = program.steps.contains(where: \.checksQuote)
    var worths = InlineArray<8, Int64>(repeating: unit)
    for decimals in 1..<8 { worths[decimals] = worths[decimals - 1] / 10 }
    self.worths = worths
    let parts = FieldSet(.method, .target, .protocol)
    requestIsWhole = program.steps.allSatisfy {
      $0.slot == .request || $0.slot.fields.isDisjoint(with: parts)
    }
    // What has a usual look needs no index.
    let delimiters = steps.filter { $0.length > 0 && $0.way == .other }.map(\.delimiter)
    let counts = Dictionary(delimiters.map { ($0, 1) }, uniquingKeysWith: +)
    let chosen = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0x0A
    for index in steps.indices where steps[index].length > 0 && steps[index].delimiter == chosen {
      steps[index].setIndexed()
    }
    self.chosen = chosen
    self.steps = steps + [PlainStep(behind: steps[steps.count - 1])]
  }
}
