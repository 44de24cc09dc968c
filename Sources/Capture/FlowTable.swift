/// Finds connections by their ends: open addressing over the slots of ``ConnectionTable``.
///
/// Packets are looked up by the million, and the keys stand with the connections already.
struct FlowTable {
  private static let empty: Int32 = -1

  // Different in every run, so that nobody can choose addresses that collide.
  private let seed = UInt64.random(in: .min ... .max)
  private var cells = [Int32](repeating: FlowTable.empty, count: 1024)

  /// How many connections there are.
  private(set) var count = 0

  /// The slots of all connections, in no order.
  var all: [Int32] { cells.filter { $0 != FlowTable.empty } }

  /// The slot of the connection with the ends `key`, or -1.
  ///
  /// O(1) on average.
  func find(_ key: FlowKey, in connections: [Connection]) -> Int32 {
    var cell = key.spread(seed: seed) & (cells.count - 1)
    while true {
      let slot = cells[cell]
      if slot == FlowTable.empty || connections[Int(slot)].key == key { return slot }
      cell = (cell + 1) & (cells.count - 1)
    }
  }

  /// Adds the connection at `slot`, which is not there yet.
  mutating func insert(_ slot: Int32, _ key: FlowKey, in connections: [Connection]) {
    if count * 2 >= cells.count { grow(connections) }
    put(slot, key)
    count += 1
  }

  /// Takes the connection at `slot` out.
  mutating func remove(_ slot: Int32, _ key: FlowKey, in connections: [Connection]) {
    let mask = cells.count - 1
    var hole = key.spread(seed: seed) & mask
    while cells[hole] != slot {
      guard cells[hole] != FlowTable.empty else { return }
      hole = (hole + 1) & mask
    }
    count -= 1
    // What stands behind the hole moves up, unless that would put it before its own place.
    var cell = hole
    while true {
      cell = (cell + 1) & mask
      let next = cells[cell]
      guard next != FlowTable.empty else { break }
      let home = connections[Int(next)].key.spread(seed: seed) & mask
      if (cell - home) & mask >= (cell - hole) & mask {
        cells[hole] = next
        hole = cell
      }
    }
    cells[hole] = FlowTable.empty
  }

  private mutating func put(_ slot: Int32, _ key: FlowKey) {
    var cell = key.spread(seed: seed) & (cells.count - 1)
    while cells[cell] != FlowTable.empty { cell = (cell + 1) & (cells.count - 1) }
    cells[cell] = slot
  }

  private mutating func grow(_ connections: [Connection]) {
    let old = cells
    cells = Array(repeating: FlowTable.empty, count: old.count * 2)
    for slot in old where slot != FlowTable.empty { put(slot, connections[Int(slot)].key) }
  }
}
