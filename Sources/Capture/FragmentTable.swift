import Traffic

/// Puts IP fragments together, a bounded number of packets at a time; the first copy of a byte
/// wins.
///
/// - SeeAlso: RFC 791, section 3.2 and RFC 8200, section 4.5.
struct FragmentTable {
  fileprivate struct Entry {
    var source: IPAddress
    var destination: IPAddress
    var identification: UInt32
    var isIPv6: Bool
    var bytes: [UInt8] = []
    /// What has arrived, sorted, without overlap.
    var pieces: [Range<Int>] = []
    var total: Int?
  }

  /// The number of packets put together at once; the oldest gives way.
  static let limit = 64
  private static let pieceLimit = 256
  private static let sizeLimit = 65_535

  private var entries: [Entry] = []

  /// The number of packets that lack a fragment still.
  var incompleteCount: Int { entries.count }

  /// Forgets every incomplete packet.
  mutating func removeAll() { entries.removeAll() }

  /// Adds a fragment.
  ///
  /// - Parameters:
  ///   - packet: The fragment's header.
  ///   - bytes: Its payload.
  ///   - lost: Becomes larger by the number of packets given up for it.
  /// - Returns: The whole payload once it is complete.
  mutating func add(
    _ packet: IPPacket, _ bytes: Span<UInt8>, lost: inout Int
  ) -> [UInt8]? {
    let index = find(packet, lost: &lost)
    let start = packet.fragmentOffset
    let end = start + bytes.count
    guard bytes.count == packet.payloadLength, end <= FragmentTable.sizeLimit,
      entries[index].pieces.count < FragmentTable.pieceLimit
    else {
      entries.remove(at: index)
      lost += 1
      return nil
    }
    entries[index].insert(bytes, start, end)
    if !packet.hasMoreFragments, entries[index].total == nil { entries[index].total = end }
    guard let total = entries[index].total, entries[index].pieces.first == 0..<total else {
      return nil
    }
    return entries.remove(at: index).bytes
  }

  private mutating func find(_ packet: IPPacket, lost: inout Int) -> Int {
    for index in entries.indices
    where entries[index].identification == packet.identification
      && entries[index].isIPv6 == packet.isIPv6 && entries[index].source == packet.source
      && entries[index].destination == packet.destination
    {
      return index
    }
    if entries.count >= FragmentTable.limit {
      entries.removeFirst()
      lost += 1
    }
    entries.append(
      Entry(
        source: packet.source, destination: packet.destination,
        identification: packet.identification, isIPv6: packet.isIPv6))
    return entries.count - 1
  }
}

extension FragmentTable.Entry {
  fileprivate mutating func insert(_ fragment: Span<UInt8>, _ start: Int, _ end: Int) {
    while bytes.count < end { bytes.append(0) }
    var cursor = start
    for piece in pieces where piece.upperBound > cursor {
      while cursor < min(piece.lowerBound, end) {
        bytes[cursor] = fragment[cursor - start]
        cursor += 1
      }
      cursor = max(cursor, piece.upperBound)
    }
    while cursor < end {
      bytes[cursor] = fragment[cursor - start]
      cursor += 1
    }
    pieces.append(start..<end)
    pieces.sort { $0.lowerBound < $1.lowerBound }
    var merged: [Range<Int>] = []
    for piece in pieces {
      if let last = merged.last, piece.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
      } else {
        merged.append(piece)
      }
    }
    pieces = merged
  }
}
