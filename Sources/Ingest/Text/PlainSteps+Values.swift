// Unsafe: looks at no bounds; that the line has `LineBytes.spare` bytes behind it is checked where lines
// begin to be read, in PlainSteps+Lines.swift, and nothing here reads as far as that.
import Traffic

// The readers of values get places in a line that has bytes to spare behind it.
extension PlainSteps {
  /// Where the value from `start` on ends, which is noted if it has its step's usual shape; -1 where
  /// it has not.
  @inline(__always)
  func readShape(
    _ step: PlainStepView, _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record,
    _ present: inout FieldSet, _ time: borrowing TimeMemo
  ) -> Int {
    switch step.shape {
    case .any, .lineEnd: return -1
    case .client:
      let blanks = line.mask16(of: 0x20, start)
      let valueEnd = start &+ blanks.trailingZeroBitCount
      // A lone byte may be a sign that there is none.
      guard blanks > 3, blanks & 3 == 0, step.ends(line, at: valueEnd),
        line[valueEnd &- 1] != 0x2C
      else { return -1 }
      record.setPlace(of: .client, start, valueEnd)
      present.insert(.client)
      return valueEnd
    case .clfTime:
      let valueEnd = start &+ TimeMemo.usualLength
      guard valueEnd < end, step.ends(line, at: valueEnd), time.recalls(line, start) else {
        return -1
      }
      record.start = time.instant
      present.insert(.start)
      return valueEnd
    case .status:
      let status = (line.word(start) ^ 0x3030_3030_3030_3030).leadingHundred
      guard status >= 100, step.ends(line, at: start &+ 3) else { return -1 }
      record.status = UInt16(truncatingIfNeeded: status)
      present.insert(.status)
      return start &+ 3
    case .number:
      let valueEnd = start &+ line.word(start).leadingDigits
      return step.ends(line, at: valueEnd) ? valueEnd : -1
    case .lastDuration:
      guard takeDuration(line, start, end, &record) else { return -1 }
      present.insert(.duration)
      return end
    }
  }

  /// Where the value from `start` on ends, as the line's index shows it; -1 where it does not.
  @inline(__always)
  func find(
    _ step: PlainStepView, _ line: LineBytes, _ places: MaskView, from start: Int, to end: Int
  ) -> Int {
    var place = places.next(from: start)
    while place < end {
      if step.ends(line, at: place) { return place }
      place = places.next(from: place &+ 1)
    }
    return -1
  }

  /// Where the value from `start` on ends that no index shows; -1 where it does not.
  ///
  /// Sixteen bytes, which may reach behind the line, show where the terminator's first byte stands,
  /// and the word there is looked at too.
  @inline(__always)
  func find(_ step: PlainStepView, _ line: LineBytes, from start: Int, to end: Int) -> Int {
    guard step.length > 0 else {
      // What follows a last value of words is a further column.
      return allowsMore ? line.index(of: 0x20, start, end) : end
    }
    var index = start
    while index < end {
      var places = line.mask16(of: step.delimiter, index)
      while places != 0 {
        let place = index &+ places.trailingZeroBitCount
        if place >= end { return -1 }
        if step.ends(line, at: place) { return place }
        places &= places &- 1
      }
      index &+= 16
    }
    return -1
  }

  /// Whether an address is one without blanks, which would tell a list of them, or a line of another
  /// format.
  @inline(__always)
  func isClient(_ line: LineBytes, _ start: Int, _ end: Int) -> Bool {
    (end == start || line[end &- 1] != 0x2C) && !line.contains(0x20, start, end)
  }

  /// Whether a user's name is one, and no null of a column too many in front.
  @inline(__always)
  func isUser(_ line: LineBytes, _ start: Int, _ end: Int) -> Bool {
    end > start && line.word(start) & 0xFFFF != 0x202D
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
    record.setPlace(of: .method, start, start &+ length)
    record.setPlace(of: .target, target, version)
    record.setPlace(of: .protocol, version &+ 1, end)
    present.formUnion(fields)
    return true
  }

  /// Takes a host that ends in no digit, so that no port stands behind it, and is one only.
  @inline(__always)
  func takeHost(
    _ step: PlainStepView, _ line: LineBytes, _ start: Int, _ end: Int, _ record: inout Record,
    _ present: inout FieldSet
  ) -> Bool {
    guard end > start, line[end &- 1] | 0x20 &- 97 < 26, !line.contains(0x2C, start, end) else {
      return false
    }
    if step.forgetsPort {
      record.observable.remove(.port)
      record.present.remove(.port)
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
    let worth = worths[decimals]
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
