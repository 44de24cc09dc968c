// Unsafe: hands a span's storage to the array's own bulk copy; the pointer does not outlive the call.

extension [UInt8] {
  /// Adds the bytes of `span` at the end in one copy.
  @inline(__always)
  mutating func append(bytes span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe self.append(contentsOf: $0) }
  }
}
