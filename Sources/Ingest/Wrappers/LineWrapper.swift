package import Traffic

/// A wrapper that can be taken off line by line.
package protocol LineWrapper: LogWrapper {
  /// How many of ten lines must be wrapped so for an input to be.
  var leastTenths: Int { get }

  /// What stands in the line in `start..<end` of `bytes`; `nil` when it is not wrapped so.
  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine?
}

extension LineWrapper {
  // Other programs may write into the same file, but not most of it.
  package var leastTenths: Int { 6 }

  package func unwrap(_ lines: [UInt8]) -> [UInt8]? {
    var total = 0
    var matched = 0
    var start = 0
    while start < lines.count {
      let end = ByteSearch.first(0x0A, in: lines.span, from: start, to: lines.count)
      if end > start {
        total += 1
        if match(lines.span, from: start, to: end) != nil { matched += 1 }
      }
      start = end + 1
    }
    guard matched > 0, matched * 10 >= total * leastTenths else { return nil }
    var batch = Batch()
    batch.bytes = lines
    batch.inputCount = lines.count
    let parser = WrappedParser(self, inner: CompleteBatch())
    parser.parse(&batch)
    return batch.bytes
  }

  package func wrap(_ parser: any BatchParser) -> any BatchParser {
    WrappedParser(self, inner: parser)
  }
}
