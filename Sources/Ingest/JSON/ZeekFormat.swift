import Traffic

/// Zeek's logs of tab-separated columns, whose names a line of each file gives.
///
/// - SeeAlso: https://docs.zeek.org/en/master/log-formats.html
struct ZeekFormat: DirectiveParser {
  private let mapping: JSONMapping
  private var slots: [JSONSlot]
  private var separator: UInt8
  /// The fields that the columns can show.
  private(set) var fields: FieldSet

  /// Reads files whose header is in `lines`; `nil` when none is there, or not that of http.log.
  init?(_ lines: [UInt8]) {
    var mapping = JSONMapping()
    mapping.dashIsAbsent = true
    mapping.emptyIsAbsent = false
    mapping.statusIsResponse = true
    mapping.alwaysObservable = []
    self.mapping = mapping
    slots = []
    separator = 0x09
    fields = []
    if lines.first == 0x23 {
      guard update(from: lines.span), fields.contains(.method) else { return nil }
    } else {
      // What was cut out of a log has no header; Zeek's own columns are these.
      guard ZeekFormat.isUsual(lines) else { return nil }
      readNames(Array("#fields\t\(ZeekColumns.usual.joined(separator: "\t"))".utf8).span)
    }
  }

  /// Whether the first of `lines` has the columns that Zeek writes where nobody chose others.
  private static func isUsual(_ lines: [UInt8]) -> Bool {
    let columns = lines.prefix { $0 != 0x0A }.split(
      separator: 0x09, omittingEmptySubsequences: false)
    guard columns.count >= ZeekColumns.usual.count else { return false }
    let (time, identifier, depth) = (Array(columns[0]), columns[1], Array(columns[6]))
    let (length, status) = (Array(columns[14]), Array(columns[16]))
    guard TimeText.epoch(time.span) != nil, identifier.first == UInt8(ascii: "C"),
      depth.span.decimal != nil, length.span.decimal != nil
    else { return false }
    return status == [0x2D] || status.count == 3 && status.span.decimal != nil
  }

  func parse(_ batch: inout Batch) {
    var format = self
    var records = batch.records
    batch.records = []
    var refusals = batch.refusals
    var decoded: [UInt8] = []
    swap(&decoded, &batch.scratch)
    var line = 0
    do {
      let bytes = batch.bytes.span
      var reader = JSONLineReader(bytes, mapping: mapping, decoded: consume decoded)
      var start = 0
      while start < bytes.count {
        let newline = ByteSearch.first(0x0A, in: bytes, from: start, to: bytes.count)
        let end = newline > start && bytes[newline - 1] == 0x0D ? newline - 1 : newline
        if end > start, bytes[start] == 0x23 {
          _ = format.update(from: bytes.extracting(start..<end))
        } else if end > start {
          reader.begin(from: start, to: end)
          switch reader.columns(format.slots.span, separator: format.separator) {
          case .record:
            records.append(reader.draft.record)
            records[records.count - 1].position = UInt32(truncatingIfNeeded: line)
            records[records.count - 1].observable.formUnion(
              format.fields.intersection(ZeekColumns.headers))
            reader.repairs.note(in: &refusals, position: line)
          case .refused(let reason, let offset):
            refusals.add(reason, position: line, column: offset - start + 1)
          case .blank: break
          }
        }
        line += 1
        start = newline + 1
      }
      decoded = reader.decoded
    }
    batch.bytes.append(contentsOf: decoded)
    batch.scratch = decoded
    batch.records = records
    batch.refusals = refusals
    batch.positionCount = line
  }

  func following(_ batch: borrowing Batch) -> (any DirectiveParser)? {
    let bytes = batch.bytes.span
    guard bytes.contains("#fields") else { return nil }
    var format = self
    return format.update(from: bytes) ? format : nil
  }

  /// Takes the directives in `text` in; `false` when none names columns.
  private mutating func update(from text: Span<UInt8>) -> Bool {
    var found = false
    var start = 0
    while start < text.count {
      let end = ByteSearch.first(0x0A, in: text, from: start, to: text.count)
      let line = text.extracting(start..<end)
      if line.starts(with: "#separator \\x"), line.count >= 15,
        let high = line[13].hexValue, let low = line[14].hexValue
      {
        separator = high << 4 | low
      } else if line.starts(with: "#fields") {
        readNames(line)
        found = true
      }
      start = end + 1
    }
    return found
  }

  private mutating func readNames(_ line: Span<UInt8>) {
    slots = []
    fields = []
    var start = ByteSearch.first(separator, in: line, from: 0, to: line.count) + 1
    while start < line.count, slots.count < 400 {
      var end = ByteSearch.first(separator, in: line, from: start, to: line.count)
      let next = end + 1
      if end > start, line[end - 1] == 0x0D { end -= 1 }
      let name = line.extracting(start..<end)
      var slot = JSONSlot(.ignored)
      for column in ZeekColumns.all where name.equals(Array(column.name.utf8).span) {
        slot = column.slot
      }
      slots.append(slot)
      fields.formUnion(slot.fields)
      start = next
    }
  }
}
