import Traffic

extension TemplateFormat {
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
    hasEscapes: Bool
  ) -> Failure? {
    let end = line.range.upperBound
    var cursor = line.range.lowerBound
    let literals = self.literals.span
    let steps = self.steps.span
    guard TemplateFormat.stands(literals, steps[0].literal, in: bytes, at: cursor, before: end)
    else { return Failure(reason: .notThisFormat, offset: cursor) }
    for index in steps.indices {
      let step = steps[index]
      // That the literal stands here was seen when it ended the value before.
      cursor += Int(step.literal.length)
      guard step.hasValue else { break }
      var valueEnd = end
      if step.isShort, !hasEscapes, end + 8 <= bytes.count {
        valueEnd = ByteSearch.first(
          step.delimiter, step.word, step.mask, in: bytes, from: cursor, to: end)
        // The word may reach beyond the line; its first byte stands within.
        guard valueEnd + Int(step.terminator.length) <= end else {
          return missing(step, at: cursor)
        }
      } else if !step.terminator.isEmpty {
        guard
          let found = find(
            step, literals: literals, in: bytes, from: cursor, before: end,
            hasEscapes: hasEscapes)
        else { return missing(step, at: cursor) }
        valueEnd = found
      }
      let value = ByteRange(cursor, valueEnd)
      if let field = step.field {
        let isNull =
          emptyIsAbsent ? cursor == valueEnd : valueEnd == cursor + 1 && bytes[cursor] == 0x2D
        if !isNull { record.set(field, value) }
      } else if let reason = take(step.slot, value, in: bytes, record: &record, time: &time) {
        return Failure(reason: reason, offset: cursor)
      }
      cursor = valueEnd
    }
    if cursor < end, !(allowsMore && bytes[cursor].isBlank) {
      return Failure(reason: .notThisFormat, offset: cursor)
    }
    return nil
  }

  private func missing(_ step: Step, at offset: Int) -> Failure {
    Failure(
      reason: step.delimiter == 0x22 ? .unterminatedQuote : .notThisFormat, offset: offset)
  }

  @inline(__always)
  private static func stands(
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
      return TemplateFormat.stands(literals, step.terminator, in: bytes, at: start, before: end)
    }
    return start + Int(step.terminator.length) <= end
      && bytes.loadWord(at: start) & step.mask == step.word
  }

  /// The first place of the terminator that is not escaped.
  private func find(
    _ step: Step, literals: Span<UInt8>, in bytes: Span<UInt8>, from start: Int,
    before end: Int, hasEscapes: Bool
  ) -> Int? {
    let first = literals[Int(step.terminator.offset)]
    var cursor = start
    while true {
      cursor = ByteSearch.first(first, in: bytes, from: cursor, to: end)
      guard cursor < end else { return nil }
      if ends(step, literals: literals, in: bytes, at: cursor, before: end),
        !(hasEscapes && first == 0x22 && isEscaped(cursor, in: bytes, from: start))
      {
        return cursor
      }
      cursor += 1
    }
  }

  /// Whether an odd number of backslashes stands before `index`.
  private func isEscaped(_ index: Int, in bytes: Span<UInt8>, from start: Int) -> Bool {
    var count = 0
    while index - count > start, bytes[index - count - 1] == 0x5C { count += 1 }
    return count % 2 == 1
  }

  /// Notes one value; tells what is wrong with it if the line cannot be used because of it.
  private func take(
    _ slot: TemplateSlot, _ place: ByteRange, in bytes: Span<UInt8>, record: inout Record,
    time: inout TimeMemo
  ) -> LineError? {
    if slot == .ignored { return nil }
    let value = bytes.extracting(place.range)
    let isNull =
      emptyIsAbsent ? value.isEmpty : value.count == 1 && value[0] == 0x2D
    switch slot {
    case .text(let field):
      if !isNull {
        record.set(field, place)
      }
    case .request:
      if !isNull { RequestLine.fill(&record, from: place, in: bytes) }
    case .clfTime:
      guard let instant = time.clf(place, in: bytes) else { return .badTime }
      record.setStart(instant)
    case .isoTime:
      guard let instant = TimeText.iso8601(value) else { return .badTime }
      record.setStart(instant)
    case .epochTime:
      guard let instant = TimeText.epoch(value) else { return .badTime }
      record.setStart(instant)
    case .status:
      // A request that was given up before it had a status is logged as `-` or `000`.
      if isNull { return nil }
      guard value.count == 3 || value.equals("0"), let status = value.decimal else {
        return .badStatus
      }
      if status == 0 { record.traits.insert(.responseMissing) }
      record.setStatus(status)
    case .duration(let unit):
      if !isNull, let nanoseconds = TimeText.decimal(value, unit: unit) {
        record.setDuration(nanoseconds)
      }
    case .host:
      if !isNull { HostText.fill(&record, from: place, in: bytes) }
    default:
      return takeRare(slot, place, isNull: isNull, in: bytes, record: &record)
    }
    return nil
  }

  private func takeRare(
    _ slot: TemplateSlot, _ place: ByteRange, isNull: Bool, in bytes: Span<UInt8>,
    record: inout Record
  ) -> LineError? {
    let value = bytes.extracting(place.range)
    switch slot {
    case .user:
      // A column too many in front, such as a virtual host, moves the null before it in here.
      if value.starts(with: "- ") { return .notThisFormat }
      if !isNull, !value.isEmpty { record.setFlag(.hasAuthorization, true) }
    case .presence(let field):
      record.setFlag(field, !isNull && !value.isEmpty && !value.equals("0") && !value.equals("-"))
    case .scheme:
      if !isNull, !record.present.contains(.scheme) { record.set(.scheme, place) }
    case .tlsProtocol:
      if !record.present.contains(.scheme) {
        record.places[Int(Field.scheme.rawValue)].length = isNull || value.isEmpty ? 4 : 5
        record.present.insert(.scheme)
      }
    case .forwardedScheme: if !isNull, !value.isEmpty { record.set(.scheme, place) }
    default: break
    }
    return nil
  }
}
