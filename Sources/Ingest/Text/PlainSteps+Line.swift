// Unsafe: looks at no bounds inside a line, which has `LineBytes.spare` bytes behind it; that is
// checked where lines begin to be read, in PlainSteps+Lines.swift.
import Traffic

extension PlainSteps {
  /// Reads values of the line that ends at `end`, up to one that is not as it nearly always is;
  /// tells whether none is left.
  ///
  /// The line's end stands at `end`. No terminator has such a byte, so that no step goes beyond it:
  /// each is over once the bytes of its terminator were seen, and no value has such a byte either.
  /// Nothing is called, so that what is looked at stays in registers.
  @inline(never)
  func readOn(
    _ progress: inout LineProgress, _ line: LineBytes, _ end: Int, _ places: MaskView,
    _ record: inout Record, _ time: inout TimeMemo
  ) -> Bool {
    var (cursor, step, present) = (progress.cursor, progress.step, progress.present)
    var isOrdinary = progress.isOrdinary
    var isDone = false
    reading: while true {
      switch step.way {
      case .text:
        repeat {
          guard takeText(step, line, &cursor, end, places, &record, &present) else {
            break reading
          }
          step.advance()
        } while step.way == .text
        continue
      case .ignored:
        guard let valueEnd = find(step, line, places, from: cursor, to: end) else {
          break reading
        }
        cursor = valueEnd &+ step.length
        step.advance()
        continue
      case .request:
        guard let valueEnd = find(step, line, places, from: cursor, to: end) else {
          break reading
        }
        isOrdinary = false
        if takeRequest(line, cursor, valueEnd, &record, &present) {
          isOrdinary = requestIsWhole && isVersionOrdinary(line, before: valueEnd)
          cursor = valueEnd &+ step.length
          step.advance()
          continue
        }
      case .host:
        if step.isNull(line, at: cursor) {
          cursor = cursor &+ 1 &+ step.length
          step.advance()
          continue
        }
        guard let valueEnd = find(step, line, places, from: cursor, to: end) else {
          break reading
        }
        if takeHost(step, line, cursor, valueEnd, &record, &present) {
          cursor = valueEnd &+ step.length
          step.advance()
          continue
        }
      case .client:
        if takeClient(step, line, &cursor, end, &record, &present) {
          step.advance()
          continue
        }
      case .clfTime:
        if takeTime(step, line, &cursor, end, &record, &present, &time) {
          step.advance()
          continue
        }
      case .status:
        if takeStatus(step, line, &cursor, &record, &present) {
          step.advance()
          continue
        }
      case .number:
        if passNumber(step, line, &cursor) {
          step.advance()
          continue
        }
      case .lastDuration:
        if takeDuration(line, cursor, end, &record) {
          present.insert(.duration)
          cursor = end
          isDone = true
        }
      case .other:
        if step.isNull(line, at: cursor) {
          cursor = cursor &+ 1 &+ step.length
          step.advance()
          continue
        }
      case .lineEnd: isDone = true
      }
      break
    }
    progress = LineProgress(cursor: cursor, step: step, present: present, isOrdinary: isOrdinary)
    return isDone
  }

  /// Reads the value at which ``readOn`` stopped, and goes on behind it; `false` where the line is
  /// to be read with care.
  @inline(never)
  func readMore(
    _ progress: inout LineProgress, _ line: LineBytes, _ end: Int, _ places: MaskView,
    _ record: inout Record, _ time: inout TimeMemo, _ setting: borrowing Setting,
    _ bytes: Span<UInt8>
  ) -> Bool {
    let (step, start) = (progress.step, progress.cursor)
    guard let valueEnd = findEnd(step, line, places, from: start, to: end) else { return false }
    let isNull = step.isNull(line, start, valueEnd &- start)
    var present = progress.present
    switch step.action {
    case .ignored: break
    case .text where isNull, .request where isNull, .host where isNull, .user where isNull,
      .client where isNull:
      break
    case .text:
      unsafe record.places[unchecked: step.field] = ByteRange(
        offset: start, length: valueEnd &- start)
      present.rawValue |= 1 &<< UInt64(truncatingIfNeeded: step.field)
    case .request where takeRequest(line, start, valueEnd, &record, &present):
      progress.isOrdinary = false
    case .host where takeHost(step, line, start, valueEnd, &record, &present): break
    case .client:
      guard isClient(line, start, valueEnd) else { return false }
      record.setPlace(of: .client, start, valueEnd)
      present.insert(.client)
    case .user where isUser(line, start, valueEnd): present.insert(.hasAuthorization)
    case .number where line.areDigits(start, valueEnd): break
    case .duration where takeDuration(line, start, valueEnd, &record):
      present.insert(.duration)
    default:
      if step.way == .clfTime, valueEnd &- start == TimeMemo.usualLength,
        time.follows(line, start)
      {
        record.start = time.instant
        present.insert(.start)
      } else {
        // As lines are read with care.
        record.present = present
        guard
          setting.program.takeAlone(
            step.number, start, valueEnd, in: bytes, record: &record, time: &time)
        else { return false }
        present = record.present
        if step.action == .request { progress.isOrdinary = false }
      }
    }
    progress.present = present
    progress.cursor = valueEnd &+ step.length
    progress.step.advance()
    return true
  }
}
