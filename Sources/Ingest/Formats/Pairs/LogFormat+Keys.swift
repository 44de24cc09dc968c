import Traffic

extension LogFormat {
  /// A log of JSON, LTSV or logfmt, some of whose keys the user names.
  ///
  /// - Parameter keys: A field's name and its key each; the names are those of ``keyFields``.
  /// - Returns: `nil`, and the name, for the first field that there is not.
  package static func keys(_ keys: [(field: String, key: String)])
    -> (format: LogFormat?, unknown: String?)
  {
    var chosen: [(key: String, slot: JSONSlot)] = []
    for (field, key) in keys {
      guard let slot = slot(of: field) else { return (nil, field) }
      chosen.append((key, slot))
    }
    let settled = chosen
    let format = LogFormat(
      name: "keys", summary: "--key", fields: FieldSet.all.subtracting(FieldSet(.browserError)),
      shape: .json, samples: []
    ) { lines in reading(lines, settled) }
    return (format, nil)
  }

  /// The fields that can be given a key, beside the canonical ones.
  package static let keyFields = ["time", "duration_ms", "url", "path", "query", "request_line"]

  private static func slot(of field: String) -> JSONSlot? {
    switch field {
    case "time": return JSONSlot(.endTime)
    case "start": return JSONSlot(.startTime)
    case "duration": return JSONSlot(.seconds)
    case "duration_ms": return JSONSlot(.milliseconds)
    case "url": return JSONSlot(.url)
    case "path": return JSONSlot(.path)
    case "query": return JSONSlot(.query)
    case "request_line": return JSONSlot(.requestLine)
    case "status": return JSONSlot(.status)
    case "port": return JSONSlot(.port)
    case "host": return JSONSlot(.authority)
    case "client": return JSONSlot(.client)
    case "protocol": return JSONSlot(.version)
    case "has_cookie": return JSONSlot(.flag, .hasCookie)
    case "has_authorization": return JSONSlot(.flag, .hasAuthorization)
    default:
      guard let field = Field(name: field), field != .browserError else { return nil }
      let isHeader = HeaderSlots.requestFields.union(HeaderSlots.responseFields).contains(field)
      return JSONSlot(isHeader ? .header : .text, field)
    }
  }

  private static func reading(_ lines: [UInt8], _ chosen: [(key: String, slot: JSONSlot)])
    -> LogReading?
  {
    guard let first = lines.first(where: { $0 > 0x20 }) else { return nil }
    var style = PairStyle.json
    if first != 0x7B, first != 0x5B { style = lines.contains(0x09) ? .ltsv : .logfmt }
    var mapping = JSONMapping()
    mapping.style = style
    mapping.traits = .hidesRepeats
    mapping.server = .unknown
    for (key, slot) in chosen {
      // A key with dots may be one key, or one within another.
      mapping.map([Array(key.utf8)], to: slot)
      if style == .json { mapping.map(key, to: slot) }
    }
    let headers = HeaderSlots.requestFields.union(HeaderSlots.responseFields)
    let own = mapping.fields
    if style == .json, let usual = JSONLinesFormat.mapping(of: JSONKeySurvey(lines.span)) {
      for choice in usual.usualChoices where own.isDisjoint(with: choice.slot.fields) {
        mapping.map(choice.path, to: choice.slot)
      }
    }
    mapping.alwaysObservable = mapping.fields.intersection(headers)
    mapping.dashIsAbsent = true
    let parser = JSONLinesFormat(name: "keys", summary: "--key", mapping: mapping)
    return LogReading(format: parser.format, parser: parser)
  }
}
