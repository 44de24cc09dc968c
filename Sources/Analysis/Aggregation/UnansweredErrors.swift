import Traffic

/// What browsers' recordings say of cross-origin requests that could not be judged, in their words.
package struct UnansweredErrors: Mergeable {
  /// How many different words are told apart.
  private static let limit = 16
  /// How many bytes of one are kept.
  private static let longest = 100

  private var counts = HashTable<Int>(limit: UnansweredErrors.limit)
  private var texts: [[UInt8]] = []
  /// How many there are in all.
  package private(set) var count = 0

  package init() {}

  /// Adds one, in the browser's words.
  package mutating func add(_ text: Span<UInt8>) {
    count += 1
    let known = counts.count
    guard let index = counts.index(of: text.hash(), initial: 0) else { return }
    counts.values[index] += 1
    guard counts.count > known else { return }
    var bytes: [UInt8] = []
    Redaction.redact(text, into: &bytes)
    texts.append(Array(bytes.prefix(UnansweredErrors.longest)))
  }

  package mutating func merge(_ other: UnansweredErrors) {
    count += other.count
    for (place, key) in other.counts.keys.enumerated() {
      let known = counts.count
      guard let index = counts.index(of: key, initial: 0) else { continue }
      counts.values[index] += other.counts.values[place]
      if counts.count > known { texts.append(other.texts[place]) }
    }
  }

  /// The words with how often each was seen, the most frequent first; those beyond the first few
  /// different ones are not among them.
  package var sorted: [(text: String, count: Int)] {
    var items: [(text: String, count: Int)] = []
    for (index, bytes) in texts.enumerated() {
      items.append((String(decoding: bytes, as: UTF8.self), counts.values[index]))
    }
    return items.sorted { $0.count != $1.count ? $0.count > $1.count : $0.text < $1.text }
  }
}

extension UnansweredErrors: Codable {
  private enum CodingKeys: String, CodingKey { case counts, texts, count }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more or longer words than are kept, or some without
  ///   a count.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    counts = try values.decode(HashTable<Int>.self, forKey: .counts)
    texts = try values.list(.texts, atMost: UnansweredErrors.limit)
    count = try values.decode(Int.self, forKey: .count)
    guard texts.count == counts.count, texts.allSatisfy({ $0.count <= UnansweredErrors.longest })
    else { throw values.wrong(.texts, "not one a count, or longer than are kept") }
  }
}
