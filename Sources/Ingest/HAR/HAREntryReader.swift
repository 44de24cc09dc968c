import Traffic

/// Reads the entries of a HAR, one at a time.
struct HAREntryReader {
  /// Where the bytes come from.
  var window: HARWindow
  /// The keys that are read.
  let keys = HARKey.table()
  /// Whether the cursor is inside an entry.
  private(set) var isInEntry = false
  let headers = HARHeaderTable()
  private var list = HARHeaderList()
  /// What it means that something does not stand in an entry.
  var silence = HARSilence()
  /// What the entries read so far were made of.
  var pattern: HARPattern
  /// A value on its way to where it is understood.
  private var scratch: [UInt8] = []

  /// Reads from `window`; what it `learns` of entries only makes it faster.
  init(window: HARWindow, learns: Bool) {
    self.window = window
    pattern = HARPattern(learns: learns)
  }

  /// Reads the object that names the program which wrote the file.
  mutating func readCreator() throws(HARFault) {
    window.cursor += 1
    while let found = try window.member(keys, in: HARKey.Parent.creator) {
      guard HARKey(rawValue: found) == .creatorName, try text() != nil else {
        try window.skipValue()
        continue
      }
      silence.name(HARProducer(name: scratch.span))
    }
  }

  /// Reads the entry whose opening brace is the next byte.
  ///
  /// Nothing of it is left in `batch` when it breaks off.
  mutating func readEntry(into batch: inout Batch) throws(HARFault) {
    let mark = batch.bytes.count
    var entry = HAREntry()
    entry.listsTwice = silence.producer.listsTwice
    isInEntry = true
    do throws(HARFault) {
      window.cursor += 1
      try walk(&entry, &batch.bytes)
    } catch {
      batch.bytes.removeSubrange(mark...)
      throw error
    }
    isInEntry = false
    let position = batch.positionCount
    batch.positionCount += 1
    if entry.showsSecrets { silence.noteSecrets() }
    if silence.hasWorkers { entry.record.traits.insert(.afterWorker) }
    if entry.loadsWorker(batch.bytes) { silence.noteWorker() }
    switch entry.finish(silence, in: batch.bytes) {
    case .exchange(let fault):
      entry.record.position = UInt32(truncatingIfNeeded: position)
      batch.records.append(entry.record)
      if let fault { batch.refusals.add(fault, position: position) }
    case .aside(let kind):
      batch.bytes.removeSubrange(mark...)
      batch.asides.add(kind)
    case .refused(let reason):
      batch.bytes.removeSubrange(mark...)
      batch.refusals.add(reason, position: position)
    }
  }

  mutating func member(_ key: HARKey?, _ entry: inout HAREntry, _ bytes: inout [UInt8])
    throws(HARFault)
  {
    switch key {
    case .request: try object(HARKey.Parent.request, &entry, &bytes)
    case .response: try object(HARKey.Parent.response, &entry, &bytes)
    case .postData: try object(HARKey.Parent.postData, &entry, &bytes)
    case .requestHeaders: try readHeaders(HARKey.Parent.requestHeaders, &entry, &bytes)
    case .responseHeaders: try readHeaders(HARKey.Parent.responseHeaders, &entry, &bytes)
    case .requestCookies, .responseCookies: if try skipList() { entry.noteCookies(of: key) }
    case .none, .log, .entries, .creator, .creatorName: try window.skipValue()
    case .some(let key) where key.isSign:
      meet(key)
      entry.note(key)
      try window.skipValue()
    case .some(let key):
      if key == .resourceType || key == .fetchType { meet(key) }
      guard let isCut = try text() else { return try window.skipValue() }
      entry.take(key, scratch.span, isCut: isCut, into: &bytes)
    }
  }

  /// Notes a member that tells the producer.
  private mutating func meet(_ key: HARKey?) {
    if let key, let producer = HARProducer(key: key) { silence.meet(producer) }
  }

  /// Reads the members of an object inside the entry; the nesting is that of the format.
  private mutating func object(_ parent: UInt16, _ entry: inout HAREntry, _ bytes: inout [UInt8])
    throws(HARFault)
  {
    guard try window.next() == 0x7B else { return try window.skipValue() }
    window.cursor += 1
    while let found = try window.member(keys, in: parent) {
      try member(HARKey(rawValue: found), &entry, &bytes)
    }
  }

  /// Goes past a value.
  ///
  /// - Returns: Whether it is a list with something in it.
  private mutating func skipList() throws(HARFault) -> Bool {
    guard try window.next() == 0x5B else {
      try window.skipValue()
      return false
    }
    window.cursor += 1
    let isEmpty = try window.next() == 0x5D
    try window.skipRest()
    return !isEmpty
  }

  /// Takes the string, number or word at the cursor into the scratch memory.
  ///
  /// - Returns: Whether it was too long and is cut; `nil` where there is an object or a list,
  ///   which stays, or `null`.
  private mutating func text() throws(HARFault) -> Bool? {
    let byte = try window.next()
    // The memory is moved out while bytes of the window are looked at, and back again.
    var scratch: [UInt8] = []
    swap(&scratch, &self.scratch)
    defer { swap(&scratch, &self.scratch) }
    scratch.removeAll(keepingCapacity: true)
    switch byte {
    case 0x7B, 0x5B, 0x2C, 0x7D, 0x5D: return nil
    case 0x22:
      let (text, isCut) = try window.string()
      JSONText.decode(window.bytes.span, from: text.start, to: text.end, into: &scratch)
      if isCut { try window.skipString() }
      return isCut
    default:
      let text = try window.scalar()
      let isNull = window.bytes[text.start] == 0x6E
      if !isNull { scratch.append(window.bytes.span, from: text.start, to: text.end) }
      return false
    }
  }

  /// Reads a message's headers once they are whole in the window.
  mutating func readHeaders(
    _ parent: UInt16, _ entry: inout HAREntry, _ bytes: inout [UInt8]
  ) throws(HARFault) {
    let byte = try window.next()
    guard byte == 0x5B || byte == 0x7B else { return try window.skipValue() }
    var list = HARHeaderList()
    swap(&list, &self.list)
    defer { swap(&list, &self.list) }
    while true {
      let limit = window.cursor + HARWindow.largestList
      let end = min(window.bytes.count, limit)
      switch list.read(window.bytes.span, from: window.cursor, to: end, headers, parent) {
      case .whole(let end):
        entry.setHeaders(list, of: parent, in: window.bytes.span, into: &bytes)
        window.cursor = end
        return
      case .malformed: throw .malformed
      case .cut where end == limit: return try window.skipValue()
      case .cut: guard try window.readOn() else { throw .truncated }
      }
    }
  }
}
