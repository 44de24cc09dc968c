import Traffic

/// The keys of the lines before, in order: servers write the same keys in the same order, so that
/// the next key is mostly known before it is read.
///
/// What is kept is all that stands between two values, the key among it. A guess is checked byte
/// for byte: what lines held before never changes how one is read.
struct JSONKeyMemo {
  /// The node of keys that are not mapped.
  static let unmapped = UInt16.max

  private struct Entry: BitwiseCopyable {
    var start: Int
    var length: Int
    var parent: UInt16
    var node: UInt16
  }

  private static let most = 128
  /// How many keys may be missing that other lines had, as headers may that not every client sends.
  private static let reach = 4

  private var entries: [Entry]
  private var next = 0
  private var lineCount = 0

  /// Makes an empty memory, which takes no room until a line is read with care.
  init() { entries = [] }

  /// Begins another line.
  mutating func restart() {
    next = 0
    lineCount &+= 1
  }

  /// The node of the key that follows `start` and how many bytes stand before its value, if it is
  /// one that is expected here.
  @inline(__always)
  mutating func match(_ bytes: Span<UInt8>, at start: Int, in parent: UInt16, to end: Int)
    -> (node: UInt16, length: Int)?
  {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    if entry.parent == parent, JSONKeyMemo.isSame(bytes, start, entry, to: end) {
      next &+= 1
      return (entry.node, entry.length)
    }
    return matchLater(bytes, at: start, in: parent, to: end)
  }

  @inline(never)
  private mutating func matchLater(
    _ bytes: Span<UInt8>, at start: Int, in parent: UInt16, to end: Int
  ) -> (node: UInt16, length: Int)? {
    let last = min(next + JSONKeyMemo.reach, entries.count - 1)
    var index = next + 1
    while index <= last {
      let entry = entries[index]
      if entry.parent == parent, JSONKeyMemo.isSame(bytes, start, entry, to: end) {
        next = index + 1
        return (entry.node, entry.length)
      }
      index += 1
    }
    return nil
  }

  /// Whether the bytes at `start` are those of `entry`.
  @inline(__always)
  private static func isSame(_ bytes: Span<UInt8>, _ start: Int, _ entry: Entry, to end: Int)
    -> Bool
  {
    let length = entry.length
    guard start &+ length <= end else { return false }
    guard length >= 8 else {
      return bytes.extracting(start..<start &+ length).equals(
        bytes.extracting(entry.start..<entry.start &+ length))
    }
    var index = 0
    while index &+ 8 < length {
      if bytes.loadWord(at: start &+ index) != bytes.loadWord(at: entry.start &+ index) {
        return false
      }
      index &+= 8
    }
    // The last word may overlap the one before it.
    return bytes.loadWord(at: start &+ length &- 8)
      == bytes.loadWord(at: entry.start &+ length &- 8)
  }

  /// Keeps the key, and what stands before and behind it, in `start..<end` for the lines that
  /// follow.
  @inline(never)
  mutating func learn(from start: Int, to end: Int, in parent: UInt16, node: UInt16) {
    // A single line that is read with care needs no memory.
    guard lineCount > 1 else { return }
    if entries.isEmpty { entries.reserveCapacity(JSONKeyMemo.most) }
    if entries.count >= JSONKeyMemo.most {
      // Keys that come once each, as clients may send them, push out the others: begin anew.
      entries.removeAll(keepingCapacity: true)
      next = 0
    }
    let entry = Entry(start: start, length: end - start, parent: parent, node: node)
    entries.insert(entry, at: min(next, entries.count))
    next += 1
  }
}
