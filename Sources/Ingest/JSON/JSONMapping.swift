package import Traffic

/// Which keys of a JSON line fill which fields, compiled to a table of bytes.
package struct JSONMapping: Sendable {
  /// What the keys of one name within one object lead to.
  struct Node: Sendable, BitwiseCopyable {
    /// What the value fills.
    var slot: JSONSlot
    /// Whether an object there is walked into.
    var isObject: Bool
    /// Whether a list there holds objects of a name and a value, which stand for its keys.
    var isPairs = false
  }

  /// How deep objects are walked into.
  package static let deepest = 8

  /// The keys by parent; a payload is an index of ``nodes``.
  private(set) var keys = JSONKeyTable()
  /// The nodes; the first is the line's own object.
  private(set) var nodes: [Node] = [Node(slot: JSONSlot(.ignored), isObject: true)]
  /// The fields that a line shows whether or not their key is in it.
  package var alwaysObservable: FieldSet = []
  /// The fields that are taken out of the log, so that a missing key says nothing.
  private(set) var hidden: FieldSet = []
  /// The length at which the producer cuts values, in bytes; 0 where it does not.
  package var cutLength = 0
  /// Whether an empty string stands for a header that was not sent.
  package var emptyIsAbsent = true
  /// Whether `-` stands for a header that was not sent.
  package var dashIsAbsent = false
  /// The keys that were chosen by their names, where they were.
  var usualChoices: [JSONLinesFormat.Choice] = []
  /// How a line's names and values are written.
  package var style = PairStyle.json
  /// Whether headers are written as in a URL, with `%HH`.
  package var decodesPercent = false
  /// Whether values stand in an object that names their type, as OpenTelemetry writes them.
  package var hasTypedValues = false
  /// Whether a line without a status tells of a request that was not seen answered.
  package var statusIsResponse = false
  /// The node whose keys are the names within values of several pairs.
  private(set) var pairNames = JSONKeyMemo.unmapped
  /// What the values of discriminators may begin with, in lower case.
  package var accepted: [[UInt8]] = []
  /// The server that wrote the lines, where their keys are the operator's; `nil` where the format
  /// says all.
  var server: JSONServer?
  /// Whether filters of the log took something out of it.
  var isFiltered: Bool { !hidden.isEmpty }
  /// Whether the host may be a name of the server's own, which stands in where no Host was sent.
  var hostIsAssumed = false
  /// Whether bytes that are no text are printed as `\xHH`, which JSON does not have.
  var decodesHex = false
  /// Whether the time of a request that was not seen answered says nothing.
  var answersTellTime = false
  /// Whether headers may be printed as Node prints them: each byte as a character of Latin-1.
  var mayWiden = false
  /// Whether what a client sent behind a bare line feed is printed as a header of its own.
  var endsHeadersAtLineFeeds = false
  /// Whether targets are written with HAProxy's `#HH`.
  var decodesHash = false
  /// Whether a line without the slot `request` is no exchange.
  package var needsRequest = false
  /// What holds for all the records.
  package var traits: RecordTraits = []
  /// The fields that the mapped keys can fill.
  package private(set) var fields: FieldSet = []

  /// The keys of lists of records, as exporters of clouds and of OpenTelemetry name them.
  static let containers = [
    "records", "resourceSpans", "scopeSpans", "instrumentationLibrarySpans", "spans", "entries",
    "resourceLogs", "scopeLogs", "logRecords", "logEvents",
  ]

  /// Makes a mapping that reads nothing but lists of records.
  package init() {
    for name in JSONMapping.containers { map(name, to: JSONSlot(.container)) }
  }

  /// Maps the key at `path`, whose parts are written with dots between them.
  ///
  /// A path that is mapped already, or deeper than ``deepest``, is left as it is.
  package mutating func map(_ path: String, to slot: JSONSlot) {
    map(path.split(separator: ".").map { Array($0.utf8) }, to: slot)
  }

  /// Maps the key at `path`, part by part; the parts may hold any byte.
  package mutating func map(_ path: [[UInt8]], to slot: JSONSlot) {
    guard !path.isEmpty, path.count <= JSONMapping.deepest, nodes.count < 8_000 else { return }
    var parent: UInt16 = 0
    for (depth, key) in path.enumerated() {
      nodes[Int(parent)].isObject = true
      let isLast = depth == path.count - 1
      if let known = keys.find(key.span, from: 0, to: key.count, in: parent) {
        parent = known
        if isLast, nodes[Int(known)].slot.kind == .ignored { nodes[Int(known)].slot = slot }
        continue
      }
      let next = UInt16(nodes.count)
      nodes.append(Node(slot: isLast ? slot : JSONSlot(.ignored), isObject: false))
      keys.insert(key, in: parent, payload: next)
      parent = next
    }
    fields.formUnion(slot.fields)
  }

  /// Maps the headers of one message, as keys of the object at `path`.
  package mutating func map(
    headers: [(name: String, slot: JSONSlot)], in path: String, object: JSONSlot
  ) {
    let parts = path.split(separator: ".").map { Array($0.utf8) }
    map(parts, to: object)
    for header in headers { map(parts + [Array(header.name.utf8)], to: header.slot) }
  }

  /// Maps the headers of one message, as the names in the list of pairs at `path`.
  package mutating func map(
    pairs headers: [(name: String, slot: JSONSlot)], in path: String, list: JSONSlot
  ) {
    map(headers: headers, in: path, object: list)
    let parts = path.split(separator: ".").map { Array($0.utf8) }
    if let node = node(parts) { nodes[Int(node)].isPairs = true }
  }

  /// The node at `path`, if there is one.
  private func node(_ path: [[UInt8]]) -> UInt16? {
    var parent: UInt16 = 0
    for key in path {
      guard let found = keys.find(key.span, from: 0, to: key.count, in: parent) else { return nil }
      parent = found
    }
    return parent
  }

  /// Whether a discriminator of the value `text` lets the line be an exchange.
  func accepts(_ text: Span<UInt8>) -> Bool {
    for prefix in accepted where text.count >= prefix.count {
      if text.extracting(0..<prefix.count).equalsIgnoringCase(prefix.span) { return true }
    }
    return accepted.isEmpty
  }

  /// Maps `names` as those within the values of keys that hold several pairs.
  mutating func map(pairNames names: [(name: String, slot: JSONSlot)]) {
    guard nodes.count + names.count < 8_000 else { return }
    pairNames = UInt16(nodes.count)
    // A node that no key leads to keeps the names apart from those of the line.
    nodes.append(Node(slot: JSONSlot(.ignored), isObject: true))
    for (name, slot) in names {
      keys.insert(Array(name.utf8), in: pairNames, payload: UInt16(nodes.count))
      nodes.append(Node(slot: slot, isObject: false))
      fields.formUnion(slot.fields)
    }
  }

  /// Notes what all clients send and no line of `sample` has: a filter takes it out of the log.
  mutating func hide(unseenIn sample: Span<UInt8>) {
    var lines = 0
    var start = 0
    while start < sample.count, lines < 10 {
      start = ByteSearch.first(0x0A, in: sample, from: start, to: sample.count) + 1
      lines += 1
    }
    guard lines >= 10 else { return }
    let names: [StaticString] = ["user-agent", "user_agent", "useragent", "\"ua\""]
    if !names.contains(where: { sample.contains($0, ignoringCase: true) }) {
      hidden = FieldSet(.userAgent)
    }
  }
}
