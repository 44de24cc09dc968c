/// One exchange as fixed-size places: what a request and its response said, without owning a byte.
public struct Record: Sendable, BitwiseCopyable {
  /// Where each text field's value stands in the batch's bytes, by ``Field/rawValue``.
  public var places: InlineArray<29, ByteRange>
  /// The fields of which the input can say whether they were sent.
  public var observable: FieldSet
  /// The observable fields that hold a value.
  public var present: FieldSet
  /// The text fields that stood on several header lines and were joined with `, `.
  public var repeated: FieldSet
  /// What is known of the record beside its fields.
  public var traits: RecordTraits
  /// How many positions before ``position`` the exchange began; 0 where it has only one.
  public var extent: UInt32
  /// When the request began.
  public var start: Timestamp
  /// How long the exchange took, in nanoseconds.
  public var duration: Int64
  /// The 0-based line, packet or entry, counted from the batch's own first.
  public var position: UInt32
  /// The response's status; 0 where it is unknown.
  public var status: UInt16
  /// The port that the request was addressed to.
  public var port: UInt16

  /// Makes a record of which nothing is observable.
  @inlinable public init() {
    places = InlineArray(repeating: ByteRange())
    observable = []
    present = []
    repeated = []
    traits = []
    extent = 0
    start = Timestamp(nanoseconds: 0)
    duration = 0
    position = 0
    status = 0
    port = 0
  }

  /// Notes that the text field `field` has the value at `place`.
  @inlinable public mutating func set(_ field: Field, _ place: ByteRange) {
    places[Int(field.rawValue)] = place
    observable.insert(field)
    present.insert(field)
  }

  /// Notes that `field` was observable and not sent.
  @inlinable public mutating func setAbsent(_ field: Field) {
    observable.insert(field)
    present.remove(field)
  }

  /// Notes that nothing can be known of `field`.
  @inlinable public mutating func forget(_ field: Field) {
    observable.remove(field)
    present.remove(field)
  }

  /// Notes whether the flag `field` (a cookie, an authorization) was sent.
  @inlinable public mutating func setFlag(_ field: Field, _ value: Bool) {
    observable.insert(field)
    if value { present.insert(field) } else { present.remove(field) }
  }

  /// Notes when the request began.
  @inlinable public mutating func setStart(_ instant: Timestamp) {
    start = instant
    observable.insert(.start)
    present.insert(.start)
  }

  /// Notes how long the exchange took, in nanoseconds.
  @inlinable public mutating func setDuration(_ nanoseconds: Int64) {
    duration = nanoseconds
    observable.insert(.duration)
    present.insert(.duration)
  }

  /// Notes the response's status code.
  @inlinable public mutating func setStatus(_ code: Int) {
    status = UInt16(truncatingIfNeeded: code)
    observable.insert(.status)
    present.insert(.status)
  }

  /// Notes the port that the request was addressed to.
  @inlinable public mutating func setPort(_ number: Int) {
    port = UInt16(truncatingIfNeeded: number)
    observable.insert(.port)
    present.insert(.port)
  }

  /// What the input says of `field`.
  @inlinable public func state(_ field: Field) -> FieldState {
    if present.contains(field) { return .value }
    return observable.contains(field) ? .absent : .notObservable
  }
}
