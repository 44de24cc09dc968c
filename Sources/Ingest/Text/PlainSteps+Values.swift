// Unsafe: looks at no bounds; that the line has `LineBytes.spare` bytes behind it is checked where
// lines begin to be read, in PlainSteps+Lines.swift, and nothing here reads as far as that.
import Traffic

// The readers of values get places in a line that has bytes to spare behind it.
extension PlainSteps {
  /// Takes the text from `cursor` on, and goes on behind its terminator, which the line's index
  /// shows.
  @inline(__always)
  func takeText(
    _ step: PlainStepView, _ line: LineBytes, _ cursor: inout Int, _ end: Int, _ places: MaskView,
    _ record: inout Record, _ present: inout FieldSet
  ) -> Bool {
    if step.isNull(line, at: cursor) {
      cursor = cursor &+ 1 &+ step.length
      return true
    }
    guard let valueEnd = find(step, line, places, from: cursor, to: end) else { return false }
    if valueEnd != cursor || !step.emptyIsNull {
      unsafe record.places[unchecked: step.field] = ByteRange(
        offset: cursor, length: valueEnd &- cursor)
      present.rawValue |= 1 &<< UInt64(truncatingIfNeeded: step.field)
    }
    cursor = valueEnd &+ step.length
    return true
  }

  /// Takes a client's address, and goes on behind its terminator, which begins with a blank.
  @inline(__always)
  func takeClient(
    _ step: PlainStepView, _ line: LineBytes, _ cursor: inout Int, _ end: Int,
    _ record: inout Record, _ present: inout FieldSet
  ) -> Bool {
    var blanks = line.mask16(of: 0x20, cursor)
    // The longest addresses have 45 bytes.
    if blanks == 0, cursor &+ 16 <= end {
      blanks = line.mask32(of: 0x20, cursor &+ 16) &<< 16
    }
    let valueEnd = cursor &+ blanks.trailingZeroBitCount
    // A lone byte may be a sign that there is none.
    guard blanks > 3, blanks & 3 == 0, valueEnd < end, step.ends(line, at: valueEnd),
      line[valueEnd &- 1] != 0x2C
    else { return false }
    record.setPlace(of: .client, cursor, valueEnd)
    present.insert(.client)
    cursor = valueEnd &+ step.length
    return true
  }

  /// Takes a time of the usual length that is that of the line before.
  @inline(__always)
  func takeTime(
    _ step: PlainStepView, _ line: LineBytes, _ cursor: inout Int, _ end: Int,
    _ record: inout Record, _ present: inout FieldSet, _ time: inout TimeMemo
  ) -> Bool {
    let valueEnd = cursor &+ TimeMemo.usualLength
    guard valueEnd < end, step.ends(line, at: valueEnd), time.recalls(line, cursor) else {
      return false
    }
    record.start = time.instant
    present.insert(.start)
    cursor = valueEnd &+ step.length
    return true
  }

  /// Takes a status of three digits.
  @inline(__always)
  func takeStatus(
    _ step: PlainStepView, _ line: LineBytes, _ cursor: inout Int, _ record: inout Record,
    _ present: inout FieldSet
  ) -> Bool {
    let status = (line.word(cursor) ^ 0x3030_3030_3030_3030).leadingHundred
    guard status >= 100, step.ends(line, at: cursor &+ 3) else { return false }
    record.status = UInt16(truncatingIfNeeded: status)
    present.insert(.status)
    cursor = cursor &+ 3 &+ step.length
    return true
  }

  /// Goes over a number of up to eight digits, or a lone `-`.
  @inline(__always)
  func passNumber(_ step: PlainStepView, _ line: LineBytes, _ cursor: inout Int) -> Bool {
    var valueEnd = cursor &+ line.word(cursor).leadingDigits
    if !step.ends(line, at: valueEnd) {
      guard step.isNull(line, at: cursor) else { return false }
      valueEnd = cursor &+ 1
    }
    cursor = valueEnd &+ step.length
    return true
  }

  /// Where the value from `start` on ends, if the line's index shows it at first sight.
  @inline(__always)
  func find(
    _ step: PlainStepView, _ line: LineBytes, _ places: MaskView, from start: Int, to end: Int
  ) -> Int? {
    let place = places.next(from: start)
    return place < end && step.ends(line, at: place) ? place : nil
  }

  /// Where the value from `start` on ends; `nil` where it does not.
  func findEnd(
    _ step: PlainStepView, _ line: LineBytes, _ places: MaskView, from start: Int, to end: Int
  ) -> Int? {
    guard step.isIndexed else { return find(step, line, from: start, to: end) }
    var place = places.next(from: start)
    while place < end, !step.ends(line, at: place) { place = places.next(from: place &+ 1) }
    return place < end ? place : nil
  }

  /// Where the value from `start` on ends that no index shows; `nil` where it does not.
  ///
  /// Sixteen bytes, which may reach behind the line, show where the terminator's first byte stands,
  /// and the word there is looked at too.
  @inline(__always)
  func find(_ step: PlainStepView, _ line: LineBytes, from start: Int, to end: Int) -> Int? {
    guard step.length > 0 else {
      // What follows a last value of words is a further column.
      return allowsMore ? line.index(of: 0x20, start, end) : end
    }
    var index = start
    while index < end {
      var places = line.mask16(of: step.delimiter, index)
      while places != 0 {
        let place = index &+ places.trailingZeroBitCount
        if place >= end { return nil }
        if step.ends(line, at: place) { return place }
        places &= places &- 1
      }
      index &+= 16
    }
    return nil
  }

  /// Whether an address is one without blanks, which would tell a list of them, or a line of
  /// another format.
  @inline(__always)
  func isClient(_ line: LineBytes, _ start: Int, _ end: Int) -> Bool {
    (end == start || line[end &- 1] != 0x2C) && !line.contains(0x20, start, end)
  }

  /// Whether a user's name is one, and no null in quotes or of a column too many in front.
  @inline(__always)
  func isUser(_ line: LineBytes, _ start: Int, _ end: Int) -> Bool {
    let word = line.word(start)
    return end > start && word & 0xFFFF != 0x202D && word & 0xFF != 0x22
  }

  /// Whether the version that ends at `end` is one that no server gives to what it could not read.
  @inline(__always)
  func isVersionOrdinary(_ line: LineBytes, before end: Int) -> Bool {
    let digits = line.word(end &- 8) & 0xFF00_FF00_0000_0000
    return digits == 0x3100_3100_0000_0000 || digits == 0x3000_3200_0000_0000
  }

  /// Takes a request line with a usual method, a target that is a path, and a version.
  @inline(__always)
  func takeRequest(
    _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record, _ present: inout FieldSet
  ) -> Bool {
    let fields = FieldSet(.method).union(FieldSet(.target)).union(FieldSet(.protocol))
    guard end &- start >= 14, present.isDisjoint(with: fields) else { return false }
    let length = methods.length(at: line.word(start))
    guard length > 0 else { return false }
    let version = end &- 9
    let target = start &+ length &+ 1
    // ` HTTP/1.`, or with another digit; the point stands in the word's last place.
    guard target < version,
      line.word(version) & 0xFF00_FFFF_FFFF_FFFF == 0x2E00_2F50_5454_4820,
      line[target] == 0x2F
    else { return false }
    record.setPlace(of: .method, start, start &+ length)
    record.setPlace(of: .target, target, version)
    record.setPlace(of: .protocol, version &+ 1, end)
    present.formUnion(fields)
    return true
  }

  /// Takes a host that ends in a letter, so that no port stands behind it, and is one only.
  @inline(__always)
  func takeHost(
    _ step: PlainStepView, _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record,
    _ present: inout FieldSet
  ) -> Bool {
    let length = end &- start
    guard length > 0, length <= 32, line[end &- 1] | 0x20 &- 97 < 26 else { return false }
    let commas = line.mask32(of: 0x2C, start)
    guard commas == 0 || commas.trailingZeroBitCount >= length else { return false }
    if step.forgetsPort {
      record.observable.remove(.port)
      present.remove(.port)
    }
    record.setPlace(of: .host, start, end)
    present.insert(.host)
    return true
  }

  /// Takes a duration of up to eight bytes, in whole units or with a fraction after a point.
  @inline(__always)
  func takeDuration(_ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record) -> Bool {
    let length = end &- start
    if length == 5, let thousandths = line.word(start).thousandths {
      // What most servers write, and most of them answer within.
      guard worths[3] > 0 else { return false }
      record.duration = Int64(thousandths) &* worths[3]
      return true
    }
    guard length > 0, length <= 8 else { return false }
    // Each digit less `0`, the last one in the highest place, and zeroes in front.
    var digits = (line.word(start) ^ 0x3030_3030_3030_3030) &<< UInt64(64 &- 8 &* length)
    var decimals = 0
    let points = (digits ^ 0x1E1E_1E1E_1E1E_1E1E).zeroBytes
    if points != 0 {
      let place = UInt64(points.trailingZeroBitCount & 56)
      decimals = 7 &- Int(place &>> 3)
      guard decimals < length &- 1 else { return false }
      // What stands before the point moves over it.
      let before = digits & (1 &<< place &- 1)
      digits = digits & ((UInt64.max &<< place) &<< 8) | before &<< 8
    }
    let worth = worths[decimals & 7]
    guard digits.holdsDigits, worth > 0 else { return false }
    record.duration = Int64(digits.spelt) &* worth
    return true
  }
}

extension Record {
  /// Notes where the value of `field` stands, and no more.
  @inline(__always)
  mutating func setPlace(of field: Field, _ start: Int, _ end: Int) {
    places[Int(field.rawValue)] = ByteRange(offset: start, length: end &- start)
  }
}
