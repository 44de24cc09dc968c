// Unsafe: reads words and literals through pointers, inside bounds that are checked right here.

extension Span<UInt8> {
  /// The eight bytes from `offset` on as one word, the first in the lowest place on x86-64 and Arm.
  @inlinable public func loadWord(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && count &- offset >= 8)
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
  }

  /// The bytes from `offset` on as one word, at most eight of them, and 0 in the places behind the
  /// end.
  @inlinable @inline(__always) public func word(upTo offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count)
    let rest = count &- offset
    if rest >= 8 {
      return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }
    guard rest > 0 else { return 0 }
    if count >= 8 {
      let last = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: count &- 8, as: UInt64.self)
      return last &>> UInt64(truncatingIfNeeded: 64 &- 8 &* rest)
    }
    var word: UInt64 = 0
    for index in 0..<rest { word |= UInt64(self[offset &+ index]) &<< UInt64(8 &* index) }
    return word
  }

  /// The index of the first `byte` in `start..<end`, or `end` where there is none.
  ///
  /// O(n), sixteen bytes a step; the range must lie within the bytes.
  @inlinable @inline(__always)
  public func position(of byte: UInt8, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count)
    let raw = unsafe bytes
    let wanted = SIMD16<UInt8>(repeating: byte)
    var index = start
    // A step may look beyond the range, never beyond the bytes.
    let last = Swift.min(end, count &- 15)
    while index < last {
      let chunk = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
      let halves = unsafe unsafeBitCast(chunk .== wanted, to: SIMD2<UInt64>.self)
      if halves[0] != 0 {
        return Swift.min(end, index &+ halves[0].trailingZeroBitCount / 8)
      }
      if halves[1] != 0 {
        return Swift.min(end, index &+ 8 &+ halves[1].trailingZeroBitCount / 8)
      }
      index &+= 16
    }
    while index < end, self[index] != byte { index &+= 1 }
    return Swift.min(index, end)
  }

  /// Whether the literal `text` stands at `offset`; the caller has checked that there is room.
  @inlinable @inline(__always)
  func matches(_ text: StaticString, at offset: Int, ignoringCase: Bool) -> Bool {
    let length = text.utf8CodeUnitCount
    precondition(offset >= 0 && offset + length <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      guard length >= 8 else {
        for index in 0..<length {
          let byte = unsafe bytes[offset + index]
          let wanted = unsafe text.utf8Start[index]
          if byte != wanted && !(ignoringCase && byte.asciiLowercased == wanted) { return false }
        }
        return true
      }
      let raw = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + offset)
      let wanted = unsafe UnsafeRawPointer(text.utf8Start)
      var index = 0
      while true {
        let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let other = unsafe wanted.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if ignoringCase ? word | other.asciiCaseBits != other : word != other { return false }
        if index == length &- 8 { return true }
        // The last word overlaps the one before it.
        index = Swift.min(index &+ 8, length &- 8)
      }
    }
  }
}

extension [UInt8] {
  /// Appends the first `count` bytes of `bytes`, which has as many.
  public mutating func append(_ bytes: Span<UInt8>, count: Int) {
    unsafe bytes.extracting(0..<count).withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: buffer)
    }
  }
}

extension StaticString {
  /// The literal's bytes, which are there as long as the program runs.
  public var bytes: Span<UInt8> {
    @_lifetime(immortal)
    get {
      let bytes = unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
      return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: ())
    }
  }

  /// The first byte of a literal that is not empty.
  @usableFromInline var firstByte: UInt8 { unsafe utf8Start.pointee }

  /// The literal's byte at `index`, which must be below its count.
  @inlinable public func byte(at index: Int) -> UInt8 {
    precondition(index >= 0 && index < utf8CodeUnitCount)
    return unsafe utf8Start[index]
  }
}

extension String {
  /// Makes text of bytes; what is not UTF-8 becomes U+FFFD.
  public init(decodingUTF8 bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
