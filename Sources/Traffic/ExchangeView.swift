// Unsafe: a record is read in its place, as it is too large to be copied for one of its parts. That
// it lies within the records is checked where a look at it is made.

/// A look at one record of a batch; it borrows the batch and cannot outlive it.
public struct ExchangeView: ~Escapable {
  @usableFromInline let bytes: Span<UInt8>
  @usableFromInline let records: Span<Record>
  /// The record's index in its batch.
  public let index: Int

  /// Looks at the record with the given `index`, which there must be.
  @inlinable @_lifetime(copy bytes, copy records)
  public init(bytes: Span<UInt8>, records: Span<Record>, index: Int) {
    precondition(index >= 0 && index < records.count)
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

  /// The 0-based line, packet or entry, counted from the batch's own first.
  @inlinable @inline(__always) public var position: UInt32 {
    unsafe read { unsafe $0.pointee.position }
  }

  /// The response's status; 0 where it is unknown.
  @inlinable @inline(__always) public var status: UInt16 {
    unsafe read { unsafe $0.pointee.status }
  }

  /// What is known of the record beside its fields.
  @inlinable @inline(__always) public var traits: RecordTraits {
    unsafe read { unsafe $0.pointee.traits }
  }

  /// The text fields that stood on several header lines.
  @inlinable @inline(__always) public var repeated: FieldSet {
    unsafe read { unsafe $0.pointee.repeated }
  }

  /// The observable fields that hold a value.
  @inlinable @inline(__always) public var present: FieldSet {
    unsafe read { unsafe $0.pointee.present }
  }

  /// The fields of which the input can say whether they were sent.
  @inlinable @inline(__always) public var observable: FieldSet {
    unsafe read { unsafe $0.pointee.observable }
  }

  /// The port that the request was addressed to.
  @inlinable @inline(__always) public var port: UInt16 { unsafe read { unsafe $0.pointee.port } }

  /// When the request began.
  @inlinable @inline(__always) public var start: Timestamp {
    unsafe read { unsafe $0.pointee.start }
  }

  /// How long the exchange took, in nanoseconds.
  @inlinable @inline(__always) public var duration: Int64 {
    unsafe read { unsafe $0.pointee.duration }
  }

  /// The bytes of the text field `field`; empty where there is no value.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func bytes(_ field: Field) -> Span<UInt8> {
    guard field.isText, has(field) else { return bytes.extracting(0..<0) }
    return bytes.extracting(place(field))
  }

  /// The bytes of the text field `field`, or `nil` where there is no value.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func value(_ field: Field) -> Span<UInt8>? {
    guard field.isText, has(field) else { return nil }
    return bytes.extracting(place(field))
  }

  /// The hash of the text field `field`, which must hold a value.
  @inlinable @inline(__always)
  public func hash(_ field: Field, with secret: HashSecret, after state: UInt64) -> UInt64 {
    hash(textField: Int(field.rawValue), with: secret, after: state)
  }

  /// The same as ``hash(_:with:after:)``, worked out in its place for values of more than 32 bytes.
  @inlinable @inline(__always)
  public func hash(
    ofLong field: Field, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    let place = unsafe read { unsafe $0.pointee.places[Int(field.rawValue)] }
    return bytes.hash(
      ofLong: Int(place.offset), count: Int(place.length), with: secret, after: state)
  }

  /// The hash of the text field with the number given, which must hold a value.
  @inlinable @inline(__always)
  public func hash(textField: Int, with secret: HashSecret, after state: UInt64) -> UInt64 {
    let place = unsafe read { unsafe $0.pointee.places[textField] }
    return bytes.hash(
      from: Int(place.offset), count: Int(place.length), with: secret, after: state)
  }

  /// The bytes of the text field `field`, which must hold a value, and all that stand behind them
  /// in the batch.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func bytes(from field: Field) -> Span<UInt8> {
    let place = place(field)
    precondition(place.upperBound <= bytes.count)
    return bytes.extracting(place.lowerBound..<bytes.count)
  }

  /// How many bytes the text field `field`, which must hold a value, has.
  @inlinable @inline(__always) public func length(_ field: Field) -> Int { place(field).count }

  /// What the input says of `field`.
  @inlinable @inline(__always) public func state(_ field: Field) -> FieldState {
    has(field) ? .value : observes(field) ? .absent : .notObservable
  }

  /// Whether `field` holds a value.
  @inlinable @inline(__always) public func has(_ field: Field) -> Bool {
    unsafe read { unsafe $0.pointee.present.contains(field) }
  }

  /// Whether the input can say if `field` was sent.
  @inlinable @inline(__always) public func observes(_ field: Field) -> Bool {
    unsafe read { unsafe $0.pointee.observable.contains(field) }
  }

  @inlinable @inline(__always) func place(_ field: Field) -> Range<Int> {
    unsafe read { unsafe $0.pointee.places[Int(field.rawValue)].range }
  }

  /// Reads a part of the record where it stands.
  @inlinable @inline(__always)
  func read<Part>(_ part: (UnsafePointer<Record>) -> Part) -> Part {
    // The record lies within the span, as was checked at first, and the span outlives the call.
    unsafe records.withUnsafeBufferPointer { records in
      unsafe part(records.baseAddress.unsafelyUnwrapped + index)
    }
  }

  /// The value of `field` as text; invalid UTF-8 becomes U+FFFD.
  ///
  /// For output, not for judging.
  public func text(_ field: Field) -> String? {
    guard let value = value(field) else { return nil }
    return String(decodingUTF8: value)
  }
}
