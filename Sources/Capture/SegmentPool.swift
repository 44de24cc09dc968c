import Traffic

/// A segment that came too early and waits for what goes before it.
struct HeldSegment {
  /// When it was captured, and its place in the stream.
  var arrival = Arrival()
  /// What was captured of its payload.
  var bytes: [UInt8] = []
  /// The payload's length on the wire, in bytes.
  var length = 0
  /// Whether the direction ends behind it.
  var ending = Ending.none
  /// The segment after it in the same direction, or -1.
  var next: Int32 = -1

  /// How a segment ends its direction.
  enum Ending: BitwiseCopyable {
    case none, final, reset
  }
}

/// The segments held back, whose memory is used again and again.
struct SegmentPool {
  /// What a segment costs beside its bytes.
  static let overhead = 128

  /// The segments by number.
  var items: [HeldSegment] = []
  private var free: [Int32] = []

  /// Keeps a copy of a segment and returns its number.
  mutating func keep(
    _ bytes: Span<UInt8>, length: Int, ending: HeldSegment.Ending, arrival: Arrival
  ) -> Int32 {
    let number: Int32
    if let recycled = free.popLast() {
      number = recycled
    } else {
      number = Int32(items.count)
      items.append(HeldSegment())
    }
    items[Int(number)].arrival = arrival
    items[Int(number)].length = length
    items[Int(number)].ending = ending
    items[Int(number)].next = -1
    items[Int(number)].bytes.append(bytes: bytes)
    return number
  }

  /// Gives a segment's memory back.
  mutating func release(_ number: Int32) {
    let keeps = items[Int(number)].bytes.capacity <= 4096
    items[Int(number)].bytes.removeAll(keepingCapacity: keeps)
    free.append(number)
  }
}
