package import Traffic

/// Makes one object a line of JSON that is laid out otherwise: over several lines, in an array, in
/// the lists that exporters put around records.
///
/// Objects come out as they are, their line ends made spaces. Nothing is judged: what cannot be
/// read is left to the reader of lines.
package struct JSONUnfoldStream: ByteStream {
  private var source: any ByteStream
  private var input: [UInt8] = []
  private var ended = false
  private var error: IngestError?
  private var output: [UInt8] = []
  private var taken = 0

  /// What is open around the walk and is not part of an object that comes out; whether it is a
  /// list.
  private var lists: [Bool] = []
  /// The object that is being copied; empty between objects.
  private var object: [UInt8] = []
  /// How many brackets are open in it.
  private var depth = 0
  /// Whether a part of the object went out already, as it was too long to be kept.
  private var isCommitted = false
  private var isSkipping = false
  private var inString = false
  private var isEscaped = false
  /// The string that was read last, the key of what comes next.
  private var key: [UInt8] = []

  /// How deep lists may stand in one another; what is deeper is part of an object.
  private static let deepest = 16
  private static let longestKept = 1 << 16

  /// Unfolds what `source` holds.
  package init(_ source: any ByteStream) { self.source = source }

  /// Whether JSON that begins with `head` must be unfolded to have an object a line.
  package static func isNeeded(_ head: Span<UInt8>) -> Bool {
    var scanner = JSONScanner(head, from: 0, to: head.count)
    let first = scanner.peek()
    guard first == 0x5B || first == 0x7B, !HARIngestor.recognises(head) else { return false }
    let start = scanner.cursor
    let lineEnd = ByteSearch.first(0x0A, in: head, from: start, to: head.count)
    var line = JSONScanner(head, from: start, to: lineEnd)
    if first == 0x5B {
      line.cursor += 1
      guard line.peek() == 0x7B || line.cursor == lineEnd else { return false }
      scanner.cursor += 1
      guard scanner.peek() == 0x7B else { return false }
    }
    // A line that holds an object whole is one of many, unless it is all there is to see.
    if lineEnd < head.count { return !line.skipValue() && !hasWholeLine(head, after: lineEnd) }
    return head.count >= 1 << 16 || first == 0x5B && !line.skipValue()
  }

  /// Whether one of the next lines is an object from its first column to its end: then the first
  /// line was cut, as the end of a rotated log is, and must not take the others with it.
  private static func hasWholeLine(_ head: Span<UInt8>, after first: Int) -> Bool {
    var start = first + 1
    for _ in 0..<8 where start < head.count {
      let end = ByteSearch.first(0x0A, in: head, from: start, to: head.count)
      if head[start] == 0x7B {
        var line = JSONScanner(head, from: start, to: end)
        if line.skipValue() { return true }
      }
      start = end + 1
    }
    return false
  }

  package mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    while output.count - taken < count, !ended { advance() }
    let end = min(output.count, taken + count)
    let got = end - taken
    buffer.append(output.span, from: taken, to: end)
    taken = end
    if taken == output.count {
      output.removeAll(keepingCapacity: true)
      taken = 0
    } else if taken > 1 << 18 {
      output.removeSubrange(..<taken)
      taken = 0
    }
    if got == 0, let error {
      self.error = nil
      throw error
    }
    return got
  }

  private mutating func advance() {
    input.removeAll(keepingCapacity: true)
    do {
      if try source.read(1 << 16, into: &input) == 0 { ended = true }
    } catch {
      self.error = error
      ended = true
    }
    for byte in input { take(byte) }
    if ended, !object.isEmpty || isCommitted {
      // An object that was cut is shown to the reader, who says so.
      flush()
      output.append(0x0A)
    }
  }

  private mutating func take(_ byte: UInt8) {
    if inString {
      takeString(byte)
      return
    }
    switch byte {
    case 0x22:
      inString = true
      key.removeAll(keepingCapacity: true)
      append(byte)
    case 0x7B, 0x5B: open(byte)
    case 0x7D, 0x5D: close(byte)
    case 0x0A, 0x0D: append(0x20)
    default: append(byte)
    }
  }

  private mutating func takeString(_ byte: UInt8) {
    // JSON has no line ends in strings: there a line was cut, and the next one is whole.
    if byte == 0x0A {
      inString = false
      isEscaped = false
      append(0x20)
      return
    }
    append(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == 0x5C {
      isEscaped = true
    } else if byte == 0x22 {
      inString = false
      return
    }
    if key.count < 64 { key.append(byte) }
  }

  /// Whether the walk is in an object that is being copied or passed over.
  private var isInside: Bool { depth > 0 }

  private mutating func append(_ byte: UInt8) {
    guard isInside, !isSkipping else { return }
    object.append(byte)
    if object.count >= JSONUnfoldStream.longestKept {
      flush()
      isCommitted = true
    }
  }

  private mutating func flush() {
    output += object
    object.removeAll(keepingCapacity: true)
  }

  private mutating func open(_ byte: UInt8) {
    if isInside {
      // A list of records within the object: the object is only what stands around them.
      if byte == 0x5B, depth == 1, !isCommitted, !isSkipping,
        lists.count + 2 <= JSONUnfoldStream.deepest, JSONUnfoldStream.containers.contains(key)
      {
        object.removeAll(keepingCapacity: true)
        depth = 0
        lists += [false, true]
        return
      }
      append(byte)
      depth += 1
      return
    }
    if lists.isEmpty, byte == 0x5B {
      lists.append(true)
      return
    }
    // Within an object around records only another list of records is looked into.
    if lists.last == false, byte == 0x5B, JSONUnfoldStream.containers.contains(key),
      lists.count < JSONUnfoldStream.deepest
    {
      lists.append(true)
      return
    }
    isSkipping = lists.last == false || byte == 0x5B
    depth = 1
    isCommitted = false
    if !isSkipping { object.append(byte) }
  }

  private mutating func close(_ byte: UInt8) {
    guard isInside else {
      if let isList = lists.last, isList == (byte == 0x5D) { lists.removeLast() }
      return
    }
    append(byte)
    depth -= 1
    if depth == 0 {
      if !isSkipping {
        flush()
        output.append(0x0A)
      }
      isSkipping = false
      isCommitted = false
    }
    key.removeAll(keepingCapacity: true)
  }

  /// The keys of lists of records, as the exporters of clouds and of OpenTelemetry name them.
  private static let containers = Set(JSONMapping.containers.map { Array($0.utf8) })
}
