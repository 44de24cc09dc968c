/// A set of canonical fields in one machine word.
public struct FieldSet: OptionSet, Codable, Sendable, BitwiseCopyable, Hashable {
  /// One bit a field, at the place of its raw value.
  public var rawValue: UInt64

  /// Makes the set whose bits are `rawValue`.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes a set of one field; no list is made for it.
  @inlinable @inline(__always) public init(_ field: Field) {
    rawValue = 1 << UInt64(field.rawValue)
  }

  /// Makes a set of the `fields` given.
  @inlinable public init(_ fields: Field...) {
    rawValue = 0
    for field in fields { rawValue |= 1 << UInt64(field.rawValue) }
  }

  /// Makes a set of all the fields that a sequence holds.
  public init(_ fields: some Sequence<Field>) {
    rawValue = 0
    for field in fields { insert(field) }
  }

  /// Whether `field` is in the set.
  @inlinable @inline(__always) public func contains(_ field: Field) -> Bool {
    rawValue & (1 << UInt64(field.rawValue)) != 0
  }

  /// Adds `field` to the set.
  @inlinable @inline(__always) public mutating func insert(_ field: Field) {
    rawValue |= 1 << UInt64(field.rawValue)
  }

  /// Takes `field` out of the set.
  @inlinable @inline(__always) public mutating func remove(_ field: Field) {
    rawValue &= ~(1 << UInt64(field.rawValue))
  }

  /// Takes the first field, in the order of ``Field``, out of the set; `nil` where it is empty.
  @inlinable @inline(__always) public mutating func popFirst() -> Field? {
    guard rawValue != 0 else { return nil }
    let number = rawValue.trailingZeroBitCount
    rawValue &= rawValue &- 1
    return Field(rawValue: UInt8(truncatingIfNeeded: number))
  }

  /// The fields in the set, in the order of ``Field``.
  public var fields: [Field] { Field.allCases.filter { contains($0) } }

  /// Every response header that takes part in CORS.
  public static let corsResponse = FieldSet(
    .allowOrigin, .allowCredentials, .allowMethods, .allowHeaders, .exposeHeaders, .maxAge)

  /// Every field there is.
  public static let all = FieldSet(Field.allCases)
}
