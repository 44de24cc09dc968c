package import Traffic

/// How a line is read by a template, value by value, as far as it fits.
package struct LineTrace: Sendable {
  /// One value.
  package struct Step: Sendable {
    /// How the format's text calls it, such as `%h` or `$status`.
    package var name: String
    /// The canonical fields that it fills.
    package var fields: FieldSet
    /// Whether it is a secret, of which only the presence is kept.
    package var isSecret: Bool
    /// The bytes, or what was left of the line where it stopped.
    package var value: [UInt8]
  }

  /// Where and why a line does not fit.
  package struct Stop: Sendable {
    /// The 1-based column in bytes.
    package var column: Int
    /// What is wrong.
    package var reason: LineError
    /// What had to follow; empty where nothing had.
    package var expected: [UInt8]
  }

  /// The values that were found.
  package private(set) var steps: [Step] = []
  /// Where it stopped; `nil` when the line fits.
  package private(set) var stop: Stop?

  /// Reads the one line in `line` by `template`, its alternatives left aside.
  package init(_ line: [UInt8], by template: LogTemplate) {
    let program = TemplateProgram(template)
    let names = template.settled.values.map(\.capture.name)
    let bytes = line + Array(repeating: 0, count: 8)
    var record = program.prototype
    var parts = LineParts()
    var time = TimeMemo()
    let failure = program.match(
      ByteRange(0, line.count), in: bytes.span, record: &record, time: &time, parts: &parts,
      hasEscapes: true)
    var cursor = 0
    for (index, step) in program.steps.enumerated() where step.hasValue {
      cursor += Int(step.literal.length)
      if cursor > line.count { break }
      let end = program.end(of: step, in: bytes.span, from: cursor, before: line.count)
      let isLast = failure.map { $0.offset <= cursor } ?? false
      let stop = end ?? line.count
      steps.append(
        Step(
          name: index < names.count ? names[index] : "", fields: step.slot.fields,
          isSecret: LineTrace.isSecret(step.slot), value: Array(line[cursor..<max(cursor, stop)])))
      guard !isLast, let end else { break }
      cursor = end
    }
    guard let failure else { return }
    var expected: [UInt8] = []
    if failure.reason == .notThisFormat || failure.reason == .unterminatedQuote,
      let step = program.steps.dropLast().dropFirst(max(0, steps.count - 1)).first
    {
      expected = Array(program.literals[step.terminator.range])
    }
    if failure.offset == 0, let first = program.steps.first, !first.literal.isEmpty,
      !line.starts(with: program.literals[first.literal.range])
    {
      steps = []
      expected = Array(program.literals[first.literal.range])
    }
    self.stop = Stop(column: failure.offset + 1, reason: failure.reason, expected: expected)
  }

  private static func isSecret(_ slot: TemplateSlot) -> Bool {
    switch slot {
    case .presence, .user, .headerBlob: true
    default: false
    }
  }
}

extension TemplateProgram {
  /// Where the value of `step` ends that begins at `start`, or `nil` when nothing ends it.
  func end(of step: Step, in bytes: Span<UInt8>, from start: Int, before end: Int) -> Int? {
    if step.pattern >= 0 {
      var unused = TimeFields()
      return patterns[Int(step.pattern)].read(bytes, from: start, to: end, into: &unused)
    }
    guard !step.terminator.isEmpty else { return end }
    var cursor = start
    if step.isPadded {
      while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
    }
    return find(
      step, literals: literals.span, in: bytes, from: cursor, before: end, hasEscapes: true)
  }
}
