/// A set of 64-bit hashes, which are not hashed once more.
///
/// It holds at most 262,143; what is beyond is not there.
struct HashSet: Sendable {
  private var table = HashTable<Void>(limit: .max)

  /// Makes a set of the hashes.
  init(_ hashes: some Sequence<UInt64> = []) {
    for hash in hashes { insert(hash) }
  }

  /// The hashes, in the order first seen.
  var hashes: [UInt64] { table.keys }

  /// How many there are.
  var count: Int { table.count }

  /// Whether there are none.
  var isEmpty: Bool { table.count == 0 }

  /// Whether `hash` is in it.
  func contains(_ hash: UInt64) -> Bool { table.index(of: hash) != nil }

  /// Adds `hash`; tells whether it is new.
  @discardableResult
  mutating func insert(_ hash: UInt64) -> Bool {
    let count = table.count
    return table.index(of: hash, initial: ()) == count
  }
}
