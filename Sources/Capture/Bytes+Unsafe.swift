// Unsafe: reads words inside bounds that are checked right here, compares them with literals, and
// hands a span's storage to the array's own bulk copy; no pointer outlives its call.

import Traffic

extension Span<UInt8> {
  /// The two bytes from `offset` on as one number in the machine's order.
  @inline(__always)
  func loadQuarter(at offset: Int) -> UInt16 {
    precondition(offset >= 0 && count &- offset >= 2)
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self)
  }

  /// The four bytes from `offset` on as one number in the machine's order.
  @inline(__always)
  func loadHalf(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && count &- offset >= 4)
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
  }
}

extension Span<UInt8> {
  /// The offset behind the first line feed at or after `start` that an empty line follows, or
  /// `nil`.
  ///
  /// That is behind the empty line; a line may end with a bare line feed. O(n), sixteen bytes a
  /// step.
  func emptyLineEnd(from start: Int) -> Int? {
    precondition(start >= 0)
    let raw = unsafe bytes
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    let last = count &- 18
    var index = start
    while index <= last {
      let here = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
      let next = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index &+ 1, as: SIMD16<UInt8>.self)
      let third = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index &+ 2, as: SIMD16<UInt8>.self)
      let found = (here .== feed) .& ((next .== feed) .| (third .== feed))
      let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
      guard halves[0] | halves[1] != 0 else {
        index &+= 16
        continue
      }
      index &+=
        halves[0] != 0
        ? halves[0].trailingZeroBitCount / 8 : 8 &+ halves[1].trailingZeroBitCount / 8
      if let end = emptyLineEnd(at: index) { return end }
      index &+= 1
    }
    while index < count {
      if let end = emptyLineEnd(at: index) { return end }
      index &+= 1
    }
    return nil
  }

  /// What there is of bytes that no head should hold.
  ///
  /// O(n), sixteen bytes a step.
  func oddBytes() -> OddBytes {
    let raw = unsafe bytes
    let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    var returns = SIMD2<UInt64>()
    var zeros = SIMD2<UInt64>()
    var index = 0
    let last = count &- 17
    while index <= last {
      let here = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
      let next = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index &+ 1, as: SIMD16<UInt8>.self)
      let bare = (here .== carriageReturn) .& (next .!= feed)
      returns |= unsafe unsafeBitCast(bare, to: SIMD2<UInt64>.self)
      zeros |= unsafe unsafeBitCast(here .== SIMD16<UInt8>(), to: SIMD2<UInt64>.self)
      // The last step overlaps the one before it.
      index = index < last ? Swift.min(index &+ 16, last) : index &+ 16
    }
    var odd = OddBytes(
      hasBareReturn: returns[0] | returns[1] != 0, hasZero: zeros[0] | zeros[1] != 0)
    while index < count {
      if self[index] == 0 { odd.hasZero = true }
      if self[index] == 0x0D, index &+ 1 < count, self[index &+ 1] != 0x0A {
        odd.hasBareReturn = true
      }
      index &+= 1
    }
    return odd
  }

  /// How many carriage returns there are; -1 if there is a zero byte, or more to count than fits.
  ///
  /// O(n), sixteen bytes a step.
  func plainReturns() -> Int {
    guard count >= 16, count < 16 * 255 else { return -1 }
    let raw = unsafe bytes
    let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
    // Each lane counts its own.
    var returns = SIMD16<UInt8>()
    var zeros = SIMD16<UInt8>()
    var index = 0
    while index &+ 16 <= count {
      let step = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
      returns &-= unsafe unsafeBitCast(step .== carriageReturn, to: SIMD16<UInt8>.self)
      zeros |= unsafe unsafeBitCast(step .== SIMD16<UInt8>(), to: SIMD16<UInt8>.self)
      index &+= 16
    }
    var found = unsafe unsafeBitCast(zeros, to: SIMD2<UInt64>.self)
    let lanes = unsafe unsafeBitCast(returns, to: SIMD2<UInt64>.self)
    let pairs = (lanes & 0x00FF_00FF_00FF_00FF) &+ (lanes &>> 8 & 0x00FF_00FF_00FF_00FF)
    let sums = (pairs &* 0x0001_0001_0001_0001) &>> 48
    var total = Int(sums[0] &+ sums[1])
    // The last step overlaps the one before it, whose bytes are shifted out.
    if index < count {
      let shift = UInt64(truncatingIfNeeded: 8 &* (16 &- (count &- index)))
      let step = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: count &- 16, as: SIMD16<UInt8>.self)
      let ends = unsafe unsafeBitCast(step .== carriageReturn, to: SIMD2<UInt64>.self)
      found |= unsafe unsafeBitCast(step .== SIMD16<UInt8>(), to: SIMD2<UInt64>.self)
      let low = shift < 64 ? ends[0] >> shift : 0
      let high = shift > 64 ? ends[1] >> (shift &- 64) : ends[1]
      total &+= (low.nonzeroBitCount &+ high.nonzeroBitCount) / 8
    }
    return found[0] | found[1] == 0 ? total : -1
  }

  /// The sum of the 32-bit little-endian numbers in the steps of sixteen bytes that there are, and
  /// where those end.
  func halfWordSum() -> (sum: UInt64, end: Int) {
    let raw = unsafe bytes
    var sums = SIMD2<UInt64>()
    var index = 0
    let last = count &- 16
    while index <= last {
      let pair = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD2<UInt64>.self)
      sums &+= (pair & 0xFFFF_FFFF) &+ (pair &>> 32)
      index &+= 16
    }
    return (sums[0] &+ sums[1], index)
  }

  @inline(__always)
  private func emptyLineEnd(at index: Int) -> Int? {
    guard self[index] == 0x0A, index &+ 1 < count else { return nil }
    if self[index &+ 1] == 0x0A { return index &+ 2 }
    guard index &+ 2 < count else { return nil }
    return self[index &+ 1] == 0x0D && self[index &+ 2] == 0x0A ? index &+ 3 : nil
  }
}

extension Span<UInt8> {
  /// Whether the literal `text`, four bytes or more in small letters, stands at `offset`, ASCII
  /// case apart.
  @inline(__always)
  func holds(_ text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length >= 4, offset >= 0, count &- offset >= length else { return false }
    let wanted = unsafe UnsafeRawPointer(text.utf8Start)
    let raw = unsafe bytes
    // The last word overlaps the one before it.
    if length < 8 {
      return unsafe raw.holdsHalf(wanted, 0, at: offset)
        && raw.holdsHalf(wanted, length &- 4, at: offset)
    }
    var index = 0
    while index < length &- 8 {
      guard unsafe raw.holdsWord(wanted, index, at: offset) else { return false }
      index &+= 8
    }
    return unsafe raw.holdsWord(wanted, length &- 8, at: offset)
  }
}

extension RawSpan {
  @inline(__always)
  fileprivate func holdsWord(_ text: UnsafeRawPointer, _ index: Int, at offset: Int) -> Bool {
    let word = unsafe unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset &+ index, as: UInt64.self)
    let wanted = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return word | wanted.caseBits == wanted
  }

  @inline(__always)
  fileprivate func holdsHalf(_ text: UnsafeRawPointer, _ index: Int, at offset: Int) -> Bool {
    let word = unsafe unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset &+ index, as: UInt32.self)
    let wanted = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt32.self)
    let letters = UInt32(truncatingIfNeeded: UInt64(wanted).caseBits)
    return word | letters == wanted
  }
}

extension UInt64 {
  /// The bit that capitals lack, in each of the eight bytes that is a small ASCII letter.
  @inline(__always) var caseBits: UInt64 {
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
    let behindZ = low &+ 0x0505_0505_0505_0505
    return (fromA & ~behindZ & ~self & 0x8080_8080_8080_8080) >> 2
  }
}

extension [UInt8] {
  /// Adds the values of the text fields in `fields` that stand in `head`.
  ///
  /// - Parameters:
  ///   - fields: The fields.
  ///   - head: The bytes with the values.
  ///   - places: Where they stand in `head`; it is only looked at, and not copied.
  ///   - record: The record that learns where they stand here.
  ///   - capacity: At least as many bytes as the values have together.
  mutating func append(
    _ fields: FieldSet, from head: Span<UInt8>, at places: inout InlineArray<29, ByteRange>,
    to record: inout Record, capacity: Int
  ) {
    var rest = fields.rawValue & (1 << UInt64(Field.textCount) - 1)
    let base = count
    unsafe head.withUnsafeBufferPointer { source in
      append(addingCapacity: capacity) { free in
        unsafe free.withUnsafeMutableBufferPointer { target, length in
          guard let from = source.baseAddress, let to = target.baseAddress else { return }
          while rest != 0 {
            let field = rest.trailingZeroBitCount
            rest &= rest &- 1
            let place = places[field].range
            precondition(
              place.upperBound <= source.count && length &+ place.count <= target.count)
            unsafe [UInt8].copy(from + place.lowerBound, to: to + length, count: place.count)
            record.places[field] = ByteRange(offset: base &+ length, length: place.count)
            length &+= place.count
          }
        }
      }
    }
  }

  /// Copies a short piece in steps that may overlap.
  @inline(__always)
  private static func copy(
    _ from: UnsafePointer<UInt8>, to: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    let source = unsafe UnsafeRawPointer(from)
    let target = UnsafeMutableRawPointer(to)
    if count >= 16 {
      guard count <= 256 else {
        unsafe to.update(from: from, count: count)
        return
      }
      var index = 0
      while index < count &- 16 {
        unsafe target.storeBytes(
          of: source.loadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self),
          toByteOffset: index, as: SIMD2<UInt64>.self)
        index &+= 16
      }
      unsafe target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: count &- 16, as: SIMD2<UInt64>.self),
        toByteOffset: count &- 16, as: SIMD2<UInt64>.self)
    } else if count >= 8 {
      let first = unsafe source.loadUnaligned(as: UInt64.self)
      let last = unsafe source.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      unsafe target.storeBytes(of: first, as: UInt64.self)
      unsafe target.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
    } else if count >= 4 {
      let first = unsafe source.loadUnaligned(as: UInt32.self)
      let last = unsafe source.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      unsafe target.storeBytes(of: first, as: UInt32.self)
      unsafe target.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
    } else {
      for index in 0..<count { unsafe to[index] = from[index] }
    }
  }

  /// Adds the bytes of `span` at the end in one copy.
  @inline(__always)
  mutating func append(bytes span: Span<UInt8>) {
    let length = span.count
    unsafe span.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress else { return }
      append(addingCapacity: length) { free in
        unsafe free.withUnsafeMutableBufferPointer { target, count in
          guard let base = target.baseAddress else { return }
          unsafe (base + count).update(from: from, count: length)
          count += length
        }
      }
    }
  }
  /// Adds the bytes of the literal `text` at the end.
  mutating func append(_ text: StaticString) {
    unsafe self.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
