import Analysis
import CORSEngine
import Reports
import Traffic

/// Writes exchanges as JSON lines with the canonical keys.
struct ExchangeWriter {
  private var json = JSONWriter()
  private var cleaned: [UInt8] = []
  private let sources: [String]
  private let settled: [FieldSet]
  private let showsSecrets: Bool
  private let anonymizes: Bool
  private let names: [String]

  /// Makes a writer for inputs with the given names; one that `anonymizes` writes of clients'
  /// addresses the network alone; `settled` are the fields of each in which a server's own words
  /// may stand.
  init(
    sources: [String], settled: [FieldSet] = [], showsSecrets: Bool, anonymizes: Bool = false
  ) {
    self.anonymizes = anonymizes
    self.sources = sources
    self.settled = settled
    self.showsSecrets = showsSecrets
    names = Field.allCases.map(\.name)
  }

  /// What was written and not yet taken away.
  var bytes: [UInt8] { json.bytes }

  /// Takes away what was written.
  mutating func removeAll() { json.removeAll() }

  /// Writes the exchanges of a batch that were not filtered out, at most `limit`.
  mutating func write(_ batch: borrowing Batch, _ judgements: [Judgement?], limit: inout Int) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    let own = batch.own
    for index in own where limit > 0 {
      guard let judgement = judgements[index - own.lowerBound] else { continue }
      limit -= 1
      let exchange = ExchangeView(bytes: bytes, records: records, index: index)
      let number = batch.firstPosition + Int(exchange.record.position)
      write(exchange, judgement, source: batch.source, position: number)
    }
  }

  private mutating func write(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement, source: Int, position: Int
  ) {
    json.beginObject()
    json.key("source")
    json.string(sources[source])
    json.key("position")
    json.number(position)
    for field in Field.allCases where exchange.observes(field) {
      json.key(names[Int(field.rawValue)])
      write(field, exchange)
    }
    json.key("repeated")
    json.beginArray()
    for field in exchange.repeated.fields { json.string(names[Int(field.rawValue)]) }
    json.endArray()
    writeSettled(source < settled.count ? settled[source] : [], exchange)
    write(judgement)
    writeJoin(judgement, position: position)
    writeProfiles(exchange, judgement)
    json.endObject()
    json.newline()
  }

  /// Writes in which fields may stand what the server made of what was sent, and whether the time
  /// of the end stands for that of the beginning.
  private mutating func writeSettled(_ fields: FieldSet, _ exchange: borrowing ExchangeView) {
    var fields = fields.intersection(exchange.record.present)
    if exchange.record.traits.contains(.startIsEnd) { fields.insert(.start) }
    guard !fields.isEmpty else { return }
    json.key("settled")
    json.beginArray()
    for field in fields.fields { json.string(names[Int(field.rawValue)]) }
    json.endArray()
  }

  private mutating func write(_ field: Field, _ exchange: borrowing ExchangeView) {
    let record = exchange.record
    switch field {
    case .hasCookie, .hasAuthorization: json.bool(exchange.has(field))
    case _ where !exchange.has(field): json.null()
    case .client where anonymizes:
      json.string(ClientMask.network(String(decodingUTF8: exchange.bytes(field))))
    case .start: json.number(record.start.seconds)
    case .duration: json.number(Double(record.duration) / 1_000_000_000)
    case .port: json.number(Int(record.port))
    case .status: json.number(Int(record.status))
    case .host, .server: writeText(exchange.bytes(field), masks: false)
    default: writeText(exchange.bytes(field), masks: anonymizes)
    }
  }

  private mutating func writeText(_ value: Span<UInt8>, masks: Bool) {
    if masks {
      json.string(
        ClientMask.mask(showsSecrets ? String(decodingUTF8: value) : Redaction.text(value)))
      return
    }
    if showsSecrets {
      json.string(utf8: value)
      return
    }
    // Taken out and put back: the writer must not change while its own bytes are borrowed.
    var cleaned: [UInt8] = []
    swap(&cleaned, &self.cleaned)
    cleaned.removeAll(keepingCapacity: true)
    Redaction.redact(value, into: &cleaned)
    json.string(utf8: cleaned.span)
    swap(&cleaned, &self.cleaned)
  }

  /// What the entries of a recording that belong together say of one another.
  private mutating func writeJoin(_ judgement: Judgement, position: Int) {
    if judgement.needsPreflight == true {
      json.key("needs_preflight")
      json.bool(true)
    }
    if judgement.joined != 0 {
      json.key("joined")
      json.number(position + Int(judgement.joined))
    }
    if let aside = judgement.aside {
      json.key("aside")
      json.string(aside.name)
    }
    if let browser = judgement.browser {
      json.key("browser_outcome")
      json.string(browser.name)
    }
  }

  private mutating func write(_ judgement: Judgement) {
    json.key("kind")
    json.string(judgement.kind.name)
    json.key("outcome")
    json.string(judgement.outcome.name)
    json.key("phase")
    if let phase = judgement.phase { json.string(phase.name) } else { json.null() }
    json.key("reason")
    if let reason = judgement.reason { json.string(reason.id) } else { json.null() }
    json.key("detail")
    if judgement.detail == .none { json.null() } else { json.string(judgement.detail.id) }
    json.key("failed")
    json.beginArray()
    for reason in judgement.failed.members { json.string(reason.id) }
    json.endArray()
    if judgement.outcome == .conditional {
      json.key("condition")
      json.string("credentials-mode")
    }
    json.key("confidence")
    json.string(judgement.confidence.name)
    json.key("basis")
    json.beginArray()
    for name in judgement.basis.names { json.string(name) }
    json.endArray()
    json.key("missing")
    json.beginArray()
    for field in judgement.missing.fields { json.string(names[Int(field.rawValue)]) }
    json.endArray()
  }

  /// What the standard and each engine make of a CORS exchange.
  private mutating func writeProfiles(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement
  ) {
    json.key("profiles")
    json.beginObject()
    if judgement.kind == .cors || judgement.kind == .preflight {
      for profile in BrowserProfile.allCases {
        json.key(profile.name)
        json.string(Judge.outcome(of: exchange, judgement, by: profile).name)
      }
    }
    json.endObject()
  }
}
