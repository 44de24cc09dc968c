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
    _ line: ByteRange, in bytes: Span<UInt8>, record: inout Record, hasEscapes: inout Bool
  ) -> Failure? {
    let end = line.range.upperBound
    var cursor = line.range.lowerBound
    hasEscapes =
      escape != .none && ByteSearch.first(0x5C, in: bytes, from: cursor, to: end) < end
    let literals = self.literals.span
    let steps = self.steps.span
    for index in steps.indices {
      let step = steps[index]
      guard TemplateFormat.stands(literals, step.literal, in: bytes, at: cursor, before: end)
      else {
        // Within quotes of an earlier value everything fits: a missing literal is a missing quote.
        return Failure(reason: .notThisFormat, offset: cursor)
      }
      cursor += Int(step.literal.length)
      guard step.hasValue else { break }
      var valueEnd = end
      if !step.terminator.isEmpty {
        guard
          let found = find(
            step.terminator, literals: literals, in: bytes, from: cursor, before: end,
            hasEscapes: hasEscapes)
        else {
          let quote = literals[Int(step.terminator.offset)] == 0x22
          return Failure(reason: quote ? .unterminatedQuote : .notThisFormat, offset: cursor)
        }
        valueEnd = found
      }
      if let reason = take(step.slot, ByteRange(cursor, valueEnd), in: bytes, record: &record) {
        return Failure(reason: reason, offset: cursor)
      }
      cursor = valueEnd
    }
    if cursor < end, !(allowsMore && bytes[cursor].isBlank) {
      return Failure(reason: .notThisFormat, offset: cursor)
    }
    return nil
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

  /// The first place of the terminator that is not escaped.
  @inline(__always)
  private func find(
    _ terminator: ByteRange, literals: Span<UInt8>, in bytes: Span<UInt8>, from start: Int,
    before end: Int, hasEscapes: Bool
  ) -> Int? {
    let first = literals[Int(terminator.offset)]
    var cursor = start
    while true {
      cursor = ByteSearch.first(first, in: bytes, from: cursor, to: end)
      guard cursor < end else { return nil }
      if TemplateFormat.stands(literals, terminator, in: bytes, at: cursor, before: end),
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
  @inline(__always)
  private func take(
    _ slot: TemplateSlot, _ place: ByteRange, in bytes: Span<UInt8>, record: inout Record
  ) -> LineError? {
    if slot == .ignored { return nil }
    let value = bytes.extracting(place.range)
    let isNull =
      emptyIsAbsent ? value.isEmpty : value.count == 1 && value[0] == 0x2D
    switch slot {
    case .text(let field):
      if !isNull {
        record.places[Int(field.rawValue)] = place
        record.present.insert(field)
      }
    case .request:
      if !isNull { RequestLine.fill(&record, from: place, in: bytes) }
    case .clfTime:
      guard let instant = TimeText.clf(value) else { return .badTime }
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
      guard value.count == 3, let status = value.decimal else { return .badStatus }
      if status == 0 { record.traits.insert(.responseMissing) }
      record.setStatus(status)
    case .duration(let unit):
      if !isNull, let nanoseconds = TimeText.decimal(value, unit: unit) {
        record.setDuration(nanoseconds)
      }
    case .host:
      if !isNull { HostText.fill(&record, from: place, in: bytes) }
    default:
      takeRare(slot, place, isNull: isNull, in: bytes, record: &record)
    }
    return nil
  }

  private func takeRare(
    _ slot: TemplateSlot, _ place: ByteRange, isNull: Bool, in bytes: Span<UInt8>,
    record: inout Record
  ) {
    let value = bytes.extracting(place.range)
    switch slot {
    case .user: if !isNull, !value.isEmpty { record.setFlag(.hasAuthorization, true) }
    case .presence(let field): record.setFlag(field, !isNull && !value.isEmpty)
    case .scheme:
      if !isNull, !record.present.contains(.scheme) { record.set(.scheme, place) }
    case .forwardedScheme: if !isNull, !value.isEmpty { record.set(.scheme, place) }
    default: break
    }
  }
}
