import Traffic

/// A template compiled to steps.
///
/// Each step matches a literal, then takes the bytes up to the next literal as a value. Nothing is
/// allocated a line; escapes are decoded only where a line holds their marker.
struct TemplateProgram: Sendable {
  struct Step: BitwiseCopyable {
    /// The literal that must stand here, in ``literals``.
    var literal: ByteRange
    /// What follows it; ``hasValue`` is false when the line ends with the literal.
    var slot: TemplateSlot
    var hasValue: Bool
    /// The literal that ends the value; empty when the value runs to the line's end.
    var terminator = ByteRange()
    /// The terminator's first eight bytes as one word, and which of its bytes count.
    var word: UInt64 = 0
    var mask: UInt64 = 0
    /// The terminator's first byte, and whether the word holds all of it.
    var delimiter: UInt8 = 0
    var isShort = false
    /// Whether the terminator's quote may stand in the value behind a backslash.
    var checksQuote = false
    /// Whether nothing stands behind its terminator, and its bytes may stand in the value.
    var endsLine = false
    var dashIsNull = true
    var emptyIsNull = false
    var isPadded = false
    /// Which of ``patterns`` reads the value; -1 where the terminator ends it.
    var pattern: Int16 = -1
    /// Whether a value may hold its own terminator.
    var isWeak = false
    /// Whether behind the terminator a status must stand, which tells a weak value's end.
    var wantsStatus = false
    /// After how many bytes the server cuts the value; 0 where it does not.
    var limit: UInt32 = 0
    /// The field, where the value is the bytes of one and no more.
    var field: Field?
  }

  private(set) var steps: [Step]
  private(set) var literals: [UInt8]
  private(set) var patterns: [TimePattern] = []
  /// How the value of each text field is escaped.
  private(set) var escapes: [EscapeStyle]
  /// The byte without which a line needs no decoding; `nil` where several count, or none.
  private(set) var marker: UInt8?
  /// Whether every line is looked at for escapes.
  private(set) var alwaysDecodes = false
  let prototype: Record
  let timeIsEnd: Bool
  let allowsMore: Bool
  let isExchange: Bool
  /// Whether a line without a request tells of none.
  let needsRequest: Bool
  /// The fields of which lines show something that is not so.
  let forgotten: FieldSet
  /// Whether values point into ``constants``.
  let readsConstants: Bool
  /// Whether parts of a value stand apart and are put together at the line's end.
  let usesParts: Bool
  /// Whether its times are put together of parts none of which tells the zone.
  let lacksZone: Bool
  /// Whether a line may be read in more than one way.
  let isWeak: Bool
  /// Whether values may have been cut by the server.
  let hasLimits: Bool
  /// Whether the server cuts headers and URLs at one of a few lengths.
  let cutsRecords: Bool
  /// How many bytes stand before the value of each text field in such a record; -1 where it has
  /// none.
  let recordOverheads: [Int32]
  /// Whether lines may hold what a server put in place of something that was not sent.
  let hasDoubts: Bool
  /// Whether the host is one that the server settled on.
  let hostIsSettled: Bool
  /// Whether the server makes a URL of its own of what was asked for.
  let settlesURLs: Bool
  /// Whether the server logs requests that it refused to read as those of HTTP/1.0.
  let refusesAsOldVersion: Bool
  /// Whether the protocol is a value of its own and no part of a request line.
  let protocolIsOwn: Bool
  /// Whether the format has the method.
  let showsMethod: Bool
  /// Whether the target is a path that stands apart from the request line.
  let targetIsPath: Bool
  /// Whether that path was decoded by the server.
  let pathIsDecoded: Bool

  /// What lines do not spell: it stands once behind the input.
  static let constants = Array("httpsHTTP/0.9HTTP/1.0HTTP/1.1HTTP/2.0HTTP/3.0".utf8)

  /// Compiles `template`, its alternatives left out.
  init(_ source: LogTemplate) {
    let template = source.settled
    let weak = Set(template.weakValues.map(\.pieces.lowerBound))
    var literals: [UInt8] = []
    var steps: [Step] = []
    var escapes = Array(repeating: template.escape, count: Field.textCount)
    var overheads = Array(repeating: Int32(-1), count: Field.textCount)
    var pending = ByteRange()
    let all = template.values
    var values = all[...]
    for (index, piece) in template.pieces.enumerated() {
      if case .literal(let bytes) = piece {
        if pending.isEmpty { pending = ByteRange(offset: literals.count) }
        literals += bytes
        pending.length += UInt32(bytes.count)
      } else if let value = values.first, value.pieces.lowerBound == index {
        values.removeFirst()
        var step = Step(
          literal: pending, slot: TemplateProgram.slot(of: value, among: all), hasValue: true)
        pending = ByteRange()
        let null = value.capture.null ?? template.null
        step.dashIsNull = null != .empty
        step.emptyIsNull = null != .dash
        step.isPadded = value.capture.isPadded
        step.isWeak = weak.contains(index)
        step.limit = UInt32(clamping: value.capture.limit)
        for field in step.slot.fields.fields where field.rawValue >= Field.target.rawValue {
          guard template.cutsRecords, field.isText else { continue }
          overheads[Int(field.rawValue)] =
            field == .target ? 0 : Int32(clamping: value.capture.recordOverhead)
        }
        if case .text(let field) = step.slot, !TemplateProgram.isHeader(field) {
          // A header may be sent empty; a method, a target or an address may not.
          step.emptyIsNull = true
        }
        let escape = value.capture.escape ?? template.escape
        step.checksQuote = escape.quotesWithBackslash
        for field in step.slot.fields.fields where field.isText {
          escapes[Int(field.rawValue)] = escape
        }
        if let pattern = value.capture.pattern {
          step.pattern = Int16(clamping: patterns.count)
          patterns.append(pattern)
        }
        steps.append(step)
      }
    }
    steps.append(Step(literal: pending, slot: .ignored, hasValue: false))
    // Words are loaded past the end of short literals.
    literals += Array(repeating: 0, count: 8)
    for index in steps.indices.dropLast() {
      let terminator = steps[index + 1].literal
      steps[index].terminator = terminator
      steps[index].mask = TemplateProgram.mask(of: Int(terminator.length))
      steps[index].word =
        literals.span.loadWord(at: Int(terminator.offset)) & steps[index].mask
      steps[index].delimiter = literals[Int(terminator.offset)]
      steps[index].isShort = (1...8).contains(terminator.length)
      if steps[index].delimiter != 0x22 { steps[index].checksQuote = false }
      steps[index].endsLine =
        index == steps.count - 2 && terminator.length > 0 && !template.allowsMore
        && steps[index].isWeak && steps[index].pattern < 0
      steps[index].wantsStatus = steps[index].isWeak && steps[index + 1].slot == .status
      if case .text(let field) = steps[index].slot, !steps[index].isPadded,
        steps[index].limit == 0
      {
        steps[index].field = field
      }
    }
    self.steps = steps
    self.literals = literals
    self.escapes = escapes
    let used = steps.flatMap { $0.slot.fields.fields.filter(\.isText) }
    let markers = Set(used.compactMap { escapes[Int($0.rawValue)].marker })
    marker = markers.count == 1 ? markers.first : nil
    alwaysDecodes =
      markers.count > 1 || used.contains { escapes[Int($0.rawValue)] == .widened }
    readsConstants = steps.contains {
      switch $0.slot {
      case .tlsProtocol, .frontend, .version, .secureFlag: true
      default: false
      }
    }
    usesParts = steps.contains {
      switch $0.slot {
      case .time, .query, .headerBlob, .durationPart: true
      default: false
      }
    }
    let times = steps.filter { $0.slot == .time && $0.pattern >= 0 }.map { Int($0.pattern) }
    let writtenTimes = self.patterns
    lacksZone = !times.isEmpty && !times.contains { writtenTimes[$0].tellsZone }
    isWeak = steps.contains(where: \.isWeak)
    hasLimits = template.cutsRecords || steps.contains { $0.limit > 0 }
    cutsRecords = template.cutsRecords
    recordOverheads = overheads
    let slots = steps.map(\.slot)
    hostIsSettled =
      slots.contains(.settledHost) || slots.contains(.virtualHost) || slots.contains(.bareHost)
      || template.settlesURLs && !slots.contains(.host)
    settlesURLs = template.settlesURLs
    refusesAsOldVersion = template.refusesAsOldVersion
    protocolIsOwn = slots.contains(.text(.protocol))
    showsMethod = template.fields.contains(.method)
    targetIsPath = all.contains {
      $0.slot == .path && !LogTemplate.isOutranked(.path, rank: $0.capture.rank, among: all)
    }
    pathIsDecoded = template.decodesPaths && targetIsPath
    hasDoubts =
      hostIsSettled || refusesAsOldVersion && (protocolIsOwn || targetIsPath)
      || slots.contains(.url) || slots.contains(.absoluteRequest) || template.marksUnread
      || template.settlesURLs
    timeIsEnd = template.timeIsEnd
    allowsMore = template.allowsMore
    isExchange = template.isExchange
    needsRequest = template.needsRequest
    forgotten = template.forgotten
    prototype = TemplateProgram.prototype(of: template)
  }

  private static func slot(
    of value: LogTemplate.Value, among values: [LogTemplate.Value]
  ) -> TemplateSlot {
    if LogTemplate.isOutranked(value.slot, rank: value.capture.rank, among: values) {
      return .ignored
    }
    switch value.slot {
    case .path: return .text(.target)
    case .query:
      let hasPath = values.contains {
        $0.slot == .path && !LogTemplate.isOutranked(.path, rank: $0.capture.rank, among: values)
      }
      return hasPath ? .query : .ignored
    default: return value.slot
    }
  }

  private static func isHeader(_ field: Field) -> Bool {
    HeaderSlots.requestFields.union(HeaderSlots.responseFields).contains(field)
  }

  /// The word whose first `count` bytes in memory are all ones.
  static func mask(of count: Int) -> UInt64 {
    let ones = Array(repeating: UInt8(0xFF), count: min(count, 8))
    return (ones + Array(repeating: 0, count: 8 - ones.count)).span.loadWord(at: 0)
  }

  private static func prototype(of template: LogTemplate) -> Record {
    var record = Record()
    var alone = template
    alone.alternatives = []
    record.observable = alone.fields
    // These are known only where the line holds a value that says so.
    record.observable.subtract(FieldSet(.hasAuthorization, .port))
    for value in template.values {
      switch value.slot {
      case .presence(let field): record.observable.insert(field)
      case .headerBlob: record.observable.subtract(value.slot.fields)
      default: break
      }
    }
    record.observable.subtract(template.conditional)
    if template.hidesRepeats { record.traits.insert(.hidesRepeats) }
    return record
  }
}
