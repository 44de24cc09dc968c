/// The values of one header as Fetch's *get, decode, and split* yields them, piece by piece.
///
/// Commas within a double-quoted string do not split; each piece loses its spaces and tabs at both
/// ends. The walk borrows the value and allocates nothing.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
public struct HeaderList: ~Escapable {
  @usableFromInline let value: Span<UInt8>
  @usableFromInline var cursor = 0
  @usableFromInline var done = false

  /// Walks the pieces of the combined value `value`.
  @inlinable @_lifetime(copy value)
  public init(_ value: Span<UInt8>) { self.value = value }

  /// The next piece, which may be empty, or `nil` after the last.
  @inlinable @_lifetime(copy self)
  public mutating func next() -> Span<UInt8>? {
    guard !done else { return nil }
    let start = cursor
    var quoted = false
    while cursor < value.count {
      let byte = value[cursor]
      if quoted {
        if byte == 0x5C { cursor += 1 } else if byte == 0x22 { quoted = false }
      } else if byte == 0x22 {
        quoted = true
      } else if byte == 0x2C {
        break
      }
      cursor += 1
    }
    let end = min(cursor, value.count)
    if cursor >= value.count { done = true } else { cursor += 1 }
    return value.extracting(start..<end).trimmingBlanks()
  }
}
