import Traffic

/// Walks the names of Access-Control-Request-Headers that Access-Control-Allow-Headers lacks.
///
/// Browsers' lists are short: each name is looked for in turn, without allocating. Where an input
/// makes both lists long, the granted names go into a set first, so that no input costs more than
/// O(n).
struct HeaderGrants {
  /// The largest product of the lists' lengths, in bytes, for which names are looked for in turn.
  static let scanLimit = 1 << 20

  private var cursor = 0
  private var names: Set<[UInt8]>?

  /// Prepares the walk.
  ///
  /// - Parameters:
  ///   - requested: The combined Access-Control-Request-Headers.
  ///   - granted: The combined Access-Control-Allow-Headers; `nil` when absent.
  init(requested: Span<UInt8>, granted: Span<UInt8>?) {
    guard let granted else { return }
    let (product, over) = requested.count.multipliedReportingOverflow(by: granted.count)
    guard over || product > HeaderGrants.scanLimit else { return }
    var names: Set<[UInt8]> = []
    var members = HeaderList(granted)
    while let member = members.next() { names.insert(HeaderGrants.key(member)) }
    self.names = names
  }

  /// The place of the next name that is not granted, or `nil` after the last; empty ones are none.
  mutating func nextUngranted(_ requested: Span<UInt8>, _ granted: Span<UInt8>?) -> ByteRange? {
    while let place = nextMember(requested) {
      guard let granted else { return place }
      let name = requested.extracting(place.range)
      let isGranted =
        if let names { names.contains(HeaderGrants.key(name)) } else {
          ResponseHeaders.lists(name, in: granted, ignoringCase: true)
        }
      if !isGranted { return place }
    }
    return nil
  }

  /// The place of the next member of `list` that is not empty.
  private mutating func nextMember(_ list: Span<UInt8>) -> ByteRange? {
    while cursor < list.count {
      var start = cursor
      var end = list.firstIndex(of: 0x2C, from: cursor) ?? list.count
      cursor = end + 1
      while start < end, list[start].isBlank { start += 1 }
      while end > start, list[end - 1].isBlank { end -= 1 }
      if start < end { return ByteRange(start, end) }
    }
    return nil
  }

  private static func key(_ name: Span<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(name.count)
    for index in name.indices { key.append(name[index].asciiLowercased) }
    return key
  }
}
