// Unsafe: loads sixteen bytes at a time through a pointer, inside bounds that are checked first.
import Traffic

/// Vectorised searches for single bytes; 16 bytes a step.
package enum ByteSearch {
  /// The index of the first `byte` in `start..<end`, or `end` where there is none.
  ///
  /// O(n), about an instruction for two bytes. The range must lie within `bytes`.
  @inline(__always)
  package static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int)
    -> Int
  {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return end }
      let raw = unsafe UnsafeRawPointer(base)
      let wanted = SIMD16<UInt8>(repeating: byte)
      var index = start
      while index + 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let halves = unsafe unsafeBitCast(chunk .== wanted, to: SIMD2<UInt64>.self)
        if halves[0] != 0 { return index + halves[0].trailingZeroBitCount / 8 }
        if halves[1] != 0 { return index + 8 + halves[1].trailingZeroBitCount / 8 }
        index += 16
      }
      while index < end {
        if unsafe base[index] == byte { return index }
        index += 1
      }
      return end
    }
  }

  /// The index of the first place in `start..<end` whose eight bytes are `word` under `mask`, or
  /// `end`; `byte` is the first of those that count.
  ///
  /// O(n). The range must lie within `bytes`, with eight bytes to spare behind it.
  @inline(__always)
  package static func first(
    _ byte: UInt8, _ word: UInt64, _ mask: UInt64, in bytes: Span<UInt8>, from start: Int,
    to end: Int
  ) -> Int {
    precondition(start >= 0 && start <= end && end + 8 <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return end }
      let raw = unsafe UnsafeRawPointer(base)
      let wanted = SIMD16<UInt8>(repeating: byte)
      var index = start
      while index + 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let halves = unsafe unsafeBitCast(chunk .== wanted, to: SIMD2<UInt64>.self)
        if halves[0] != 0 {
          index += halves[0].trailingZeroBitCount / 8
        } else if halves[1] != 0 {
          index += 8 + halves[1].trailingZeroBitCount / 8
        } else {
          index += 16
          continue
        }
        if unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & mask == word {
          return index
        }
        index += 1
      }
      while index < end {
        if unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & mask == word {
          return index
        }
        index += 1
      }
      return end
    }
  }

  /// The index of the first line end in `start..<end`, or `end`, and whether the byte `marker`
  /// stands before it.
  ///
  /// O(n); the range must lie within `bytes`.
  @inline(__always)
  package static func line(
    in bytes: Span<UInt8>, from start: Int, to end: Int, marker: UInt8 = 0x5C
  ) -> (end: Int, hasMarker: Bool) {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return (end, false) }
      let raw = unsafe UnsafeRawPointer(base)
      let newline = SIMD16<UInt8>(repeating: 0x0A)
      let wanted = SIMD16<UInt8>(repeating: marker)
      var seen = SIMD2<UInt64>(repeating: 0)
      var index = start
      while index &+ 32 <= end {
        let first = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let second = unsafe raw.loadUnaligned(fromByteOffset: index &+ 16, as: SIMD16<UInt8>.self)
        let ends = unsafe unsafeBitCast(
          (first .== newline) .| (second .== newline), to: SIMD2<UInt64>.self)
        guard ends[0] | ends[1] == 0 else { break }
        seen |= unsafe unsafeBitCast(
          (first .== wanted) .| (second .== wanted), to: SIMD2<UInt64>.self)
        index &+= 32
      }
      var hasMarker = seen[0] | seen[1] != 0
      while index &+ 16 <= end {
        let chunk = unsafe raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let ends = unsafe unsafeBitCast(chunk .== newline, to: SIMD2<UInt64>.self)
        let marks = unsafe unsafeBitCast(chunk .== wanted, to: SIMD2<UInt64>.self)
        for half in 0..<2 {
          guard ends[half] == 0 else {
            // What stands before the lowest bit that is set.
            let before = (ends[half] & (0 &- ends[half])) &- 1
            if marks[half] & before != 0 { hasMarker = true }
            return (index &+ 8 &* half &+ ends[half].trailingZeroBitCount &>> 3, hasMarker)
          }
          if marks[half] != 0 { hasMarker = true }
        }
        index &+= 16
      }
      while index < end, unsafe base[index] != 0x0A {
        if unsafe base[index] == marker { hasMarker = true }
        index &+= 1
      }
      return (index, hasMarker)
    }
  }

  /// The index of the last `byte` in `start..<end`, or `nil`.
  ///
  /// O(n).
  package static func last(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int)
    -> Int?
  {
    var index = end - 1
    while index >= start {
      if bytes[index] == byte { return index }
      index -= 1
    }
    return nil
  }
}
