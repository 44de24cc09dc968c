/// A look at one record of a batch; it borrows the batch and cannot outlive it.
public struct ExchangeView: ~Escapable {
  @usableFromInline let bytes: Span<UInt8>
  @usableFromInline let records: Span<Record>
  /// The record's index in its batch.
  public let index: Int

  /// Looks at the record with the given `index`.
  @inlinable @_lifetime(copy bytes, copy records)
  public init(bytes: Span<UInt8>, records: Span<Record>, index: Int) {
    self.bytes = bytes
    self.records = records
    self.index = index
  }

  /// A look at another record of the same batch.
  @inlinable @_lifetime(copy self)
  public func neighbour(_ index: Int) -> ExchangeView {
    ExchangeView(bytes: bytes, records: records, index: index)
  }

  /// The record itself.
  @inlinable @inline(__always) public var record: Record { records[index] }

  /// The bytes of the text field `field`; empty where there is no value.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func bytes(_ field: Field) -> Span<UInt8> {
    guard field.isText, records[index].present.contains(field) else {
      return bytes.extracting(0..<0)
    }
    return bytes.extracting(records[index].places[Int(field.rawValue)].range)
  }

  /// The bytes of the text field `field`, or `nil` where there is no value.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func value(_ field: Field) -> Span<UInt8>? {
    guard field.isText, records[index].present.contains(field) else { return nil }
    return bytes.extracting(records[index].places[Int(field.rawValue)].range)
  }

  /// What the input says of `field`.
  @inlinable @inline(__always) public func state(_ field: Field) -> FieldState {
    records[index].state(field)
  }

  /// Whether `field` holds a value.
  @inlinable @inline(__always) public func has(_ field: Field) -> Bool {
    records[index].present.contains(field)
  }

  /// Whether the input can say if `field` was sent.
  @inlinable @inline(__always) public func observes(_ field: Field) -> Bool {
    records[index].observable.contains(field)
  }

  /// The value of `field` as text; invalid UTF-8 becomes U+FFFD.
  ///
  /// For output, not for judging.
  public func text(_ field: Field) -> String? {
    guard let value = value(field) else { return nil }
    return String(decodingUTF8: value)
  }
}
