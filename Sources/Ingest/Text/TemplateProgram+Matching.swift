import Traffic

extension TemplateProgram {
  /// Where and why a line did not fit.
  struct Failure: BitwiseCopyable {
    var reason: LineError
    /// An offset in the batch's bytes.
    var offset: Int
  }

  /// Walks the steps over one line and fills `record`; `nil` when the line fits.
  @inline(__always)
  func match(
    _ line: ByteRange, in bytes: Span<UInt8>, record: inout Record, time: inout TimeMemo,
    parts: inout LineParts, hasEscapes: Bool
  ) -> Failure? {
    let end = line.range.upperBound
    var cursor = line.range.lowerBound
    let literals = self.literals.span
    let steps = self.steps.span
    guard TemplateProgram.stands(literals, steps[0].literal, in: bytes, at: cursor, before: end)
    else { return Failure(reason: .notThisFormat, offset: cursor) }
    for index in steps.indices {
      let step = steps[index]
      // That the literal stands here was seen when it ended the value before.
      cursor += Int(step.literal.length)
      guard step.hasValue else { break }
      var valueEnd = end
      if step.pattern >= 0 {
        guard let timeEnd = readTime(step, in: bytes, from: cursor, to: end, &parts),
          TemplateProgram.stands(literals, step.terminator, in: bytes, at: timeEnd, before: end)
        else { return Failure(reason: .badTime, offset: cursor) }
        cursor = timeEnd
        continue
      }
      if step.isPadded {
        while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
      }
      let first = passNull(step, literals: literals, in: bytes, from: cursor, before: end)
      if step.endsLine {
        valueEnd = end - Int(step.terminator.length)
        guard
          valueEnd >= cursor,
          TemplateProgram.stands(literals, step.terminator, in: bytes, at: valueEnd, before: end)
        else { return missing(step, at: cursor) }
      } else if step.isShort, !(hasEscapes && step.checksQuote), !step.wantsStatus,
        end + 8 <= bytes.count
      {
        valueEnd = ByteSearch.first(
          step.delimiter, step.word, step.mask, in: bytes, from: first, to: end)
        // The word may reach beyond the line; its first byte stands within.
        guard valueEnd + Int(step.terminator.length) <= end else {
          return missing(step, at: cursor)
        }
      } else if !step.terminator.isEmpty {
        guard
          let found = find(
            step, literals: literals, in: bytes, from: first, before: end,
            hasEscapes: hasEscapes)
        else { return missing(step, at: cursor) }
        valueEnd = found
      } else if allowsMore, steps[index + 1].hasValue == false {
        // What follows a last value of words is a further column.
        valueEnd = ByteSearch.first(0x20, in: bytes, from: cursor, to: end)
      }
      if step.field == .client {
        // A list of addresses goes on behind each comma.
        while valueEnd > cursor, valueEnd < end, bytes[valueEnd - 1] == 0x2C,
          let next = find(
            step, literals: literals, in: bytes, from: valueEnd + 1, before: end, hasEscapes: false)
        {
          valueEnd = next
        }
      }
      if let field = step.field {
        let isNull =
          cursor == valueEnd
          ? step.emptyIsNull
          : step.dashIsNull && valueEnd == cursor + 1 && bytes[cursor] == 0x2D
        if !isNull { record.set(field, ByteRange(cursor, valueEnd)) }
        if field == .client, !isNull {
          guard setClient(cursor, valueEnd, in: bytes, &record) else {
            return Failure(reason: .notThisFormat, offset: cursor)
          }
        }
      } else if step.slot != .ignored {
        if let reason = take(
          step, cursor, valueEnd, in: bytes, record: &record, time: &time, parts: &parts)
        {
          return Failure(reason: reason, offset: cursor)
        }
      }
      cursor = valueEnd
    }
    if cursor < end, !(allowsMore && bytes[cursor].isBlank) {
      return Failure(reason: .notThisFormat, offset: cursor)
    }
    return nil
  }

  /// Where the search for the terminator begins: behind a `-` in place of a value where the
  /// terminator begins with one too, which is not to be taken for it.
  @inline(__always)
  func passNull(
    _ step: Step, literals: Span<UInt8>, in bytes: Span<UInt8>, from start: Int, before end: Int
  ) -> Int {
    guard step.delimiter == 0x2D, step.dashIsNull, start < end, bytes[start] == 0x2D,
      TemplateProgram.stands(literals, step.terminator, in: bytes, at: start + 1, before: end)
    else { return start }
    return start + 1
  }

  /// Takes the address in `start..<end`, the first of a list of them; `false` where blanks show
  /// that something else stands there.
  @inline(__always)
  private func setClient(
    _ start: Int, _ end: Int, in bytes: Span<UInt8>, _ record: inout Record
  ) -> Bool {
    let blank = ByteSearch.first(0x20, in: bytes, from: start, to: end)
    if blank < end {
      guard blank > start + 1, bytes[blank - 1] == 0x2C else { return false }
      record.set(.client, ByteRange(start, blank - 1))
    }
    return true
  }

  /// Reads a time that ends by itself, and tells where.
  private func readTime(
    _ step: Step, in bytes: Span<UInt8>, from start: Int, to end: Int, _ parts: inout LineParts
  ) -> Int? {
    // A time that is not wanted only has to be passed.
    guard step.slot == .time else {
      var unused = TimeFields()
      return patterns[Int(step.pattern)].read(bytes, from: start, to: end, into: &unused)
    }
    return patterns[Int(step.pattern)].read(bytes, from: start, to: end, into: &parts.time)
  }

  private func missing(_ step: Step, at offset: Int) -> Failure {
    Failure(
      reason: step.delimiter == 0x22 ? .unterminatedQuote : .notThisFormat, offset: offset)
  }

  @inline(__always)
  static func stands(
    _ literals: Span<UInt8>, _ literal: ByteRange, in bytes: Span<UInt8>, at start: Int,
    before end: Int
  ) -> Bool {
    let count = Int(literal.length)
    guard start + count <= end else { return false }
    let offset = Int(literal.offset)
    for index in 0..<count where bytes[start + index] != literals[offset + index] { return false }
    return true
  }

  /// Whether the step's terminator stands at `start`.
  private func ends(
    _ step: Step, literals: Span<UInt8>, in bytes: Span<UInt8>, at start: Int, before end: Int
  ) -> Bool {
    guard step.terminator.length <= 8, start + 8 <= bytes.count else {
      return TemplateProgram.stands(literals, step.terminator, in: bytes, at: start, before: end)
    }
    return start + Int(step.terminator.length) <= end
      && bytes.loadWord(at: start) & step.mask == step.word
  }

  /// The first place of the terminator that is not escaped.
  func find(
    _ step: Step, literals: Span<UInt8>, in bytes: Span<UInt8>, from start: Int,
    before end: Int, hasEscapes: Bool
  ) -> Int? {
    let first = literals[Int(step.terminator.offset)]
    var cursor = start
    while true {
      cursor = ByteSearch.first(first, in: bytes, from: cursor, to: end)
      guard cursor < end else { return nil }
      if ends(step, literals: literals, in: bytes, at: cursor, before: end),
        !(hasEscapes && step.checksQuote
          && TemplateProgram.isEscaped(cursor, in: bytes, from: start)),
        !step.wantsStatus
          || TemplateProgram.isStatus(
            bytes, at: cursor + Int(step.terminator.length), before: end)
      {
        return cursor
      }
      cursor += 1
    }
  }

  /// Whether three digits stand at `start`, or the `-` of a status that was not logged.
  private static func isStatus(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Bool {
    guard start < end else { return false }
    if bytes[start] == 0x2D { return true }
    var stop = start
    while stop < end, stop < start + 4, bytes[stop].isDigit { stop += 1 }
    return stop == start + 3 || stop == start + 1 && bytes[start] == 0x30
  }

  /// Whether an odd number of backslashes stands before `index`.
  private static func isEscaped(_ index: Int, in bytes: Span<UInt8>, from start: Int) -> Bool {
    var count = 0
    while index - count > start, bytes[index - count - 1] == 0x5C { count += 1 }
    return count % 2 == 1
  }
}
