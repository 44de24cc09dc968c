package import Traffic

/// A W3C extended log: lines of columns, whose names stand in `#Fields` lines that may recur.
package struct W3CFormat: DirectiveParser {
  private let style: W3CStyle
  /// What reads the lines until the next `#Fields`; `nil` while no column is known.
  private let layout: TemplateFormat?

  /// Makes the format, with the columns that lines before the first `#Fields` have.
  package init(layout: LogTemplate?, style: W3CStyle) {
    self.style = style
    self.layout = layout.map { TemplateFormat($0) }
  }

  private init(layout: TemplateFormat?, style: W3CStyle) {
    self.style = style
    self.layout = layout
  }

  package func parse(_ batch: inout Batch) {
    var layout = layout
    var position = 0
    var start = 0
    let end = batch.inputCount
    while start < end {
      let directive = W3CFormat.directive(in: batch.bytes.span, from: start, to: end)
      if directive > start {
        if let layout {
          layout.parse(&batch, from: start, to: directive, position: &position)
        } else {
          refuse(&batch, from: start, to: directive, position: &position)
        }
      }
      guard directive < end else { break }
      let newline = ByteSearch.first(0x0A, in: batch.bytes.span, from: directive, to: end)
      if let template = columns(batch.bytes.span, from: directive, to: newline) {
        layout = TemplateFormat(template)
      }
      position += 1
      start = newline + 1
    }
    batch.positionCount = position
  }

  package func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    let bytes = batch.bytes.span
    var start = 0
    let end = batch.inputCount
    var last: LogTemplate?
    while start < end {
      let directive = W3CFormat.directive(in: bytes, from: start, to: end)
      guard directive < end else { break }
      let newline = ByteSearch.first(0x0A, in: bytes, from: directive, to: end)
      if let template = columns(bytes, from: directive, to: newline) { last = template }
      start = newline + 1
    }
    return last.map { W3CFormat(layout: TemplateFormat($0), style: style) }
  }

  /// The templates of the `#Fields` lines in `head`.
  static func layouts(in head: [UInt8], style: W3CStyle) -> [LogTemplate] {
    let format = W3CFormat(layout: nil as TemplateFormat?, style: style)
    var layouts: [LogTemplate] = []
    var start = 0
    while start < head.count {
      let directive = W3CFormat.directive(in: head.span, from: start, to: head.count)
      guard directive < head.count else { break }
      let newline = ByteSearch.first(0x0A, in: head.span, from: directive, to: head.count)
      if let template = format.columns(head.span, from: directive, to: newline) {
        layouts.append(template)
      }
      start = newline + 1
    }
    return layouts
  }

  /// The first line in `start..<end` that begins with `#`, or `end`; `start` begins a line.
  private static func directive(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var cursor = start
    while true {
      cursor = ByteSearch.first(0x23, in: bytes, from: cursor, to: end)
      if cursor == end || cursor == start || bytes[cursor - 1] == 0x0A { return cursor }
      cursor += 1
    }
  }

  /// The template of a `#Fields` line; `nil` for another directive.
  private func columns(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> LogTemplate? {
    let line = bytes.extracting(start..<end)
    guard line.starts(with: "#Fields:"), line.count < 1 << 14 else { return nil }
    let names = String(decodingUTF8: line.extracting(8..<line.count))
    return try? W3CColumns.template(names, style: style)
  }

  private func refuse(
    _ batch: inout Batch, from start: Int, to end: Int, position: inout Int
  ) {
    var cursor = start
    while cursor < end {
      let newline = ByteSearch.first(0x0A, in: batch.bytes.span, from: cursor, to: end)
      if newline > cursor, batch.bytes[cursor] != 0x0D {
        batch.refusals.add(.notThisFormat, position: position, column: 1)
      }
      position += 1
      cursor = newline + 1
    }
  }
}
