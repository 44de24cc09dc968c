import Traffic

/// The keys of the line before, in order: servers write the same keys in the same order, so that the
/// next key is mostly known before it is read.
///
/// A guess is checked byte for byte: what lines held before never changes how one is read.
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

  private var entries: [Entry]
  private var next = 0

  init() {
    entries = []
    entries.reserveCapacity(JSONKeyMemo.most)
  }

  /// Begins another line.
  mutating func restart() { next = 0 }

  /// The node and length of the key at `start`, if it is the one that is expected here; its closing
  /// quote is checked too.
  @inline(__always)
  mutating func match(_ bytes: Span<UInt8>, at start: Int, in parent: UInt16, to end: Int)
    -> (node: UInt16, length: Int)?
  {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    guard entry.parent == parent, start &+ entry.length < end,
      bytes[start &+ entry.length] == 0x22,
      bytes.extracting(start..<start &+ entry.length).equals(
        bytes.extracting(entry.start..<entry.start &+ entry.length))
    else { return nil }
    next &+= 1
    return (entry.node, entry.length)
  }

  /// Keeps the key in `start..<end` for the next line.
  mutating func learn(from start: Int, to end: Int, in parent: UInt16, node: UInt16) {
    let entry = Entry(start: start, length: end - start, parent: parent, node: node)
    if next < entries.count {
      entries[next] = entry
    } else if entries.count < JSONKeyMemo.most {
      entries.append(entry)
    } else {
      return
    }
    next += 1
  }
}
