import Traffic

/// Takes the quotes off the columns of a batch's lines and puts tabs between them, then lets
/// another parser read them.
struct QuotedColumns: DirectiveParser {
  private let inner: any DirectiveParser

  /// Makes what hands lines of tabs to `inner`.
  init(_ inner: any DirectiveParser) { self.inner = inner }

  func parse(_ batch: inout Batch) {
    QuotedColumns.unquote(&batch)
    inner.parse(&batch)
  }

  func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    // Lines that name columns are the same either way.
    inner.following(batch).map(QuotedColumns.init)
  }

  /// Whether a column of `line` stands in quotes.
  static func hasQuotes(_ line: Span<UInt8>) -> Bool {
    for index in line.indices where line[index] == 0x22 {
      if index == 0 || line[index - 1] == 0x20 { return true }
    }
    return false
  }

  private static func unquote(_ batch: inout Batch) {
    var output: [UInt8] = []
    swap(&output, &batch.scratch)
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(batch.bytes.count)
    do {
      let bytes = batch.bytes.span
      var start = 0
      while start < bytes.count {
        let end = ByteSearch.first(0x0A, in: bytes, from: start, to: bytes.count)
        if bytes[start] == 0x23 {
          output.append(bytes, from: start, to: end)
        } else {
          append(bytes.extracting(start..<end), to: &output)
        }
        if end < bytes.count { output.append(0x0A) }
        start = end + 1
      }
    }
    swap(&output, &batch.bytes)
    swap(&output, &batch.scratch)
    batch.inputCount = batch.bytes.count
  }

  /// Adds the columns of a line: a blank ends one that does not begin with a quote, and a quote
  /// that is not doubled one that does.
  private static func append(_ line: Span<UInt8>, to output: inout [UInt8]) {
    var index = 0
    while index < line.count {
      if line[index] == 0x22 {
        index += 1
        while index < line.count {
          if line[index] == 0x22 {
            index += 1
            guard index < line.count, line[index] == 0x22 else { break }
          }
          // A tab of a client's would be taken for one of ours.
          output.append(line[index] == 0x09 ? 0x20 : line[index])
          index += 1
        }
      }
      while index < line.count, line[index] != 0x20 {
        output.append(line[index] == 0x09 ? 0x20 : line[index])
        index += 1
      }
      if index < line.count { output.append(0x09) }
      index += 1
    }
  }
}
