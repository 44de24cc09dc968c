import Traffic

/// Takes a wrapper off a batch's lines, then lets another parser read what was in them.
///
/// Of each line one line is left, so that positions stay what they were: a line that goes on in a
/// later one is left empty, and its content stands where it ends.
struct WrappedParser: DirectiveParser, LineCutter {
  private let wrapper: any LineWrapper
  private let inner: any BatchParser

  /// Unwraps lines from `wrapper` for `inner`.
  init(_ wrapper: any LineWrapper, inner: any BatchParser) {
    self.wrapper = wrapper
    self.inner = inner
  }

  /// How many streams may be in the middle of a line at once.
  private static let mostStreams = 16
  /// How many lines before a batch's end are looked at for one that goes on.
  private static let mostLinesBack = 64

  func parse(_ batch: inout Batch) {
    let lines = unwrap(&batch)
    inner.parse(&batch)
    for index in batch.records.indices
    where !batch.records[index].present.contains(.start)
      && Int(batch.records[index].position) < lines.count
    {
      guard let time = lines[Int(batch.records[index].position)].time else { continue }
      batch.records[index].setStart(time)
      // A line is written when the exchange is over.
      batch.records[index].traits.formUnion(
        lines[Int(batch.records[index].position)].traits.union(.startIsEnd))
    }
    batch.refusals.moveColumns { position in
      position < lines.count ? lines[position].prefix : 0
    }
  }

  func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    guard let inner = inner as? any DirectiveParser else { return nil }
    var unwrapped = Batch()
    unwrapped.bytes = batch.bytes
    unwrapped.inputCount = batch.inputCount
    _ = unwrap(&unwrapped)
    return inner.following(unwrapped).map { WrappedParser(wrapper, inner: $0) }
  }

  func cut(_ bytes: [UInt8], before end: Int) -> Int {
    var cut = end
    var lineEnd = end
    var ended: [UInt64] = []
    for _ in 0..<WrappedParser.mostLinesBack where lineEnd > 0 {
      let start =
        ByteSearch.last(0x0A, in: bytes.span, from: 0, to: lineEnd - 1).map { $0 + 1 } ?? 0
      if let line = wrapper.match(bytes.span, from: start, to: lineEnd - 1) {
        if !line.isPartial {
          ended.append(line.stream)
        } else if !ended.contains(line.stream) {
          cut = start
        }
      }
      lineEnd = start
    }
    return cut
  }

  /// What is kept of a line that was unwrapped.
  private struct Line: BitwiseCopyable {
    var time: Timestamp?
    var traits: RecordTraits = []
    /// How many bytes stood before the content.
    var prefix = 0
  }

  /// Puts the content of the batch's lines in their place.
  private func unwrap(_ batch: inout Batch) -> [Line] {
    var lines: [Line] = []
    var output: [UInt8] = []
    swap(&output, &batch.scratch)
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(batch.bytes.count)
    do {
      let bytes = batch.bytes.span
      var open: [(stream: UInt64, content: [UInt8])] = []
      var decoded: [UInt8] = []
      var start = 0
      while start < bytes.count {
        let newline = ByteSearch.first(0x0A, in: bytes, from: start, to: bytes.count)
        let end = newline > start && bytes[newline - 1] == 0x0D ? newline - 1 : newline
        var line = Line()
        if let found = wrapper.match(bytes, from: start, to: end) {
          line.time = found.time
          line.traits = found.timeTraits
          line.prefix = Int(found.content.offset) - start
          add(found, bytes, &open, &decoded, to: &output)
        } else {
          output.append(bytes, from: start, to: end)
        }
        lines.append(line)
        output.append(0x0A)
        start = newline + 1
      }
      // A line whose end never came is shown as it is.
      for part in open { output += part.content + [0x0A] }
    }
    swap(&output, &batch.bytes)
    swap(&output, &batch.scratch)
    batch.inputCount = batch.bytes.count
    return lines
  }

  private func add(
    _ line: WrappedLine, _ bytes: Span<UInt8>, _ open: inout [(stream: UInt64, content: [UInt8])],
    _ decoded: inout [UInt8], to output: inout [UInt8]
  ) {
    let range = line.content.range
    let isOpen = open.firstIndex { $0.stream == line.stream }
    if line.isColoured {
      ColourWrapper.strip(bytes, from: range.lowerBound, to: range.upperBound, into: &output)
      return
    }
    if line.hasDoubledQuotes {
      CSVWrapper.undouble(bytes, from: range.lowerBound, to: range.upperBound, into: &output)
      return
    }
    guard line.isPartial || isOpen != nil || line.isEscaped else {
      output.append(bytes, from: range.lowerBound, to: range.upperBound)
      return
    }
    decoded.removeAll(keepingCapacity: true)
    if line.isEscaped {
      JSONText.decode(bytes, from: range.lowerBound, to: range.upperBound, into: &decoded)
      while decoded.last == 0x0A || decoded.last == 0x0D { decoded.removeLast() }
      // What was one line must not become two, or its sender could write lines of its own.
      for index in decoded.indices where decoded[index] == 0x0A { decoded[index] = 0x20 }
    } else {
      decoded.append(bytes, from: range.lowerBound, to: range.upperBound)
    }
    if line.isPartial {
      if let isOpen {
        if open[isOpen].content.count < LineReader.lineLimit { open[isOpen].content += decoded }
      } else if open.count < WrappedParser.mostStreams {
        open.append((line.stream, decoded))
      } else {
        output += decoded
      }
    } else {
      if let isOpen {
        output += open[isOpen].content
        open.remove(at: isOpen)
      }
      output += decoded
    }
  }
}
