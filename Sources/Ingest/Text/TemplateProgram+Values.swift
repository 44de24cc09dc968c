import Traffic

extension TemplateProgram {
  /// Notes the value of a step that shares its field with no other; `false` if the line cannot be
  /// used because of it.
  func takeAlone(
    _ index: Int, _ start: Int, _ end: Int, in bytes: Span<UInt8>, record: inout Record,
    time: inout TimeMemo
  ) -> Bool {
    var parts = LineParts()
    return take(
      steps[index], start, end, in: bytes, record: &record, time: &time, parts: &parts) == nil
  }

  /// Notes the value in `start..<end`; tells what is wrong with it if the line cannot be used
  /// because of it.
  func take(
    _ step: Step, _ start: Int, _ valueEnd: Int, in bytes: Span<UInt8>, record: inout Record,
    time: inout TimeMemo, parts: inout LineParts
  ) -> LineError? {
    var end = valueEnd
    if step.isPadded {
      while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    }
    let place = ByteRange(start, end)
    let value = bytes.extracting(start..<end)
    let isNull =
      start == end
      ? step.emptyIsNull : step.dashIsNull && end == start + 1 && bytes[start] == 0x2D
    switch step.slot {
    case .text(let field):
      if field == .client {
        for index in value.indices where value[index].isBlank { return .notThisFormat }
      }
      if !isNull { record.set(field, place) }
    case .request:
      if !isNull { RequestLine.fill(&record, from: place, in: bytes) }
      if settlesURLs, value.contains(" error:") { parts.isUnread = true }
      // A request line that was cut lacks its protocol.
      if step.limit > 0, value.count >= Int(step.limit), !record.present.contains(.protocol) {
        parts.isCut = true
      }
    case .clfTime:
      guard let instant = time.clf(place, in: bytes) else { return .badTime }
      record.setStart(instant)
      // `…:02 +0000`: a sign stands five bytes before the end.
      if TimeText.lacksSign(value), TimeText.lacksZone(value) {
        record.traits.insert(.zoneMissing)
      }
    case .isoTime:
      guard let instant = TimeText.iso8601(value) else { return .badTime }
      record.setStart(instant)
      if TimeText.lacksZone(value) { record.traits.insert(.zoneMissing) }
    case .epochTime:
      guard let instant = TimeText.epoch(value) else { return .badTime }
      record.setStart(instant)
    case .status:
      // A request that was given up before it had a status is logged as `-`, `000` or `-1`.
      if isNull || value.equals("-1") {
        if !isNull { record.traits.insert(.responseMissing) }
        return nil
      }
      guard value.count == 3 || value.equals("0"), let status = value.decimal else {
        return .badStatus
      }
      if status == 0 { record.traits.insert(.responseMissing) } else { record.setStatus(status) }
    case .duration(let unit):
      if let nanoseconds = TemplateProgram.duration(value, unit) { record.setDuration(nanoseconds) }
    case .host:
      if !isNull {
        // A port that stood in the target's own host is not that of the header.
        record.forget(.port)
        HostText.fill(&record, from: place, in: bytes)
      }
    case .settledHost: if !isNull { HostText.fill(&record, from: place, in: bytes) }
    case .bareHost:
      if value.firstIndex(of: 0x2C) != nil || TemplateProgram.endsInPort(value) {
        return .notThisFormat
      }
      if !isNull, !value.isEmpty { record.set(.host, place) }
    case .virtualHost:
      guard TemplateProgram.endsInPort(value) else { return .notThisFormat }
      HostText.fill(&record, from: place, in: bytes)
      record.forget(.port)
    case .number: return TemplateProgram.isNumber(value) ? nil : .notThisFormat
    default: return takeRare(step, place, isNull, in: bytes, record: &record, parts: &parts)
    }
    return nil
  }

  /// Whether a colon and digits stand at the end, or `-` in their place.
  private static func endsInPort(_ value: Span<UInt8>) -> Bool {
    var start = value.count
    while start > 0, value[start - 1].isDigit || value[start - 1] == 0x2D { start -= 1 }
    return start > 0 && start < value.count && value[start - 1] == 0x3A
  }

  private func takeRare(
    _ step: Step, _ place: ByteRange, _ isNull: Bool, in bytes: Span<UInt8>, record: inout Record,
    parts: inout LineParts
  ) -> LineError? {
    let value = bytes.extracting(place.range)
    switch step.slot {
    case .user:
      // A column too many in front, such as a virtual host, moves the null before it in here.
      if value.starts(with: "- ") { return .notThisFormat }
      // Fastly puts quotes around the null.
      if !isNull, !value.isEmpty, !value.equals("\"-\"") {
        record.setFlag(.hasAuthorization, true)
      }
    case .presence(let field):
      record.setFlag(field, !isNull && !value.isEmpty && !value.equals("0") && !value.equals("-"))
    case .scheme:
      if record.present.contains(.scheme) { return nil }
      // A scheme is never absent: where none stands, the variable was not set.
      if isNull || value.isEmpty { record.forget(.scheme) } else { record.set(.scheme, place) }
    case .secureFlag:
      if !isNull {
        setScheme(isEncrypted: value.equals("1") || value.equalsIgnoringCase("on"), &record)
      }
    case .word:
      for index in value.indices where value[index].isBlank { return .notThisFormat }
      return value.isEmpty && !step.emptyIsNull ? .notThisFormat : nil
    case .tlsProtocol: setScheme(isEncrypted: !isNull && !value.isEmpty, &record)
    case .frontend:
      setScheme(isEncrypted: value.count > 0 && value[value.count - 1] == 0x7E, &record)
    case .forwardedScheme: if !isNull, !value.isEmpty { record.set(.scheme, place) }
    case .givenHost:
      if isNull || value.isEmpty || value[0] == 0x22 { return .notThisFormat }
      HostText.fill(&record, from: place, in: bytes)
    case .absoluteRequest:
      guard isNull || value.isEmpty || value.contains(" http://") else { return .notThisFormat }
      if !isNull { takeAbsolute(place, in: bytes, &record, &parts) }
    case .url:
      if step.limit > 0, value.count >= Int(step.limit) { parts.isCut = true }
      if !isNull { takeURL(place, in: bytes, &record, &parts) }
    case .address:
      guard TemplateProgram.isAddress(value) else { return .notThisFormat }
      record.set(.client, place)
    case .clientPort:
      for index in value.indices where value[index].isBlank { return .notThisFormat }
      if !isNull { takeClient(place, in: bytes, &record) }
    case .portedClient:
      guard TemplateProgram.endsInPort(value), value[0] != 0x2D else { return .notThisFormat }
      takeClient(place, in: bytes, &record)
    case .prefixedVersion:
      if !isNull, !value.isEmpty {
        record.set(.protocol, ByteRange(place.range.lowerBound - 5, place.range.upperBound))
      }
    case .version:
      for index in value.indices where value[index].isBlank { return .notThisFormat }
      takeVersion(value, &record)
    case .unitDuration:
      if let nanoseconds = DurationText.nanoseconds(value) { record.setDuration(nanoseconds) }
    case .query: if !isNull { parts.query = place }
    case .upstream: parts.lacksUpstream = isNull || value.isEmpty
    case .headerBlob: if !isNull { parts.headers = place }
    case .durationPart(let unit):
      if let nanoseconds = TemplateProgram.duration(value, unit) {
        let (sum, over) = parts.duration.addingReportingOverflow(nanoseconds)
        parts.duration = over ? .max : sum
        parts.hasDuration = true
      } else {
        parts.lacksDuration = true
      }
    default: break
    }
    return nil
  }

  /// Points the scheme at `http` or `https`, which stand behind the input.
  private func setScheme(isEncrypted: Bool, _ record: inout Record) {
    guard !record.present.contains(.scheme) else { return }
    record.places[Int(Field.scheme.rawValue)].length = isEncrypted ? 5 : 4
    record.observable.insert(.scheme)
    record.present.insert(.scheme)
  }

  private func takeVersion(_ value: Span<UInt8>, _ record: inout Record) {
    let index: Int
    if value.equals("1.1") {
      index = 2
    } else if value.equals("1.0") {
      index = 1
    } else if value.equals("2") || value.equals("2.0") {
      index = 3
    } else if value.equals("3") || value.equals("3.0") {
      index = 4
    } else if value.equals("0.9") {
      index = 0
    } else {
      return
    }
    // The scheme's place begins the constants.
    record.places[Int(Field.protocol.rawValue)].offset += UInt32(5 + 8 * index)
    record.places[Int(Field.protocol.rawValue)].length = 8
    record.present.insert(.protocol)
  }

  private func takeURL(
    _ place: ByteRange, in bytes: Span<UInt8>, _ record: inout Record, _ parts: inout LineParts
  ) {
    let value = bytes.extracting(place.range)
    // Squid writes `error:…` where it could not read a request, and HAProxy `<BADREQ>`.
    if value.starts(with: "error:") || value.starts(with: "<BADREQ>") {
      parts.isUnread = true
      return
    }
    RequestLine.fillTarget(&record, place, in: bytes)
  }

  /// Takes a request line whose target varnishncsa made by putting `http://` and the Host before it.
  private func takeAbsolute(
    _ place: ByteRange, in bytes: Span<UInt8>, _ record: inout Record, _ parts: inout LineParts
  ) {
    let hadHost = record.present.contains(.host)
    RequestLine.fill(&record, from: place, in: bytes)
    guard let start = VarnishURL.authority(of: bytes.extracting(place.range)) else { return }
    let value = bytes.extracting(place.range.lowerBound + start..<place.range.upperBound)
    parts.authority = ByteRange(
      place.range.lowerBound + start,
      place.range.lowerBound + start + VarnishURL.count(ofAuthority: value))
    let isKnown = VarnishURL.isHost(value)
    // A target without its slash, or with a scheme of its own, runs into the host.
    if !isKnown { record.forget(.target) }
    // What was sent without a Host has this one.
    if !hadHost, !isKnown || value.starts(with: "localhost/") { record.forget(.host) }
  }

  private func takeClient(_ place: ByteRange, in bytes: Span<UInt8>, _ record: inout Record) {
    var start = place.range.lowerBound
    var end = place.range.upperBound
    var colon = end - 1
    while colon > start, bytes[colon].isDigit { colon -= 1 }
    if colon > start, bytes[colon] == 0x3A, colon < end - 1 || colon == end - 1 { end = colon }
    if end - start > 2, bytes[start] == 0x5B, bytes[end - 1] == 0x5D {
      start += 1
      end -= 1
    }
    if end > start { record.set(.client, ByteRange(start, end)) }
  }

  /// Whether the value can be an address of IPv4 or IPv6.
  private static func isAddress(_ value: Span<UInt8>) -> Bool {
    var marks = 0
    for index in value.indices {
      if value[index] == 0x2E || value[index] == 0x3A {
        marks += 1
      } else if value[index].hexValue == nil {
        return false
      }
    }
    return marks >= 2
  }

  /// A duration; `-`, `-1` and the like are none, and HAProxy puts a `+` before one that goes on.
  private static func duration(_ value: Span<UInt8>, _ unit: Int64) -> Int64? {
    guard value.count > 0, value[0] != 0x2D else { return nil }
    return TimeText.decimal(
      value[0] == 0x2B ? value.extracting(1..<value.count) : value, unit: unit)
  }

  /// Whether the value is a number, with a sign or a fraction or not, a lone `-` or nothing.
  private static func isNumber(_ value: Span<UInt8>) -> Bool {
    for index in value.indices {
      let byte = value[index]
      guard byte.isDigit || byte == 0x2E || index == 0 && (byte == 0x2D || byte == 0x2B) else {
        return false
      }
    }
    return true
  }
}
