import Traffic

/// Takes the messages out of exported entries of the journal, then lets another parser read them.
///
/// Each line of the export leaves a line: empty, but for the one that holds the message.
struct JournalParser: DirectiveParser, LineCutter {
  private let inner: any BatchParser

  /// Unwraps messages for `inner`.
  init(inner: any BatchParser) { self.inner = inner }

  func parse(_ batch: inout Batch) {
    let times = unwrap(&batch)
    inner.parse(&batch)
    for index in batch.records.indices where !batch.records[index].present.contains(.start) {
      let position = Int(batch.records[index].position)
      guard let found = times.last(where: { $0.line <= position }) else { continue }
      batch.records[index].setStart(found.time)
      batch.records[index].traits.insert(.startIsEnd)
    }
  }

  func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    guard let inner = inner as? any DirectiveParser else { return nil }
    var unwrapped = Batch()
    unwrapped.bytes = batch.bytes
    unwrapped.inputCount = batch.inputCount
    _ = unwrap(&unwrapped)
    return inner.following(unwrapped).map { JournalParser(inner: $0) }
  }

  /// An entry ends with an empty line.
  func cut(_ bytes: [UInt8], before end: Int) -> Int {
    var cursor = end
    while cursor >= 2 {
      if bytes[cursor - 1] == 0x0A, bytes[cursor - 2] == 0x0A { return cursor }
      cursor -= 1
    }
    return 0
  }

  /// The times of the entries, by the line from which on they hold.
  private func unwrap(_ batch: inout Batch) -> [(line: Int, time: Timestamp)] {
    var times: [(line: Int, time: Timestamp)] = []
    var output: [UInt8] = []
    swap(&output, &batch.scratch)
    output.removeAll(keepingCapacity: true)
    do {
      let bytes = batch.bytes.span
      var line = 0
      var start = 0
      while start < bytes.count {
        var end = ByteSearch.first(0x0A, in: bytes, from: start, to: bytes.count)
        let equals = ByteSearch.first(0x3D, in: bytes, from: start, to: end)
        let name = bytes.extracting(start..<equals)
        var value = ByteRange(min(equals + 1, end), end)
        if equals == end, end > start, end + 9 <= bytes.count {
          // What is not text stands behind its length, of eight bytes with the lowest first.
          let count = Int(clamping: UInt64(littleEndian: bytes.loadWord(at: end + 1)))
          guard count <= bytes.count - end - 9 else {
            line += 1
            output.append(0x0A)
            start = end + 1
            continue
          }
          value = ByteRange(offset: end + 9, length: count)
          end = value.range.upperBound
        }
        if name.equals("MESSAGE") {
          let first = output.count
          output.append(bytes, from: value.range.lowerBound, to: value.range.upperBound)
          for index in first..<output.count where output[index] == 0x0A { output[index] = 0x20 }
        } else if name.equals("__REALTIME_TIMESTAMP"),
          let time = TimeText.epoch(bytes.extracting(value.range))
        {
          times.append((line, time))
        }
        for index in start..<min(end + 1, bytes.count) where bytes[index] == 0x0A {
          line += 1
          output.append(0x0A)
        }
        start = end + 1
      }
    }
    swap(&output, &batch.bytes)
    swap(&output, &batch.scratch)
    batch.inputCount = batch.bytes.count
    return times
  }
}
