/// The requests that wait for a response, whose memory is used again and again.
struct RequestPool {
  /// What a request costs beside its bytes.
  static let overhead = 512

  /// The requests by number.
  var items: [PendingRequest] = []
  private var free: [Int32] = []

  /// The number of a request to be filled.
  mutating func take() -> Int32 {
    if let number = free.popLast() { return number }
    items.append(PendingRequest())
    return Int32(items.count - 1)
  }

  /// Gives a request's memory back.
  mutating func release(_ number: Int32) {
    items[Int(number)].empty()
    free.append(number)
  }
}
