package import Traffic

/// Reads the exchanges of a HAR of any size in little memory.
///
/// Bodies and all else that no field needs are passed over unread. A file that is wrapped in a
/// call, holds several HARs, or breaks off is read as far as it goes.
///
/// - SeeAlso: http://www.softwareishard.com/blog/har-12-spec/
package struct HARIngestor: Ingestor {
  /// What a HAR is, and what it can show.
  package static let inputFormat = InputFormat(
    name: "har", summary: "HTTP archive, as browsers and proxies export it",
    fields: FieldSet(Field.allCases.filter { $0 != .client }), unit: .entry)

  /// How many entries a batch holds at most, those beside its own not counted.
  static let entryLimit = 768
  /// How many kept bytes complete a batch.
  static let byteLimit = 1 << 20

  /// The format, with what is known of its producer so far.
  package var format: InputFormat {
    var format = HARIngestor.inputFormat
    let silence = reader.silence
    format.producer = silence.producer.name
    format.hides = silence.hides
    format.hidesPreflights = silence.producer.hidesPreflights
    format.hidesFailures = silence.producer.hidesFailures
    format.isOneClient = !silence.producer.isProxy
    return format
  }

  package let parser: any BatchParser = CompleteBatch()

  /// What is open around the cursor.
  private enum Level { case array, file, log, entries }

  private var reader: HAREntryReader
  private var margin = HARMargin()
  private var levels: [Level] = []
  private var entries = 0
  private var hasLog = false
  private var isDone = false

  /// Reads the HAR that `stream` holds.
  package init(stream: any ByteStream) { self.init(stream: stream, chunk: 64 << 10) }

  /// The same, reading `chunk` bytes at a time, and without learning how entries are written if
  /// it is not to, which gives the same and takes longer.
  package init(stream: any ByteStream, chunk: Int, learns: Bool = true) {
    reader = HAREntryReader(window: HARWindow(stream: stream, chunk: chunk), learns: learns)
    levels.reserveCapacity(8)
  }

  /// Whether `head`, an input's first bytes, looks like a HAR's: an object with a `log`.
  package static func recognises(_ head: Span<UInt8>) -> Bool {
    let text = head.extracting(first: 4096)
    guard let brace = text.firstIndex(of: 0x7B), brace < 512 else { return false }
    var scanner = JSONScanner(text, from: brace + 1, to: text.count)
    var name: [UInt8] = []
    while key(&scanner, into: &name) {
      let isObject = scanner.peek() == 0x7B
      let isList = scanner.peek() == 0x5B
      // A list in its place is a broken HAR: no log of lines has that.
      if isList, name.span.equals("log") { return true }
      // Some leave the outermost object out.
      if isList, name.span.equals("entries") { return text.contains("\"startedDateTime\"") }
      if isObject, name.span.equals("log") {
        scanner.cursor += 1
        return hasMember(&scanner) || text.contains("\"entries\"") || text.contains("\"pages\"")
      }
      guard scanner.skipValue(), scanner.peek() == 0x2C else { return false }
      scanner.cursor += 1
    }
    return false
  }

  /// Takes the next key and goes past its colon.
  private static func key(_ scanner: inout JSONScanner, into name: inout [UInt8]) -> Bool {
    guard scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else {
      return false
    }
    scanner.cursor += 1
    name.removeAll(keepingCapacity: true)
    JSONText.decode(scanner.bytes, from: key.start, to: key.end, into: &name)
    return true
  }

  /// Whether a member that a HAR's log has is among those that follow.
  private static func hasMember(_ scanner: inout JSONScanner) -> Bool {
    var name: [UInt8] = []
    while key(&scanner, into: &name) {
      let key = name.span
      if key.equals("version") || key.equals("creator") || key.equals("entries")
        || key.equals("pages")
      {
        return true
      }
      guard scanner.skipValue(), scanner.peek() == 0x2C else { return false }
      scanner.cursor += 1
    }
    return false
  }

  package mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
    guard !isDone else { return false }
    margin.begin(&batch)
    let start = reader.window.offset
    defer { batch.skippedCount = reader.window.offset - start }
    do throws(HARFault) {
      while batch.positionCount < HARIngestor.entryLimit,
        batch.bytes.count < HARIngestor.byteLimit, !isDone
      {
        isDone = try !step(&batch)
      }
      let own = (records: batch.records.count, positions: batch.positionCount)
      let bytes = batch.bytes.count
      while !isDone, batch.records.count - own.records < HARMargin.records,
        batch.bytes.count - bytes < HARMargin.bytes
      {
        isDone = try !step(&batch)
      }
      if !isDone { margin.end(&batch, records: own.records, positions: own.positions) }
    } catch {
      isDone = true
      throw describe(error)
    }
    guard isDone, entries == 0, !hasLog else { return !isDone || batch.positionCount > 0 }
    throw IngestError("this is no HAR: it has no log", mend: "export it again as HAR")
  }

  private func describe(_ fault: HARFault) -> IngestError {
    let place = reader.isInEntry ? "in the middle of entry \(entries)" : "after entry \(entries)"
    switch fault {
    case .stream(let error): return error
    case .truncated:
      return IngestError(
        "the HAR ends \(place), at byte \(reader.window.end)",
        mend: "export or copy it again; what came before was read")
    case .malformed:
      return IngestError(
        "the HAR is no JSON \(place), at byte \(reader.window.offset)",
        mend: "export it again; what came before was read")
    }
  }

  /// Does the next thing at the cursor.
  ///
  /// - Returns: `false` at the end of the file.
  private mutating func step(_ batch: inout Batch) throws(HARFault) -> Bool {
    guard let level = levels.last else { return try enterFile() }
    switch level {
    case .array: try enterElement()
    case .file, .log: try member(of: level)
    case .entries: try entry(&batch)
    }
    return true
  }

  /// Goes to the next document; what stands around it (a mark, a call, comments) is passed over.
  private mutating func enterFile() throws(HARFault) -> Bool {
    guard let byte = try reader.window.peek() else { return false }
    reader.window.cursor += 1
    if byte == 0x7B { levels.append(.file) }
    if byte == 0x5B { levels.append(.array) }
    return true
  }

  private mutating func enterElement() throws(HARFault) {
    switch try reader.window.next() {
    case 0x2C: reader.window.cursor += 1
    case 0x5D:
      reader.window.cursor += 1
      levels.removeLast()
    case 0x7B:
      reader.window.cursor += 1
      levels.append(.file)
    case 0x7D: throw .malformed
    default: try reader.window.skipValue()
    }
  }

  private mutating func member(of level: Level) throws(HARFault) {
    let parent = level == .file ? HARKey.Parent.file : HARKey.Parent.log
    guard let found = try reader.window.member(reader.keys, in: parent) else {
      levels.removeLast()
      return
    }
    let byte = try reader.window.next()
    switch HARKey(rawValue: found) {
    case .log where byte == 0x7B:
      hasLog = true
      reader.window.cursor += 1
      levels.append(.log)
    case .entries where byte == 0x5B:
      reader.window.cursor += 1
      levels.append(.entries)
    case .creator where byte == 0x7B: try reader.readCreator()
    default: try reader.window.skipValue()
    }
  }

  private mutating func entry(_ batch: inout Batch) throws(HARFault) {
    switch try reader.window.next() {
    case 0x2C: reader.window.cursor += 1
    case 0x5D:
      reader.window.cursor += 1
      levels.removeLast()
    case 0x7B:
      entries += 1
      let (count, start) = (batch.records.count, batch.bytes.count)
      try reader.readEntry(into: &batch)
      if batch.records.count > count { margin.note(start: start) }
    case 0x7D: throw .malformed
    default:
      entries += 1
      batch.refusals.add(.missingField, position: batch.positionCount)
      batch.positionCount += 1
      try reader.window.skipValue()
    }
  }
}
