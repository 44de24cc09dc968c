import Traffic

extension TemplateProgram {
  /// How many values of a line can be looked at from both ends.
  private static let most = 64

  /// Reads the line once from its end; where that finds other bounds than from its beginning, the
  /// line can be read in two ways, and the values in question are forgotten.
  ///
  /// What a client sends must not become another field, nor hide one.
  ///
  /// - Returns: Whether something was forgotten.
  func forgetAmbiguous(
    _ line: ByteRange, in bytes: Span<UInt8>, record: inout Record, hasEscapes: Bool
  ) -> Bool {
    let count = steps.count - 1
    guard count > 0, count <= TemplateProgram.most else { return false }
    var starts = InlineArray<64, UInt32>(repeating: 0)
    var ends = InlineArray<64, UInt32>(repeating: 0)
    guard let last = bounds(line, in: bytes, hasEscapes, &starts, &ends) else { return false }
    var forgotten = false
    var end = last
    let literals = self.literals.span
    // What stands before the first value that may hold its end can be read in one way only.
    let first = steps.firstIndex(where: \.isWeak) ?? 0
    for index in stride(from: count - 1, through: first, by: -1) {
      let step = steps[index]
      if end != Int(ends[index]) {
        forget(step, &record)
        if index + 1 < count { forget(steps[index + 1], &record) }
        forgotten = true
      }
      // A time has a length of its own.
      guard index > 0, step.pattern < 0 else {
        if index > 0 { end = Int(starts[index]) - Int(step.literal.length) }
        continue
      }
      let length = Int(step.literal.length)
      var start = end - length
      let least = Int(starts[index - 1])
      while start >= least,
        !TemplateProgram.stands(literals, step.literal, in: bytes, at: start, before: end)
      {
        start -= 1
      }
      guard start >= least else { return forgotten }
      end = start
    }
    return forgotten
  }

  private func forget(_ step: Step, _ record: inout Record) {
    for field in step.slot.fields.fields { record.forget(field) }
  }

  /// Whether the line has as many quotes as the format.
  private func hasOwnQuotes(_ line: ByteRange, in bytes: Span<UInt8>) -> Bool {
    var count = 0
    for step in steps {
      for index in step.literal.range where literals[index] == 0x22 { count += 1 }
    }
    for index in line.range where bytes[index] == 0x22 { count -= 1 }
    return count == 0
  }

  /// The bounds of all values as the first walk over the line finds them, and where the last ends.
  private func bounds(
    _ line: ByteRange, in bytes: Span<UInt8>, _ hasEscapes: Bool,
    _ starts: inout InlineArray<64, UInt32>, _ ends: inout InlineArray<64, UInt32>
  ) -> Int? {
    let end = line.range.upperBound
    var cursor = line.range.lowerBound
    for index in steps.indices.dropLast() {
      let step = steps[index]
      cursor += Int(step.literal.length)
      if step.isPadded {
        while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
      }
      starts[index] = UInt32(cursor)
      if step.pattern >= 0 {
        var unused = TimeFields()
        guard
          let found = patterns[Int(step.pattern)].read(
            bytes, from: cursor, to: end, into: &unused)
        else { return nil }
        cursor = found
      } else if step.terminator.isEmpty {
        // Further columns are none of the last value, unless a quote more than the format has shows
        // that a client may have sent what looks like columns.
        cursor =
          allowsMore && index == steps.count - 2 && hasOwnQuotes(line, in: bytes)
          ? ByteSearch.first(0x20, in: bytes, from: cursor, to: end) : end
      } else if step.endsLine {
        cursor = end - Int(step.terminator.length)
      } else {
        let first = passNull(step, literals: literals.span, in: bytes, from: cursor, before: end)
        guard
          let found = find(
            step, literals: literals.span, in: bytes, from: first, before: end,
            hasEscapes: hasEscapes)
        else { return nil }
        cursor = found
      }
      ends[index] = UInt32(cursor)
    }
    // Behind the last value stands the closing literal; what may follow it is not looked at.
    return cursor
  }
}
