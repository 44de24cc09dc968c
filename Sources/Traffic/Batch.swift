/// A block of input and the exchanges found in it; owned, and passed on whole.
///
/// Batches are recycled: ``reset()`` keeps their capacity, so that a run allocates nothing a line.
public struct Batch: Sendable {
  /// The input's bytes, and behind them what had to be decoded (escapes taken out).
  public var bytes: [UInt8]
  /// The number of bytes read from the input; the rest of ``bytes`` was decoded from them.
  public var inputCount: Int
  /// The number of bytes read from the input beside those, which were passed over.
  public var skippedCount: Int
  /// The exchanges, in input order.
  public var records: [Record]
  /// Which input of the run this is, from 0.
  public var source: Int
  /// The 1-based position (line, packet, entry) of the batch's first; known once the batch is
  /// merged.
  public var firstPosition: Int
  /// How many positions (lines, packets, entries) the batch covers.
  public var positionCount: Int
  /// What could not be used, by reason, with the first positions of each.
  public var refusals: Refusals
  /// How many records at the front belong to the batch before: they are there to be joined with.
  public var before: Int
  /// How many records at the end belong to the batch behind.
  public var after: Int
  /// What was understood and is no exchange, by kind.
  public var asides: Asides
  /// Memory for parsers to work in; what it holds means nothing outside one call.
  public var scratch: [UInt8]

  /// Makes an empty batch.
  public init() {
    bytes = []
    inputCount = 0
    skippedCount = 0
    records = []
    source = 0
    firstPosition = 1
    positionCount = 0
    refusals = Refusals()
    before = 0
    after = 0
    asides = Asides()
    scratch = []
  }

  /// Empties the batch and keeps its memory.
  public mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    inputCount = 0
    skippedCount = 0
    records.removeAll(keepingCapacity: true)
    firstPosition = 1
    positionCount = 0
    refusals.reset()
    before = 0
    after = 0
    asides = Asides()
  }

  /// The indices of the records that are the batch's own.
  public var own: Range<Int> { min(before, records.count)..<max(before, records.count - after) }

  /// Adds `value` behind the bytes and tells where it stands.
  @inlinable public mutating func append(_ value: Span<UInt8>) -> ByteRange {
    let offset = bytes.count
    bytes.append(value, count: value.count)
    return ByteRange(offset: offset, length: value.count)
  }
}
