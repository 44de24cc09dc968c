package import Traffic

/// A stream whose head has been looked at: gives the head once more, then the rest.
package struct ReplayStream: ByteStream {
  private var head: [UInt8]
  private var cursor = 0
  private var rest: any ByteStream

  /// Puts `head` in front of what `rest` still holds.
  package init(head: [UInt8], rest: any ByteStream) {
    self.head = head
    self.rest = rest
  }

  package mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    guard cursor < head.count else { return try rest.read(count, into: &buffer) }
    let end = min(cursor + count, head.count)
    let taken = end - cursor
    buffer.append(contentsOf: head[cursor..<end])
    cursor = end
    if cursor == head.count { head = []; cursor = 0 }
    guard taken < count else { return taken }
    return taken + (try rest.read(count - taken, into: &buffer))
  }
}
