package import Traffic

/// A log of one JSON object a line, whose keys a mapping leads to fields.
package struct JSONLinesFormat: BatchParser {
  /// The format as a person sees it.
  package let format: InputFormat
  /// Which keys fill which fields.
  package let mapping: JSONMapping
  /// Whether lines are read the short way where they can be.
  private var readsPlanned: Bool

  /// Makes a format called `name` of a mapping.
  package init(name: String, summary: String, mapping: JSONMapping, hides: [String] = []) {
    var format = InputFormat(name: name, summary: summary, fields: mapping.fields, unit: .line)
    format.fields.subtract(mapping.hidden)
    format.hides = hides
    if mapping.hostIsAssumed { format.hides.append(LogTemplate.settledHost) }
    if let server = mapping.server {
      format.hides += server.hides
      format.producer = server.name
      // Of keys called as nginx's variables the report names nginx and Apache.
      let isUsual = name == "nginx-json" && (server == .nginx || server == .unknown)
      format.repeatsLoss = isUsual ? "" : server.repeatsLoss
      for choice in mapping.usualChoices {
        format.settled.formUnion(server.settled(choice.slot, JSONAliases.fold(choice.path)))
      }
    } else if mapping.traits.contains(.hidesRepeats) {
      format.repeatsLoss = name == "envoy-json" ? RepeatsLoss.envoy : RepeatsLoss.unknown
    }
    if mapping.hostIsAssumed { format.settled.insert(.host) }
    if mapping.isFiltered { format.settled.insert(.target) }
    self.format = format
    self.mapping = mapping
    readsPlanned = mapping.style == .json
  }

  /// The format that reads every line with care.
  var careful: JSONLinesFormat {
    var format = self
    format.readsPlanned = false
    return format
  }

  /// Makes a record of each line of the batch's bytes.
  ///
  /// Nothing is allocated a line: decoded values are gathered and put behind the bytes at the end.
  package func parse(_ batch: inout Batch) {
    var records = batch.records
    batch.records = []
    var refusals = batch.refusals
    var line = 0
    var decoded: [UInt8] = []
    swap(&decoded, &batch.scratch)
    do {
      let bytes = batch.bytes.span
      var reader = JSONLineReader(bytes, mapping: mapping, decoded: consume decoded)
      var plan = JSONPlan(readsPlanned ? bytes : bytes.extracting(0..<0))
      var start = JSONLinesFormat.startsWithMark(bytes) ? 3 : 0
      while start < bytes.count {
        if readsPlanned, plan.isWorthwhile, let outcome = reader.read(from: start, by: &plan) {
          JSONLinesFormat.keep(outcome, of: &reader, line, from: start, into: &records, &refusals)
          line += 1
          start = reader.lineEnd + 1
          continue
        }
        let (end, isWide, hasControls) = JSONSearch.line(
          in: bytes, from: start, to: bytes.count)
        if end - start < LineReader.lineLimit {
          reader.begin(from: start, to: end)
          reader.isWide = isWide
          var repairs = JSONRepairs()
          if isWide, !UTF8Text.isValid(bytes, from: start, to: end) { repairs.insert(.utf8) }
          if hasControls, mapping.style == .json,
            JSONLinesFormat.holdsControls(bytes, from: start, to: end)
          {
            repairs.insert(.control)
          }
          JSONLinesFormat.read(
            &reader, mapping.style, line, from: start, repairs: repairs, into: &records, &refusals)
        } else {
          refusals.add(.tooLong, position: line)
        }
        line += 1
        start = end + 1
      }
      decoded = reader.decoded
    }
    batch.bytes.append(contentsOf: decoded)
    batch.scratch = decoded
    batch.records = records
    batch.refusals = refusals
    batch.positionCount = line
  }

  private static func read(
    _ reader: inout JSONLineReader, _ style: PairStyle, _ line: Int, from start: Int,
    repairs: JSONRepairs, into records: inout [Record], _ refusals: inout Refusals
  ) {
    var repairs = repairs
    while true {
      switch style == .json ? reader.next() : reader.pairs(style) {
      case .blank:
        if !repairs.isEmpty { repairs.note(in: &refusals, position: line) }
        return
      case .refused(let reason, let offset):
        refusals.add(reason, position: line, column: offset - start + 1)
        if reason == .invalidJSON { return }
      case .record:
        records.append(reader.draft.record)
        records[records.count - 1].position = UInt32(truncatingIfNeeded: line)
        repairs.formUnion(reader.repairs)
        if let fault = reader.draft.fault { refusals.add(fault, position: line) }
      }
    }
  }

  /// Takes in what became of a line that was read the short way.
  @inline(__always)
  private static func keep(
    _ outcome: JSONLineReader.Outcome, of reader: inout JSONLineReader, _ line: Int,
    from start: Int, into records: inout [Record], _ refusals: inout Refusals
  ) {
    switch outcome {
    case .blank: break
    case .refused(let reason, let offset):
      refusals.add(reason, position: line, column: offset - start + 1)
      reader.repairs.formIntersection(.utf8)
    case .record:
      reader.draft.record.position = UInt32(truncatingIfNeeded: line)
      // Copied once: what is appended otherwise is copied on its way.
      if records.count == records.capacity { records.reserveCapacity(2 * records.count + 64) }
      records.append(addingCapacity: 1) { $0.append(reader.draft.record) }
      if let fault = reader.draft.fault { refusals.add(fault, position: line) }
    }
    if !reader.repairs.isEmpty { reader.repairs.note(in: &refusals, position: line) }
  }

  /// Whether control characters stand in `start..<end` that may not stand between values either.
  private static func holdsControls(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      if bytes[index] < 0x20, bytes[index] != 0x0D, bytes[index] != 0x09 { return true }
      index += 1
    }
    return false
  }

  /// Whether the bytes begin with a byte-order mark.
  private static func startsWithMark(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }
}
