package import Traffic

/// Reads a text input in batches that end at a line's end.
package final class LineReader: Ingestor {
  /// The longest line that is looked at, in bytes; of a longer one only the beginning is kept.
  package static let lineLimit = 1 << 20
  /// How many bytes are read for a batch: as many as a core's own cache holds beside the tables.
  package static let blockSize = 1 << 19

  package let format: InputFormat
  package private(set) var parser: any BatchParser
  /// What reads the batch after the one that was given last, where a line of that said so.
  private var next: (any DirectiveParser)?
  private var stream: any ByteStream
  private var carry: [UInt8] = []
  private var pending: IngestError?
  private var ended = false
  private var skipping = false
  private var gaps = LogGaps()

  /// Reads the lines of `stream`, which `parser` understands.
  package init(stream: any ByteStream, format: InputFormat, parser: any BatchParser) {
    self.stream = stream
    self.format = format
    self.parser = parser
  }

  package func read(into batch: inout Batch) throws(IngestError) -> Bool {
    if ended {
      if let error = pending {
        pending = nil
        throw error
      }
      return false
    }
    if let next { parser = next }
    batch.bytes.reserveCapacity(LineReader.blockSize * 2 + LineReader.lineLimit)
    batch.bytes.append(contentsOf: carry)
    carry.removeAll(keepingCapacity: true)
    var cut: Int?
    while cut == nil {
      let before = batch.bytes.count
      var got = 0
      do {
        got = try stream.read(LineReader.blockSize, into: &batch.bytes)
      } catch {
        // What came before the error stands; the error is told once it has been read.
        pending = error
        got = batch.bytes.count - before
        ended = true
      }
      // A stream may give what it has and its error with the next call.
      if got == 0 { ended = true }
      // What is left of a line that was ended goes first, as its end counts for no line; a run of
      // NUL bytes in it is over with it.
      if dropRest(of: &batch, from: before) { gaps = LogGaps() }
      gaps.remove(from: &batch, since: before)
      cut = ended ? batch.bytes.count : lastNewline(batch.bytes, from: before).map { $0 + 1 }
      if let line = cut, !ended, batch.bytes.count < LineReader.lineLimit * 2,
        let cutter = parser as? any LineCutter
      {
        // Lines that belong together stay together, as far as memory allows.
        let end = cutter.cut(batch.bytes, before: line)
        cut = end > 0 ? end : nil
      }
      if cut == nil, batch.bytes.count >= LineReader.lineLimit,
        lastNewline(batch.bytes, from: 0) == nil
      {
        cut = endLongLine(&batch)
      }
    }
    let end = cut ?? batch.bytes.count
    if end < batch.bytes.count {
      carry.append(contentsOf: batch.bytes[end...])
      batch.bytes.removeSubrange(end...)
    }
    batch.inputCount = batch.bytes.count
    if batch.bytes.isEmpty, ended { return try read(into: &batch) }
    if let parser = parser as? any DirectiveParser { next = parser.following(batch) }
    return true
  }

  /// While the rest of an over-long line is skipped: takes it off what was just read; tells whether
  /// there was one.
  private func dropRest(of batch: inout Batch, from start: Int) -> Bool {
    guard skipping else { return false }
    let newline = batch.bytes[start...].firstIndex(of: 0x0A)
    batch.bytes.removeSubrange(start..<(newline.map { $0 + 1 } ?? batch.bytes.count))
    if newline != nil { skipping = false }
    return true
  }

  private func lastNewline(_ bytes: [UInt8], from start: Int) -> Int? {
    ByteSearch.last(0x0A, in: bytes.span, from: start, to: bytes.count)
  }

  /// Ends a line that is over the limit here; the parser counts it, and its rest is skipped.
  private func endLongLine(_ batch: inout Batch) -> Int {
    skipping = true
    batch.bytes.append(0x0A)
    return batch.bytes.count
  }
}
