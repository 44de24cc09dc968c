// Unsafe: looks at no bounds inside a line that lies within the bytes with sixteen to spare, and
// inside the steps and a record's places, all of which is checked before.
import Traffic

/// A program's steps as lines without surprises are read by them: most lines of most logs.
///
/// What stands in such a line is read in the fewest instructions; as soon as something is out of the
/// ordinary the line is given back, to be read with all care from its beginning.
struct PlainSteps: Sendable {
  /// What is done with a value.
  private enum Action: UInt8, BitwiseCopyable {
    case ignored, text, client, request, clfTime, status, number, host, duration, other
  }

  private struct Step: BitwiseCopyable {
    /// The terminator as one word, and which of its bytes count; no bytes where the line ends.
    var word: UInt64
    var mask: UInt64
    /// A `-` and what follows it where no value was sent, and which of these bytes count; no line has it
    /// where `-` is no such sign.
    var null: UInt64
    var nullMask: UInt64
    /// What a whole one of a duration's units is worth, in nanoseconds.
    var unit: Int64 = 0
    /// How many bytes stand between the value before and this one.
    var skip: UInt16
    /// How many bytes the terminator has.
    var length: UInt16
    var delimiter: UInt8
    var action: Action
    var field: UInt8
    var dashIsNull: Bool
    var emptyIsNull: Bool
    /// Whether a port that stood in the target is not that of the host's header.
    var forgetsPort = false
    /// Whether the line's index shows where the delimiter stands.
    var isIndexed = false
  }

  /// A step looked at where it stands: copied, its parts would need more registers than there are.
  @safe private struct StepView {
    private let step: UnsafePointer<Step>

    /// Looks at one of `steps`, which outlive the view and have that many.
    @inline(__always)
    init(_ steps: [Step], _ number: Int) {
      unsafe step = steps.withUnsafeBufferPointer {
        unsafe $0.baseAddress.unsafelyUnwrapped + number
      }
    }

    var word: UInt64 { unsafe step.pointee.word }
    var mask: UInt64 { unsafe step.pointee.mask }
    var null: UInt64 { unsafe step.pointee.null }
    var nullMask: UInt64 { unsafe step.pointee.nullMask }
    var unit: Int64 { unsafe step.pointee.unit }
    var skip: Int { unsafe Int(step.pointee.skip) }
    var length: Int { unsafe Int(step.pointee.length) }
    var delimiter: UInt8 { unsafe step.pointee.delimiter }
    var action: Action { unsafe step.pointee.action }
    var field: Int { unsafe Int(step.pointee.field) }
    var dashIsNull: Bool { unsafe step.pointee.dashIsNull }
    var emptyIsNull: Bool { unsafe step.pointee.emptyIsNull }
    var forgetsPort: Bool { unsafe step.pointee.forgetsPort }
    var isIndexed: Bool { unsafe step.pointee.isIndexed }

    /// Whether the value says that there is none.
    @inline(__always)
    func isNull(_ line: LineBytes, _ start: Int, _ length: Int) -> Bool {
      length <= 1 && (length == 0 ? emptyIsNull : dashIsNull && line[start] == 0x2D)
    }
  }

  private let steps: [Step]
  /// The literal behind the last value, and the literal in front of the first one.
  private let closing: Int
  private let opening: (word: UInt64, mask: UInt64)
  private let allowsMore: Bool
  private let requestFields = FieldSet(.method, .target, .protocol)
  /// Whether lines may hold what a server put in place of something that was not sent.
  let hasDoubts: Bool
  /// The fields of which lines show something that is not so.
  let forgotten: FieldSet
  let timeIsEnd: Bool
  /// Whether the path was decoded by the server.
  let pathIsDecoded: Bool
  /// The byte that the lines' indices are to show: that with which most terminators begin.
  let chosen: UInt8
  /// Whether a backslash may stand before a quote that ends no value.
  let needsNoEscapes: Bool

  /// Takes the steps of a program; `nil` where its lines need more care.
  init?(_ program: TemplateProgram) {
    guard !program.usesParts, !program.hasLimits, !program.settlesURLs, !program.isWeak,
      program.isExchange, let last = program.steps.last, program.steps.count > 1,
      last.literal.length <= 8, program.steps[0].literal.length <= 8
    else { return nil }
    var steps: [Step] = []
    for (index, step) in program.steps.dropLast().enumerated() {
      let endsLine = index == program.steps.count - 2 && step.terminator.isEmpty
      guard step.hasValue, endsLine || step.isShort, step.pattern < 0, !step.isPadded else {
        return nil
      }
      switch step.slot {
      case .upstream, .url, .absoluteRequest: return nil
      default: break
      }
      var plain = Step(
        word: step.word, mask: step.mask,
        null: PlainSteps.canBeNull(step) ? step.word << 8 | 0x2D : .max,
        nullMask: step.mask << 8 | 0xFF, skip: UInt16(clamping: step.literal.length),
        length: UInt16(clamping: step.terminator.length), delimiter: step.delimiter,
        action: PlainSteps.action(of: step), field: step.field?.rawValue ?? 0,
        dashIsNull: step.dashIsNull, emptyIsNull: step.emptyIsNull)
      if case .duration(let unit) = step.slot { plain.unit = unit }
      plain.forgetsPort = step.slot == .host
      steps.append(plain)
    }
    let first = program.steps[0].literal
    let mask = TemplateProgram.mask(of: Int(first.length))
    opening = (program.literals.span.loadWord(at: Int(first.offset)) & mask, mask)
    closing = Int(last.literal.length)
    allowsMore = program.allowsMore
    hasDoubts = program.hasDoubts
    forgotten = program.forgotten
    timeIsEnd = program.timeIsEnd
    pathIsDecoded = program.pathIsDecoded
    needsNoEscapes = program.steps.contains(where: \.checksQuote)
    let delimiters = steps.filter { $0.length > 0 }.map(\.delimiter)
    let counts = Dictionary(delimiters.map { ($0, 1) }, uniquingKeysWith: +)
    let chosen = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0x0A
    for index in steps.indices where steps[index].length > 0 {
      steps[index].isIndexed = steps[index].delimiter == chosen
    }
    self.chosen = chosen
    self.steps = steps
  }

  /// Whether a lone `-` says that there is no value, and nothing more.
  private static func canBeNull(_ step: TemplateProgram.Step) -> Bool {
    guard step.dashIsNull, (1..<8).contains(step.terminator.length) else { return false }
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
    case .clfTime: return .clfTime
    case .status: return .status
    case .number: return .number
    case .host, .settledHost: return .host
    case .duration: return .duration
    default: return .other
    }
  }

  /// Fills `record` from the line in `start..<end`; `false` where the line has to be read with care,
  /// and `record` holds nothing of use.
  ///
  /// The value of a step out of the ordinary is taken by `other`.
  @inline(__always)
  func read(
    _ start: Int, _ end: Int, _ places: borrowing LineIndex.Places, in bytes: Span<UInt8>,
    record: inout Record, time: inout TimeMemo,
    other: (_ step: Int, _ place: Range<Int>, inout Record, inout TimeMemo) -> Bool
  ) -> Bool {
    guard start >= 0, start + 8 <= end, end + LineBytes.spare <= bytes.count else { return false }
    // The bytes outlive the call.
    let line = unsafe bytes.withUnsafeBufferPointer { unsafe LineBytes($0) }
    guard line.word(start) & opening.mask == opening.word else {
      return false
    }
    var present = record.present
    var cursor = start
    for number in steps.indices {
      let step = StepView(steps, number)
      cursor &+= step.skip
      guard cursor <= end else { return false }
      if line.word(cursor) & step.nullMask == step.null, cursor &+ step.length < end {
        cursor &+= 1
        continue
      }
      let (valueEnd, first) =
        step.isIndexed
        ? find(step, line, places, from: cursor, to: end) : find(step, line, from: cursor, to: end)
      guard valueEnd &+ step.length <= end else { return false }
      let length = valueEnd &- cursor
      let place = ByteRange(offset: cursor, length: length)
      switch step.action {
      case .ignored: break
      case .text where step.isNull(line, cursor, length),
        .host where step.isNull(line, cursor, length),
        .request where step.isNull(line, cursor, length):
        break
      case .text:
        unsafe record.places[unchecked: step.field] = place
        present.rawValue |= 1 &<< UInt64(step.field)
      case .client:
        guard !step.isNull(line, cursor, length) else { break }
        // Blanks tell a list of addresses, or a line of another format.
        guard first == valueEnd || step.delimiter != 0x20,
          step.delimiter == 0x20
            || line.index(of: 0x20, cursor, valueEnd) == valueEnd,
          length == 0 || line[valueEnd &- 1] != 0x2C
        else { return false }
        unsafe record.places[unchecked: step.field] = place
        present.insert(.client)
      case .request where takeRequest(line, cursor, valueEnd, &record, &present): break
      case .clfTime where time.recalls(line, cursor, length, &record): break
      case .status where takeStatus(line, cursor, length, &record): break
      case .number where line.areDigits(cursor, valueEnd): break
      case .host where takeHost(step, line, cursor, valueEnd, &record, &present): break
      case .duration where takeDuration(step, line, cursor, valueEnd, &record): break
      default:
        record.present.formUnion(present)
        guard other(number, cursor..<valueEnd, &record, &time) else { return false }
        present = record.present
      }
      cursor = valueEnd
    }
    record.present.formUnion(present)
    record.observable.formUnion(present)
    cursor &+= closing
    return cursor == end
      || allowsMore && cursor < end && line[cursor].isBlank
  }

  /// Where the value from `start` on ends, and where the terminator's first byte stands first, as the
  /// line's index shows it.
  @inline(__always)
  private func find(
    _ step: StepView, _ line: LineBytes, _ places: borrowing LineIndex.Places, from start: Int,
    to end: Int
  ) -> (end: Int, first: Int) {
    let first = min(places.next(from: start), end)
    var place = first
    while place < end {
      if line.word(place) & step.mask == step.word { return (place, first) }
      place = min(places.next(from: place &+ 1), end)
    }
    return (end, first)
  }

  /// Where the value from `start` on ends, and where the terminator's first byte stands first.
  ///
  /// Sixteen bytes, of which eight may lie behind the line, show where that byte stands, and the word
  /// there is looked at too.
  @inline(__always)
  private func find(
    _ step: StepView, _ line: LineBytes, from start: Int, to end: Int
  ) -> (end: Int, first: Int) {
    var index = start
    guard step.length > 0 else {
      // What follows a last value of words is a further column.
      guard allowsMore else { return (end, end) }
      index = line.index(of: 0x20, start, end)
      return (index, index)
    }
    var first = -1
    let wanted = SIMD16<UInt8>(repeating: step.delimiter)
    while index < end {
      if index &+ 8 <= end {
        let halves = line.equals(wanted, index)
        if halves[0] != 0 {
          index &+= halves[0].trailingZeroBitCount &>> 3
        } else if halves[1] != 0 {
          index &+= 8 &+ halves[1].trailingZeroBitCount &>> 3
        } else {
          index &+= 16
          continue
        }
      }
      if first < 0 { first = index }
      if line.word(index) & step.mask == step.word {
        return (index, first)
      }
      index &+= 1
    }
    return (end, end)
  }
}

extension PlainSteps {
  /// Takes a request line with a usual method, a target that is a path, and a version.
  @inline(__always)
  private func takeRequest(
    _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record,
    _ present: inout FieldSet
  ) -> Bool {
    guard end &- start >= 14, present.isDisjoint(with: requestFields) else {
      return false
    }
    let head = line.word(start)
    let length: Int
    if head & 0xFFFF_FFFF == 0x2054_4547 {
      length = 3  // GET
    } else if head & 0xFF_FFFF_FFFF == 0x20_5453_4F50 {
      length = 4  // POST
    } else if head == 0x2053_4E4F_4954_504F {
      length = 7  // OPTIONS
    } else if head & 0xFFFF_FFFF == 0x2054_5550 {
      length = 3  // PUT
    } else if head & 0xFF_FFFF_FFFF == 0x20_4441_4548 {
      length = 4  // HEAD
    } else if head & 0xFF_FFFF_FFFF_FFFF == 0x20_4554_454C_4544 {
      length = 6  // DELETE
    } else if head & 0xFFFF_FFFF_FFFF == 0x2048_4354_4150 {
      length = 5  // PATCH
    } else {
      return false
    }
    let version = end &- 9
    let target = start &+ length &+ 1
    // ` HTTP/1.`, or with another digit; the point stands in the word's last place.
    guard target < version,
      line.word(version) & 0xFF00_FFFF_FFFF_FFFF == 0x2E00_2F50_5454_4820,
      line[target] == 0x2F
    else { return false }
    unsafe record.places[unchecked: Int(Field.method.rawValue)] = ByteRange(
      offset: start, length: length)
    unsafe record.places[unchecked: Int(Field.target.rawValue)] = ByteRange(
      offset: target, length: version &- target)
    unsafe record.places[unchecked: Int(Field.protocol.rawValue)] = ByteRange(
      offset: version &+ 1, length: 8)
    present.formUnion(requestFields)
    return true
  }

  /// Takes a status of three digits.
  @inline(__always)
  private func takeStatus(
    _ line: LineBytes, _ start: Int, _ length: Int, _ record: inout Record
  ) -> Bool {
    guard length == 3 else { return false }
    let first = line[start] &- 0x30
    let second = line[start &+ 1] &- 0x30
    let third = line[start &+ 2] &- 0x30
    guard first &- 1 < 9, second < 10, third < 10 else { return false }
    record.status = UInt16(first) &* 100 &+ UInt16(second) &* 10 &+ UInt16(third)
    record.present.insert(.status)
    record.observable.insert(.status)
    return true
  }

  /// Takes a host that ends in no digit, so that no port stands behind it.
  @inline(__always)
  private func takeHost(
    _ step: StepView, _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record,
    _ present: inout FieldSet
  ) -> Bool {
    guard end > start, line[end &- 1] | 0x20 &- 97 < 26,
      !line.contains(0x2C, start, end)
    else { return false }
    if step.forgetsPort {
      record.forget(.port)
      present.remove(.port)
    }
    unsafe record.places[unchecked: Int(Field.host.rawValue)] = ByteRange(
      offset: start, length: end &- start)
    present.insert(.host)
    return true
  }

  /// Takes a duration in whole units, or with a fraction after a point.
  @inline(__always)
  private func takeDuration(
    _ step: StepView, _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record
  ) -> Bool {
    // A number of less than ten digits does not overflow with a unit of up to a second.
    guard end > start, end &- start < 10, step.unit <= 1_000_000_000 else { return false }
    var number: Int64 = 0
    var worth = step.unit
    var index = start
    var inFraction = false
    while index < end {
      let byte = line[index]
      if byte.isDigit {
        number = number &* 10 &+ Int64(byte &- 0x30)
        if inFraction { worth /= 10 }
      } else if byte == 0x2E, !inFraction, index > start {
        inFraction = true
      } else {
        return false
      }
      index &+= 1
    }
    guard worth > 0 else { return false }
    record.setDuration(number &* worth)
    return true
  }
}
