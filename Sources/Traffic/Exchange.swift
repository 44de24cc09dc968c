/// An owned copy of one exchange, for examples and explanations.
public struct Exchange: Sendable {
  /// The exchange's record; its places point into ``bytes``.
  public let record: Record
  /// The values of its text fields, one after the other.
  public let bytes: [UInt8]

  /// Copies what `view` looks at.
  public init(_ view: borrowing ExchangeView) {
    var record = view.record
    var bytes: [UInt8] = []
    for raw in 0..<Field.textCount {
      guard let field = Field(rawValue: UInt8(raw)), record.present.contains(field) else {
        continue
      }
      let value = view.bytes(field)
      record.places[raw] = ByteRange(offset: bytes.count, length: value.count)
      bytes.append(value, count: value.count)
    }
    self.record = record
    self.bytes = bytes
  }

  /// Calls `body` with a view of the exchange.
  public func withView<Result>(_ body: (borrowing ExchangeView) -> Result) -> Result {
    let records = [record]
    return body(ExchangeView(bytes: bytes.span, records: records.span, index: 0))
  }
}
