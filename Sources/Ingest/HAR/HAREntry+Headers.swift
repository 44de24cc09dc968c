import Traffic

extension HAREntry {
  /// Takes a message's headers out of `source`.
  mutating func setHeaders(
    _ list: HARHeaderList, of parent: UInt16, in source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    endHeaders(of: parent, count: list.count, hasOther: list.hasOther)
    let isRequest = parent == HARKey.Parent.requestHeaders
    var again: FieldSet = []
    for hit in list.hits {
      if let field = hit.slot.field, record.present.contains(field) {
        again.insert(field)
      } else {
        take(hit, source, into: &bytes)
      }
    }
    guard !again.isEmpty else { return }
    for raw in 0..<UInt8(Field.textCount) {
      guard let field = Field(rawValue: raw), again.contains(field) else { continue }
      if isRequest, isOneTwice(field, list, source) { continue }
      join(field, list, source, into: &bytes)
    }
  }

  /// Notes how many headers a message has, and whether one of them is not in the table.
  mutating func endHeaders(of parent: UInt16, count: Int, hasOther: Bool) {
    if parent == HARKey.Parent.requestHeaders {
      hasRequestHeaders = true
      if hasOther { record.traits.insert(.ownHeader) }
    } else {
      responseHeaders = count
    }
  }

  /// What a list of headers changes in an entry, as it was before.
  struct Mark: BitwiseCopyable {
    fileprivate var present: FieldSet = []
    fileprivate var observable: FieldSet = []
    fileprivate var traits: RecordTraits = []
    fileprivate var showsSecrets = false
    fileprivate var wasSent = false
    /// How many bytes were kept.
    fileprivate(set) var bytes = 0
  }

  /// What the entry is before a list of headers; `bytes` are kept so far.
  func mark(bytes: Int) -> Mark {
    Mark(
      present: record.present, observable: record.observable, traits: record.traits,
      showsSecrets: showsSecrets, wasSent: wasSent, bytes: bytes)
  }

  /// Makes the entry what it was at `mark`.
  mutating func restore(_ mark: Mark) {
    record.present = mark.present
    record.observable = mark.observable
    record.traits = mark.traits
    showsSecrets = mark.showsSecrets
    wasSent = mark.wasSent
  }

  /// Takes the value of a header.
  mutating func take(
    _ hit: HARHeaderList.Hit, _ source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    switch hit.slot {
    case .field(let field):
      let start = bytes.count
      JSONText.decode(source, from: hit.value.start, to: hit.value.end, into: &bytes)
      record.set(field, ByteRange(start, bytes.count))
    case .flag(let field):
      record.setFlag(field, true)
      noteSecret()
    case .secret:
      noteSecret()
      record.traits.insert(.setsCookie)
    case .network: wasSent = true
    case .upgradeInsecure: record.traits.insert(.navigation)
    case .storageAccess: record.traits.insert(.storageAccess)
    case .trait, .accept, .upgrade: note(hit, source)
    case .own: break
    }
  }

  /// Notes what a header's value says beside the fields.
  private mutating func note(_ hit: HARHeaderList.Hit, _ source: Span<UInt8>) {
    guard hit.value.escaped else {
      note(hit.slot, source.extracting(hit.value.start..<hit.value.end))
      return
    }
    var value: [UInt8] = []
    JSONText.decode(source, from: hit.value.start, to: hit.value.end, into: &value)
    note(hit.slot, value.span)
  }

  private mutating func note(_ slot: HARHeaderSlot, _ value: Span<UInt8>) {
    switch slot {
    case .trait(let header): record.traits.formUnion(header.traits(value))
    case .accept where value.starts(with: "text/html"): record.traits.insert(.navigation)
    case .upgrade where value.contains("websocket", ignoringCase: true):
      record.traits.insert(.webSocket)
    default: break
    }
  }

  /// Whether a request's `field` was sent once and is listed as the page and as the network saw it:
  /// with equal values, and names that differ in case where the producer does not do so for all.
  private func isOneTwice(
    _ field: Field, _ list: HARHeaderList, _ source: Span<UInt8>
  ) -> Bool {
    var first: HARHeaderList.Hit?
    var count = 0
    for hit in list.hits where hit.slot.field == field {
      count += 1
      guard let other = first else {
        first = hit
        continue
      }
      guard JSONText.equal(other.value, hit.value, in: source),
        listsTwice || hit.isCapital != other.isCapital
      else { return false }
    }
    return count == 2
  }

  /// Joins the values of a header that stands on several lines.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  private mutating func join(
    _ field: Field, _ list: HARHeaderList, _ source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    let start = bytes.count
    for hit in list.hits where hit.slot.field == field {
      if bytes.count > start { bytes.append(contentsOf: [0x2C, 0x20]) }
      JSONText.decode(source, from: hit.value.start, to: hit.value.end, into: &bytes)
    }
    record.set(field, ByteRange(start, bytes.count))
    record.repeated.insert(field)
  }
}
