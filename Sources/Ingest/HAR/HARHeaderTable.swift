import Traffic

/// The headers that are read in a HAR, by message and name.
struct HARHeaderTable: Sendable {
  /// The names; a payload is an index of ``slots``.
  private(set) var names = JSONKeyTable()
  /// What each name's value fills.
  private(set) var slots: [JSONSlot] = []

  /// Makes the table.
  init() {
    for (name, slot) in HeaderSlots.request { add(name, slot, HARKey.Parent.requestHeaders) }
    for name in ["host", ":authority"] {
      add(name, JSONSlot(.authority), HARKey.Parent.requestHeaders)
    }
    for (name, slot) in HeaderSlots.response { add(name, slot, HARKey.Parent.responseHeaders) }
  }

  private mutating func add(_ name: String, _ slot: JSONSlot, _ parent: UInt16) {
    names.insert(Array(name.utf8), in: parent, payload: UInt16(slots.count))
    slots.append(slot)
  }
}
