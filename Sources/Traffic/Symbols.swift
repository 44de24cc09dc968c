/// An interner: equal byte strings get equal small numbers, in the order first seen.
///
/// The table is open-addressed over 64-bit hashes, its keys lie one behind the other in one array,
/// and it stops growing at a limit: what comes after gets ``overflow``.
public struct Symbols: Sendable {
  /// The number given to every string that came after the limit was reached.
  public static let overflow: UInt32 = .max

  private var slots: [UInt32]
  private var hashes: [UInt64] = []
  private var places: [ByteRange] = []
  private var arena: [UInt8] = []
  private let limit: Int
  private let byteLimit: Int

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - limit: The largest number of strings kept.
  ///   - byteLimit: The largest number of bytes that the strings may take together.
  public init(limit: Int, byteLimit: Int = 64 << 20) {
    slots = Array(repeating: .max, count: 64)
    self.limit = limit
    self.byteLimit = byteLimit
  }

  /// How many strings there are.
  public var count: Int { places.count }

  /// The number of `bytes`, which is added if it is new and there is room.
  ///
  /// O(1) on average.
  public mutating func intern(_ bytes: Span<UInt8>) -> UInt32 {
    intern(bytes, hash: bytes.hash())
  }

  /// The same for a caller that has `Span.hash()` of the bytes already.
  public mutating func intern(_ bytes: Span<UInt8>, hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let id = slots[slot]
      if id == .max { break }
      if hashes[Int(id)] == hash, arena.span.extracting(places[Int(id)].range).equals(bytes) {
        return id
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard places.count < limit, arena.count + bytes.count <= byteLimit else {
      return Symbols.overflow
    }
    let id = UInt32(places.count)
    places.append(ByteRange(offset: arena.count, length: bytes.count))
    hashes.append(hash)
    for index in bytes.indices { arena.append(bytes[index]) }
    slots[slot] = id
    if places.count * 2 > slots.count { grow() }
    return id
  }

  /// The bytes behind `id`; empty for ``overflow``.
  public func bytes(_ id: UInt32) -> [UInt8] {
    guard id != Symbols.overflow else { return [] }
    return Array(arena[places[Int(id)].range])
  }

  /// The text behind `id`; invalid UTF-8 becomes U+FFFD.
  public func text(_ id: UInt32) -> String { String(decoding: bytes(id), as: UTF8.self) }

  private mutating func grow() {
    slots = Array(repeating: .max, count: slots.count * 2)
    for id in places.indices {
      var slot = Int(truncatingIfNeeded: hashes[id]) & (slots.count - 1)
      while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id)
    }
  }
}
