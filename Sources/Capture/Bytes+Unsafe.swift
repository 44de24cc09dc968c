// Unsafe: reads words inside bounds that are checked right here, and hands a span's storage to the
// array's own bulk copy; no pointer outlives its call.

extension Span<UInt8> {
  /// The four bytes from `offset` on as one number in the machine's order.
  @inline(__always)
  func loadHalf(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset + 4 <= count)
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
  }
}

extension [UInt8] {
  /// Adds the bytes of `span` at the end in one copy.
  @inline(__always)
  mutating func append(bytes span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe self.append(contentsOf: $0) }
  }
}
