/// The requests that wait for a response, whose memory is used again and again.
struct RequestPool {
  /// The requests by number.
  var items: [PendingRequest] = []
  /// Requests whose values stand in the batch at hand; some of them are answered already.
  var fresh: [Int32] = []
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

  /// Lets the requests that wait take their values out of `source`, the bytes of the batch `batch`.
  ///
  /// - Returns: How many bytes they take now that they did not.
  mutating func keep(_ source: Span<UInt8>, batch: Int) -> Int {
    var total = 0
    for number in fresh where items[Int(number)].batch == batch {
      let before = items[Int(number)].charge
      items[Int(number)].keep(source)
      total += items[Int(number)].charge - before
    }
    fresh.removeAll(keepingCapacity: true)
    return total
  }
}
