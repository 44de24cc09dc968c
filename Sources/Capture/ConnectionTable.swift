/// The connections being followed, found by their ends and ordered by when they were last heard of.
struct ConnectionTable {
  private struct Link: BitwiseCopyable {
    var older: Int32 = -1
    var newer: Int32 = -1
    var isClosed = false
  }

  private struct Order: BitwiseCopyable {
    var oldest: Int32 = -1
    var newest: Int32 = -1
  }

  /// How much of an order in time is kept, in nanoseconds.
  private static let step: UInt64 = 1 << 27

  /// The connections by slot; a free slot's content means nothing.
  var connections: [Connection] = []
  private var links: [Link] = []
  private var slots = FlowTable()
  private var free: [Int32] = []
  private var open = Order()
  private var closed = Order()

  private var latest = -1

  /// How many of the connections have ended.
  private(set) var closedCount = 0

  /// How many connections there are.
  var count: Int { slots.count }

  /// The open connection that has been silent longest, or -1.
  var oldestOpen: Int { Int(open.oldest) }

  /// The ended connection that has been silent longest, or -1.
  var oldestClosed: Int { Int(closed.oldest) }

  /// The slot of the connection with the ends `key`, or -1.
  @inline(__always)
  mutating func find(_ key: FlowKey) -> Int {
    // A packet often belongs to the connection of the one before.
    if latest >= 0, connections[latest].key == key { return latest }
    latest = Int(slots.find(key, in: connections))
    return latest
  }

  /// Adds a connection and returns its slot.
  mutating func insert(_ connection: Connection) -> Int {
    let slot: Int32
    if let recycled = free.popLast() {
      slot = recycled
      connections[Int(slot)] = connection
      links[Int(slot)] = Link()
    } else {
      slot = Int32(connections.count)
      connections.append(connection)
      links.append(Link())
    }
    slots.insert(slot, connection.key, in: connections)
    latest = Int(slot)
    attach(slot)
    return Int(slot)
  }

  /// Takes up a segment that does nothing but acknowledge, of a connection that holds nothing back.
  ///
  /// - Parameters:
  ///   - slot: The connection's slot.
  ///   - segment: The segment.
  ///   - side: The end that sent it.
  ///   - time: The capture's time in nanoseconds; `nil` where it tells none.
  /// - Returns: `false` if the connection is to have a closer look at it.
  @inline(__always)
  mutating func acknowledge(
    _ slot: Int, _ segment: TCPSegment, from side: Int, at time: Int64?
  ) -> Bool {
    guard connections[slot].note(bare: segment, from: side) else { return false }
    touch(slot, isClosed: connections[slot].isClosed, at: time)
    return true
  }

  /// Notes that the connection at `slot` was heard of at `time`, and whether it has ended.
  ///
  /// Order is kept in steps of ``step``, or all packets would have to change it.
  @inline(__always)
  mutating func touch(_ slot: Int, isClosed: Bool, at time: Int64?) {
    if links[slot].isClosed == isClosed, let time,
      UInt64(bitPattern: time &- connections[slot].lastSeen) < ConnectionTable.step
    {
      return
    }
    move(slot, isClosed: isClosed, at: time)
  }

  private mutating func move(_ slot: Int, isClosed: Bool, at time: Int64?) {
    if let time { connections[slot].lastSeen = time }
    let link = links[slot]
    if link.isClosed == isClosed, link.newer < 0 { return }
    detach(Int32(slot))
    links[slot].isClosed = isClosed
    attach(Int32(slot))
  }

  /// Forgets the connection at `slot`.
  mutating func remove(_ slot: Int) {
    detach(Int32(slot))
    slots.remove(Int32(slot), connections[slot].key, in: connections)
    latest = -1
    free.append(Int32(slot))
  }

  /// The slots in use, in the order in which their connections began.
  func slotsInOrder() -> [Int] {
    slots.all.map { Int($0) }.sorted {
      connections[$0].firstOrdinal < connections[$1].firstOrdinal
    }
  }

  private mutating func attach(_ slot: Int32) {
    var order = links[Int(slot)].isClosed ? closed : open
    links[Int(slot)].older = order.newest
    links[Int(slot)].newer = -1
    if order.newest >= 0 { links[Int(order.newest)].newer = slot } else { order.oldest = slot }
    order.newest = slot
    if links[Int(slot)].isClosed {
      closed = order
      closedCount += 1
    } else {
      open = order
    }
  }

  private mutating func detach(_ slot: Int32) {
    let link = links[Int(slot)]
    var order = link.isClosed ? closed : open
    if link.older >= 0 {
      links[Int(link.older)].newer = link.newer
    } else {
      order.oldest = link.newer
    }
    if link.newer >= 0 {
      links[Int(link.newer)].older = link.older
    } else {
      order.newest = link.older
    }
    if link.isClosed {
      closed = order
      closedCount -= 1
    } else {
      open = order
    }
  }
}
