/// Slots that are free to be used again.
struct SlotPool {
  private var free: [Slot] = []
  private(set) var all: [Slot] = []
  private let examination: Examination

  init(_ examination: Examination) { self.examination = examination }

  mutating func take() -> Slot {
    if let slot = free.popLast() { return slot }
    let slot = Slot(examination)
    all.append(slot)
    return slot
  }

  mutating func give(_ slot: Slot) { free.append(slot) }
}
