/// How often each of a few response statuses occurred.
package struct StatusCounts: Mergeable {
  private struct Entry: Sendable, BitwiseCopyable {
    var status: UInt16 = 0
    var count: Int32 = 0
  }

  private var entries = SmallList<8, Entry>(filler: Entry())
  private var others = 0

  package init() {}

  /// Counts a status; when eight others are counted already, only that there was one.
  package mutating func add(_ status: Int, count: Int = 1) {
    let status = UInt16(clamping: status)
    for index in 0..<entries.count where entries[index].status == status {
      entries[index].count = Int32(clamping: Int(entries[index].count) + count)
      return
    }
    if !entries.append(Entry(status: status, count: Int32(clamping: count))) { others += count }
  }

  package mutating func merge(_ other: StatusCounts) {
    for entry in other.entries.array { add(Int(entry.status), count: Int(entry.count)) }
    others += other.others
  }

  /// Whether `status` was counted, and no other.
  func holdsOnly(_ status: Int) -> Bool {
    others == 0 && entries.count == 1 && Int(entries[0].status) == status
  }

  /// The statuses in ascending order, each with its count.
  package var text: String {
    var parts = entries.array.sorted { $0.status < $1.status }.map { "\($0.status) ×\($0.count)" }
    if others > 0 { parts.append("others ×\(others)") }
    return parts.joined(separator: ", ")
  }
}

extension StatusCounts: Codable {
  private enum CodingKeys: String, CodingKey { case statuses, counts, others }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(entries.array.map(\.status), forKey: .statuses)
    try values.encode(entries.array.map(\.count), forKey: .counts)
    try values.encode(others, forKey: .others)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more statuses than are kept, one is there twice, or
  ///   a count is missing or negative.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let statuses: [UInt16] = try values.list(.statuses, atMost: 8)
    let counts: [Int32] = try values.list(.counts, atMost: 8)
    guard statuses.count == counts.count, Set(statuses).count == statuses.count,
      counts.allSatisfy({ $0 >= 0 })
    else { throw values.wrong(.counts, "not one count a status") }
    for (status, count) in zip(statuses, counts) {
      entries.append(Entry(status: status, count: count))
    }
    others = try values.decode(Int.self, forKey: .others)
  }
}
