import Traffic

/// The dynamic table of one direction: header fields that its sender may name by number.
///
/// After a loss nothing is known of what the table held. What is added from then on is the newest
/// part of it, so those entries keep their numbers, and any number beyond them is of an unknown
/// one.
///
/// - SeeAlso: RFC 7541, section 2.3.2.
struct HPACKTable {
  private struct Entry: BitwiseCopyable {
    /// Where the name begins in ``HPACKTable/bytes``, its value right behind it.
    var start: Int
    var nameCount: Int32
    var valueCount: Int32
    var isNameKnown: Bool

    /// RFC 7541, section 4.1.
    var size: Int { Int(nameCount) + Int(valueCount) + 32 }
  }

  /// The size of the table that both sides begin with, in bytes.
  static let usualSize = 4096
  /// No peer is believed to keep more than this, in bytes.
  static let sizeLimit = 1 << 20

  /// The largest size that the sender may choose, in bytes: what its peer's settings allow.
  var allowedSize = HPACKTable.usualSize
  /// Whether there may be older entries that are not known.
  private(set) var hasUnknown = false

  private var size = 0
  private var maximum = HPACKTable.usualSize
  private var isMaximumKnown = true
  // Oldest first; those before `first` are gone.
  private var entries: [Entry] = []
  private var first = 0
  private var bytes: [UInt8] = []

  /// How many entries are known.
  var count: Int { entries.count - first }

  /// The bytes of memory that the entries take.
  var usedBytes: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

  /// Notes that the table may have changed unseen.
  mutating func forget() {
    removeAll()
    hasUnknown = true
    isMaximumKnown = false
  }

  /// Takes up the sender's choice of a size.
  ///
  /// - Returns: `false` when the peer's settings do not allow it.
  mutating func resize(_ newSize: Int) -> Bool {
    guard newSize <= (isMaximumKnown ? allowedSize : HPACKTable.sizeLimit) else { return false }
    maximum = newSize
    isMaximumKnown = true
    if newSize == 0 { hasUnknown = false }
    evict(to: newSize)
    return true
  }

  /// Adds a field: its name, which may not be known, up to `nameEnd` of `field`, then its value.
  mutating func add(_ field: [UInt8], nameEnd: Int, isNameKnown: Bool) {
    let cost = field.count + 32
    guard isNameKnown else {
      // Its size is not known either, so what it pushed out is not.
      makeRoom(32)
      return append(field, nameEnd, isNameKnown)
    }
    if isMaximumKnown, cost > maximum {
      hasUnknown = false
      return removeAll()
    }
    // Whether this fitted the table depends on a size that was never seen.
    if !isMaximumKnown, cost > HPACKTable.usualSize { return removeAll() }
    makeRoom(cost)
    append(field, nameEnd, isNameKnown)
  }

  /// Appends the name of the entry `index`, 0 for the newest, to `output`.
  ///
  /// - Returns: `false` when it is not known.
  func appendName(_ index: Int, to output: inout [UInt8]) -> Bool {
    guard index < count else { return false }
    let entry = entries[entries.count - 1 - index]
    output += bytes[entry.start..<(entry.start + Int(entry.nameCount))]
    return entry.isNameKnown
  }

  /// Appends the value of the entry `index` to `output`.
  ///
  /// - Returns: `false` when it is not known.
  func appendValue(_ index: Int, to output: inout [UInt8]) -> Bool {
    guard index < count else { return false }
    let entry = entries[entries.count - 1 - index]
    let start = entry.start + Int(entry.nameCount)
    output += bytes[start..<(start + Int(entry.valueCount))]
    return true
  }

  private mutating func append(_ field: [UInt8], _ nameEnd: Int, _ isNameKnown: Bool) {
    let entry = Entry(
      start: bytes.count, nameCount: Int32(clamping: nameEnd),
      valueCount: Int32(clamping: field.count - nameEnd), isNameKnown: isNameKnown)
    bytes += field
    entries.append(entry)
    size += entry.size
  }

  private mutating func makeRoom(_ cost: Int) {
    // Without a known size a valid sender still never names what it has dropped.
    evict(to: max(0, (isMaximumKnown ? maximum : HPACKTable.sizeLimit) - cost))
  }

  private mutating func evict(to limit: Int) {
    while size > limit, first < entries.count {
      size -= entries[first].size
      first += 1
      // What gave way to this program's own limit may still be named.
      hasUnknown = !isMaximumKnown
    }
    guard first > 0 else { return }
    if first == entries.count {
      let unknown = hasUnknown
      removeAll()
      hasUnknown = unknown
    } else if first >= 64, first * 2 >= entries.count {
      compact()
    }
  }

  private mutating func compact() {
    let base = entries[first].start
    bytes.removeFirst(base)
    entries.removeFirst(first)
    first = 0
    for index in entries.indices { entries[index].start -= base }
  }

  private mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    first = 0
    size = 0
  }
}
