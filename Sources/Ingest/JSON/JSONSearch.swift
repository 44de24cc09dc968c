// Unsafe: loads vectors through a pointer, inside bounds that are checked first, and copies bytes.
import Traffic

/// Vectorised searches for the bytes that structure JSON.
package enum JSONSearch {
  /// The index of the first line end in `start..<end`, or `end`, and whether before it stands a
  /// byte that is no ASCII, or a control character.
  ///
  /// O(n), several bytes an instruction; the range must lie within `bytes`.
  @inline(__always)
  package static func line(in bytes: Span<UInt8>, from start: Int, to end: Int)
    -> (end: Int, isWide: Bool, hasControls: Bool)
  {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return (end, false, false) }
      let raw = unsafe UnsafeRawPointer(base)
      let newline = SIMD16<UInt8>(repeating: 0x0A)
      let high = SIMD16<UInt8>(repeating: 0xE0)
      let zero = SIMD16<UInt8>(repeating: 0)
      var union = SIMD2<UInt64>(repeating: 0)
      var controls = SIMD2<UInt64>(repeating: 0)
      var isWide = false
      var hasControls = false
      var index = start
      var stop = end
      while index + 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let halves = unsafe unsafeBitCast(chunk .== newline, to: SIMD2<UInt64>.self)
        // A control character has none of the three highest bits.
        let low = unsafe unsafeBitCast((chunk & high) .== zero, to: SIMD2<UInt64>.self)
        let bits = unsafe unsafeBitCast(chunk, to: SIMD2<UInt64>.self)
        if halves[0] | halves[1] != 0 {
          stop =
            halves[0] != 0
            ? index + halves[0].trailingZeroBitCount / 8
            : index + 8 + halves[1].trailingZeroBitCount / 8
          // What stands behind the line end in these bytes is another line's.
          let other = (low & ~halves) | (bits & highBits)
          if other[0] | other[1] == 0 { index = stop }
          break
        }
        union |= bits
        controls |= low
        index += 16
      }
      while index < stop {
        let byte = unsafe base[index]
        if byte == 0x0A { break }
        if byte >= 0x80 { isWide = true }
        if byte < 0x20 { hasControls = true }
        index += 1
      }
      if (union[0] | union[1]) & 0x8080_8080_8080_8080 != 0 { isWide = true }
      if controls[0] | controls[1] != 0 { hasControls = true }
      return (index, isWide, hasControls)
    }
  }

  @inline(__always)
  private static var highBits: SIMD2<UInt64> { SIMD2(repeating: 0x8080_8080_8080_8080) }

  /// The index of the first `"` or `\` in `start..<end`, or `end` where there is none.
  ///
  /// O(n), several bytes an instruction. A range that does not lie within `bytes` gives `end`.
  @inline(__always)
  package static func stringStop(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    guard start >= 0, start < end, end <= bytes.count else { return end }
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return end }
      let raw = unsafe UnsafeRawPointer(base)
      var index = start
      // Most strings end within the first 32 bytes: they are looked at as one, as to guess in which
      // part a string ends costs more than to look at all.
      if index + 32 <= end {
        let (first, second) = unsafe (halves(raw, index), halves(raw, index + 16))
        let isFirst = first[0] | first[1] != 0
        let low = isFirst ? first[0] : second[0]
        let high = isFirst ? first[1] : second[1]
        let word = low != 0 ? low : high
        if word != 0 {
          return index + (isFirst ? 0 : 16) + (low != 0 ? 0 : 8) + word.trailingZeroBitCount / 8
        }
        index += 32
      }
      while index + 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let found = (chunk .== quote16) .| (chunk .== backslash16)
        let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
        if halves[0] != 0 { return index + halves[0].trailingZeroBitCount / 8 }
        if halves[1] != 0 { return index + 8 + halves[1].trailingZeroBitCount / 8 }
        index += 16
        if index - start == 64 {
          index = unsafe longStringStop(raw, from: index, to: end)
        }
      }
      while index < end {
        let byte = unsafe base[index]
        if byte == 0x22 || byte == 0x5C { return index }
        index += 1
      }
      return end
    }
  }

  /// The sixteen bytes at `index`, eight a word, with all bits set in each that is a `"` or `\`.
  @inline(__always)
  private static func halves(_ raw: UnsafeRawPointer, _ index: Int) -> SIMD2<UInt64> {
    let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    return unsafe unsafeBitCast(
      (chunk .== quote16) .| (chunk .== backslash16), to: SIMD2<UInt64>.self)
  }

  /// The index of the first quote, bracket or brace in `start..<end`, or `end`.
  ///
  /// O(n), several bytes an instruction. A range that does not lie within `bytes` gives `end`.
  @inline(__always)
  package static func structure(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    guard start >= 0, start < end, end <= bytes.count else { return end }
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return end }
      let raw = unsafe UnsafeRawPointer(base)
      var index = start
      while index + 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        // A bracket is a brace without its 0x20 bit.
        let folded = chunk | bit16
        let found =
          (chunk .== quote16) .| (folded .== opening16) .| (folded .== closing16)
        let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
        if halves[0] != 0 { return index + halves[0].trailingZeroBitCount / 8 }
        if halves[1] != 0 { return index + 8 + halves[1].trailingZeroBitCount / 8 }
        index += 16
      }
      while index < end {
        let byte = unsafe base[index]
        if byte == 0x22 || byte | 0x20 == 0x7B || byte | 0x20 == 0x7D { return index }
        index += 1
      }
      return end
    }
  }

  /// The start of the first 64 bytes that hold a `"` or `\`, or of what is left at the end.
  private static func longStringStop(_ raw: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
    var index = start
    while index + 64 <= end {
      var found = SIMDMask<SIMD16<Int8>>(repeating: false)
      for offset in stride(from: 0, to: 64, by: 16) {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index + offset, as: SIMD16<UInt8>.self)
        found = found .| (chunk .== quote16) .| (chunk .== backslash16)
      }
      let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
      if halves[0] | halves[1] != 0 { return index }
      index += 64
    }
    return index
  }

  @inline(__always)
  private static var quote16: SIMD16<UInt8> { SIMD16(repeating: 0x22) }
  @inline(__always)
  private static var bit16: SIMD16<UInt8> { SIMD16(repeating: 0x20) }
  @inline(__always)
  private static var opening16: SIMD16<UInt8> { SIMD16(repeating: 0x7B) }
  @inline(__always)
  private static var closing16: SIMD16<UInt8> { SIMD16(repeating: 0x7D) }
  @inline(__always)
  private static var backslash16: SIMD16<UInt8> { SIMD16(repeating: 0x5C) }
}

extension [UInt8] {
  /// Appends the bytes of `source` from `start` up to but not including `end`.
  ///
  /// O(n), one copy of memory. A range that does not lie within `source` appends nothing.
  package mutating func append(_ source: Span<UInt8>, from start: Int, to end: Int) {
    guard start >= 0, start < end, end <= source.count else { return }
    let length = end &- start
    guard length >= 8, length <= 64 else {
      unsafe source.withUnsafeBufferPointer { pointer in
        unsafe append(contentsOf: UnsafeBufferPointer(rebasing: pointer[start..<end]))
      }
      return
    }
    // Nearly all values are short: a few words, the last of which overlaps the one before it.
    append(addingCapacity: length) { room in
      unsafe room.withUnsafeMutableBufferPointer { pointer, used in
        guard let base = pointer.baseAddress else { return }
        let target = UnsafeMutableRawPointer(base)
        var index = 0
        while true {
          unsafe target.storeBytes(
            of: source.bytes.unsafeLoadUnaligned(
              fromUncheckedByteOffset: start &+ index, as: UInt64.self),
            toByteOffset: index, as: UInt64.self)
          if index == length &- 8 { break }
          index = Swift.min(index &+ 8, length &- 8)
        }
        used = length
      }
    }
  }
}
