/// States that only some connections have, found by number and used again.
struct SessionPool<Session> {
  private var items: [Session?] = []
  private var free: [Int32] = []

  /// Keeps `session` and returns its number.
  mutating func insert(_ session: Session) -> Int32 {
    if let number = free.popLast() {
      items[Int(number)] = session
      return number
    }
    items.append(session)
    return Int32(items.count - 1)
  }

  /// Takes a session out for a while; ``put(_:at:)`` brings it back.
  mutating func lift(_ number: Int32) -> Session? { items[Int(number)].take() }

  /// Brings a session back that was lifted.
  mutating func put(_ session: consuming Session, at number: Int32) {
    items[Int(number)] = session
  }

  /// Forgets a session.
  mutating func release(_ number: Int32) {
    items[Int(number)] = nil
    free.append(number)
  }
}
