// Unsafe: loads sixteen bytes at a time without a check; each function says what must be at hand.
import Traffic

/// Searches by sixteen bytes where the caller knows that as many more are at hand.
///
/// A search looks only at pieces that begin up to a `last` offset, behind which there must be 32
/// bytes. One that finds nothing there gives the offset to go on at, its bits inverted, which is
/// below 0.
enum HARBytes {
  /// The sixteen bytes from `offset` on, which must be there.
  @inline(__always)
  static func load(_ bytes: Span<UInt8>, _ offset: Int) -> SIMD16<UInt8> {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
  }

  /// The byte at `offset`, which must be there.
  @inline(__always)
  static func byte(_ bytes: Span<UInt8>, _ offset: Int) -> UInt8 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// The offset of the first `"` or `\` from `start` on.
  @inline(__always)
  static func stop(_ bytes: Span<UInt8>, from start: Int, last: Int) -> Int {
    let (quote, backslash) = (SIMD16<UInt8>(repeating: 0x22), SIMD16<UInt8>(repeating: 0x5C))
    var index = start
    while index <= last {
      let piece = load(bytes, index)
      let found = first((piece .== quote) .| (piece .== backslash))
      if found < 16 { return index &+ found }
      index &+= 16
    }
    return ~index
  }

  /// The offset behind the quote that ends the string whose inside begins at `start`.
  @inline(__always)
  static func behindString(_ bytes: Span<UInt8>, from start: Int, last: Int) -> Int {
    var index = start
    while true {
      let stop = stop(bytes, from: index, last: last)
      guard stop >= 0 else { return stop }
      if byte(bytes, stop) == 0x22 { return stop &+ 1 }
      index = stop &+ 2
    }
  }

  /// The offset of what ends the number or word at `start`, of which no more than 64 bytes are
  /// looked at.
  @inline(__always)
  static func scalarEnd(_ bytes: Span<UInt8>, from start: Int, last: Int) -> Int {
    var index = start
    let end = min(start &+ 64, last)
    while index < end {
      let byte = byte(bytes, index)
      // Signs, digits, letters; no bracket, which counts wherever it is.
      guard byte &- 0x2D < 0x2E || byte &- 0x61 < 26 || byte == 0x2B else { break }
      index &+= 1
    }
    return index
  }

  /// The offset of the first byte from `start` on that is no blank, or `last`.
  @inline(__always)
  static func behindBlanks(_ bytes: Span<UInt8>, from start: Int, last: Int) -> Int {
    var index = start
    while index < last {
      let byte = byte(bytes, index)
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      index &+= 1
    }
    return index
  }

  /// The place of the first byte that is set; 16 where none is.
  @inline(__always)
  private static func first(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
    let bits = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    guard bits[0] | bits[1] != 0 else { return 16 }
    return bits[0] != 0
      ? bits[0].trailingZeroBitCount &>> 3 : 8 &+ bits[1].trailingZeroBitCount &>> 3
  }
}

extension [UInt8] {
  /// Appends the bytes from `start` up to `end`, behind which fifteen more must be at hand.
  @inline(__always)
  mutating func keep(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> ByteRange {
    let offset = count
    let length = end &- start
    append(addingCapacity: length &+ 16) { room in
      unsafe room.withUnsafeMutableBufferPointer { pointer, used in
        guard let base = pointer.baseAddress else { return }
        let target = UnsafeMutableRawPointer(base)
        var index = 0
        while index < length {
          unsafe target.storeBytes(
            of: HARBytes.load(bytes, start &+ index), toByteOffset: index, as: SIMD16<UInt8>.self)
          index &+= 16
        }
        used = length
      }
    }
    return ByteRange(offset: offset, length: length)
  }
}
