import Traffic

extension TemplateProgram {
  /// Puts together what stood apart in a line, and decodes what was escaped.
  ///
  /// - Returns: What is wrong with the line, if it cannot be used.
  func complete(
    _ record: inout Record, _ parts: LineParts, in bytes: inout [UInt8]
  ) -> LineError? {
    if parts.time.parts != [] {
      guard let instant = parts.time.instant else { return .badTime }
      record.setStart(instant)
      if lacksZone { record.traits.insert(.zoneMissing) }
    }
    if parts.hasDuration, !parts.lacksDuration { record.setDuration(parts.duration) }
    if !parts.headers.isEmpty { HeaderBlob.fill(&record, from: parts.headers, in: &bytes) }
    if !parts.query.isEmpty, record.present.contains(.target) {
      let path = record.places[Int(Field.target.rawValue)]
      let start = bytes.count
      for index in path.range { bytes.append(bytes[index]) }
      if bytes[Int(parts.query.offset)] != 0x3F { bytes.append(0x3F) }
      for index in parts.query.range { bytes.append(bytes[index]) }
      record.set(.target, ByteRange(start, bytes.count))
    }
    return nil
  }

  /// Takes the escapes out of the record's values.
  func decodeEscapes(of record: inout Record, in bytes: inout [UInt8]) {
    for raw in 0..<Field.textCount where record.places[raw].length > 0 {
      record.places[raw] = escapes[raw].decode(record.places[raw], in: &bytes)
    }
    mendJoinedLines(&record, in: &bytes)
  }

  /// Joins the values of a header that lighttpd logs with the line ends between them.
  ///
  /// It writes `a\r\nVary: b` for a `Vary` that was sent twice.
  private func mendJoinedLines(_ record: inout Record, in bytes: inout [UInt8]) {
    for raw in Int(Field.allowOrigin.rawValue)...Int(Field.resourcePolicy.rawValue) {
      let place = record.places[raw]
      guard place.length > 0, bytes[place.range].contains(0x0D) else { continue }
      let start = bytes.count
      var index = place.range.lowerBound
      let end = place.range.upperBound
      var joined = false
      while index < end {
        if bytes[index] == 0x0D, index + 1 < end, bytes[index + 1] == 0x0A,
          let colon = nameEnd(bytes, from: index + 2, to: end)
        {
          bytes.append(0x2C)
          bytes.append(0x20)
          index = colon
          joined = true
        } else {
          bytes.append(bytes[index])
          index += 1
        }
      }
      guard joined, let field = Field(rawValue: UInt8(raw)) else { continue }
      record.places[raw] = ByteRange(start, bytes.count)
      record.repeated.insert(field)
    }
  }

  /// Where the value of a header line begins that begins at `start`, or `nil` when none does.
  private func nameEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end, bytes[index].isToken { index += 1 }
    guard index > start, index < end, bytes[index] == 0x3A else { return nil }
    index += 1
    while index < end, bytes[index] == 0x20 { index += 1 }
    return index
  }

  /// How many bytes Varnish keeps of a record: one less than its parameter `vsl_reclen`, which is
  /// 255 where nobody set it, or than what fits into its buffer.
  private static let recordLengths: Set<UInt32> = [254, 511, 1023, 2047, 4083, 4095, 8191]

  private func forgetCutRecords(_ record: inout Record) -> Bool {
    var found = false
    for raw in recordOverheads.indices where recordOverheads[raw] >= 0 {
      guard let field = Field(rawValue: UInt8(raw)), record.present.contains(field) else {
        continue
      }
      let length = record.places[raw].length + UInt32(recordOverheads[raw])
      guard TemplateProgram.recordLengths.contains(length) else { continue }
      record.forget(field)
      found = true
    }
    return found
  }

  /// Forgets the values that reached the length at which the server cuts them.
  ///
  /// - Returns: Whether there was one.
  func forgetCut(_ record: inout Record, _ parts: LineParts) -> Bool {
    var found = parts.isCut
    if parts.isCut {
      record.forget(.target)
      record.forget(.protocol)
    }
    if cutsRecords, forgetCutRecords(&record) { found = true }
    for step in steps where step.limit > 0 && step.slot != .request && step.slot != .url {
      for field in step.slot.fields.fields where field.isText && record.present.contains(field) {
        guard record.places[Int(field.rawValue)].length >= step.limit else { continue }
        record.forget(field)
        found = true
      }
    }
    return found
  }
}
