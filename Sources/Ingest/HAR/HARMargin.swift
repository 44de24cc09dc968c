import Traffic

/// The entries on both sides of a place where a HAR is cut into batches.
///
/// A preflight and its request, or the two sides of a service worker, stand near each other in a
/// HAR, in either order. Each batch therefore ends with the first entries of the next one and
/// begins with the last ones of the one before, so that whoever joins them finds both.
struct HARMargin {
  /// How many entries of a neighbour a batch holds on each side.
  static let records = 192
  /// How many of their bytes complete a margin.
  static let bytes = 128 << 10

  private var records: [Record] = []
  private var bytes: [UInt8] = []
  private var before = 0
  private var positions = 0
  /// Where the bytes of each of the batch's records begin.
  private var starts: [Int] = []

  /// Puts the entries that were kept at the front of `batch`, which is empty.
  mutating func begin(_ batch: inout Batch) {
    // Arrays that double take more than is needed.
    batch.records.reserveCapacity(HARIngestor.entryLimit + 2 * HARMargin.records)
    batch.bytes.append(bytes.span, count: bytes.count)
    batch.records.append(contentsOf: records)
    batch.before = before
    batch.positionCount = positions
  }

  /// Notes that the bytes of the batch's next record begin at `start`.
  mutating func note(start: Int) { starts.append(start) }

  /// Ends a batch of which all behind the first `count` records, and `positions` entries, belongs
  /// to the next, and keeps what that one begins with.
  mutating func end(_ batch: inout Batch, records count: Int, positions: Int) {
    batch.after = batch.records.count - count
    self.positions = batch.positionCount - positions
    batch.positionCount = positions
    var first = count
    let end = count < starts.count ? starts[count] : batch.bytes.count
    while first > 0, count - first < HARMargin.records, end - starts[first - 1] < HARMargin.bytes {
      first -= 1
    }
    before = count - first
    let shift = first < starts.count ? starts[first] : batch.bytes.count
    bytes.removeAll(keepingCapacity: true)
    bytes.append(batch.bytes.span, from: shift, to: batch.bytes.count)
    records.removeAll(keepingCapacity: true)
    for index in first..<batch.records.count {
      var record = batch.records[index]
      record.position &-= UInt32(truncatingIfNeeded: positions)
      for raw in 0..<Field.textCount where record.present.rawValue & (1 << UInt64(raw)) != 0 {
        record.places[raw].offset &-= UInt32(truncatingIfNeeded: shift)
      }
      records.append(record)
    }
    starts.removeSubrange(0..<first)
    for index in starts.indices { starts[index] -= shift }
  }
}
