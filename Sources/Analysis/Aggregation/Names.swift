import Traffic

/// The texts behind hashes: what tables keyed by hashes print.
package struct Names: Mergeable {
  /// How many texts are kept.
  package static let limit = 50_000
  /// How many bytes all texts may take together.
  package static let byteLimit = 4 << 20
  /// What stands for a text that there was no room for.
  package static let unknown = "(other)"
  /// How many bytes of one text are kept.
  package static let longest = 512

  private var places = HashTable<ByteRange>(limit: Names.limit)
  private var arena: [UInt8] = []
  private var clean: [UInt8] = []
  // Most hashes are those of texts noted lately, which a small table tells with less memory
  // touched.
  private var recent: [UInt64] = []
  private static let recentCount = 1024

  package init() {}

  /// Keeps `bytes` under `hash`, if it is new and there is room.
  package mutating func note(_ hash: UInt64, _ bytes: Span<UInt8>) {
    guard places.index(of: hash) == nil else { return }
    let isHarmless = Redaction.isHarmless(bytes)
    if !isHarmless {
      // Before it is cut: a secret must not lose the mark that tells it.
      clean.removeAll(keepingCapacity: true)
      Redaction.report(bytes, into: &clean)
    }
    let count = min(isHarmless ? bytes.count : clean.count, Names.longest)
    guard arena.count + count <= Names.byteLimit else { return }
    let place = ByteRange(offset: arena.count, length: count)
    guard places.index(of: hash, initial: place) != nil else { return }
    if isHarmless {
      Redaction.append(bytes, 0..<count, to: &arena)
    } else {
      arena.append(contentsOf: clean[..<count])
    }
  }

  /// Whether there is little room left.
  package var isFull: Bool {
    places.count >= Names.limit || arena.count > Names.byteLimit - Names.longest
  }

  /// Forgets the texts but those that `isWanted` wants and the `first` ones.
  ///
  /// A quarter of the room is left, however many are wanted, or each text that comes later would
  /// have all of them looked through again.
  package mutating func prune(first: Int, isWanted: (UInt64) -> Bool) {
    let old = self
    self = Names()
    for (index, key) in old.places.keys.enumerated() where index < first || isWanted(key) {
      guard places.count < Names.limit / 4 * 3, arena.count < Names.byteLimit / 4 * 3
      else { return }
      let place = old.places.values[index]
      let moved = ByteRange(offset: arena.count, length: place.range.count)
      guard places.index(of: key, initial: moved) != nil else { continue }
      arena.append(contentsOf: old.arena[place.range])
    }
  }

  /// Whether there is a text under `hash`, which is remembered for the next time.
  @inline(__always)
  mutating func knows(_ hash: UInt64) -> Bool {
    let slot = Int(truncatingIfNeeded: hash) & (Names.recentCount - 1)
    return slot < recent.count && recent[slot] == hash && hash != 0 || learns(hash)
  }

  @inline(never)
  private mutating func learns(_ hash: UInt64) -> Bool {
    guard contains(hash) else { return false }
    if recent.isEmpty { recent = Array(repeating: 0, count: Names.recentCount) }
    recent[Int(truncatingIfNeeded: hash) & (Names.recentCount - 1)] = hash
    return true
  }

  /// Whether there is a text under `hash`.
  package func contains(_ hash: UInt64) -> Bool { places.index(of: hash) != nil }

  /// The text under `hash`, its secrets taken out; `(other)` where there was no room for it.
  package func text(_ hash: UInt64) -> String {
    guard let index = places.index(of: hash) else { return Names.unknown }
    return String(decodingUTF8: arena.span.extracting(places.values[index].range))
  }

  /// The bytes of ``text(_:)``.
  package func bytes(of hash: UInt64) -> [UInt8] {
    guard let index = places.index(of: hash) else { return Array(Names.unknown.utf8) }
    let bytes = Array(arena[places.values[index].range])
    // What is no UTF-8 is none in the text.
    return bytes.allSatisfy { $0 < 0x80 } ? bytes : Array(text(hash).utf8)
  }

  package mutating func merge(_ other: Names) {
    for (index, key) in other.places.keys.enumerated() {
      note(key, other.arena.span.extracting(other.places.values[index].range))
    }
  }
}

extension Names: Codable {
  private enum CodingKeys: String, CodingKey { case keys, lengths, bytes }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(places.keys, forKey: .keys)
    try values.encode(places.values.map(\.range.count), forKey: .lengths)
    try values.encode(arena, forKey: .bytes)
  }

  /// Reads what was encoded; its secrets were taken out when it was noted.
  ///
  /// - Throws: `DecodingError` where there are more or longer texts than are kept, or the lengths
  ///   are not those of the bytes.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let keys: [UInt64] = try values.list(.keys, atMost: Names.limit)
    let lengths: [Int] = try values.list(.lengths, atMost: Names.limit)
    guard keys.count == lengths.count else { throw values.wrong(.lengths, "not one a key") }
    arena = try values.list(.bytes, atMost: Names.byteLimit)
    var start = 0
    for (key, length) in zip(keys, lengths) {
      guard (0...Names.longest).contains(length), length <= arena.count - start else {
        throw values.wrong(.lengths, "more than the bytes, or than are kept")
      }
      let known = places.count
      _ = places.index(of: key, initial: ByteRange(offset: start, length: length))
      guard places.count > known else { throw values.wrong(.keys, "a key is there twice") }
      start += length
    }
    guard start == arena.count else { throw values.wrong(.bytes, "more than the lengths") }
  }
}
