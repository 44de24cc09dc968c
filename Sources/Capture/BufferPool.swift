/// Byte buffers for heads that come in pieces, used again and again.
struct BufferPool {
  private var items: [[UInt8]] = []
  private var free: [Int32] = []

  /// The number of an empty buffer.
  mutating func take() -> Int32 {
    if let number = free.popLast() { return number }
    items.append([])
    return Int32(items.count - 1)
  }

  /// Takes a buffer's bytes out for a while; ``put(_:at:)`` brings them back.
  mutating func lift(_ number: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &items[Int(number)])
    return bytes
  }

  /// Brings bytes back that were lifted.
  mutating func put(_ bytes: consuming [UInt8], at number: Int32) { items[Int(number)] = bytes }

  /// The number of bytes in a buffer.
  func count(_ number: Int32) -> Int { items[Int(number)].count }

  /// Gives a buffer back.
  mutating func release(_ number: Int32) {
    let keeps = items[Int(number)].capacity <= 4096
    items[Int(number)].removeAll(keepingCapacity: keeps)
    free.append(number)
  }
}
