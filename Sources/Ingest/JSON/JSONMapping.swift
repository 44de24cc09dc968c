package import Traffic

/// Which keys of a JSON line fill which fields, compiled to a table of bytes.
package struct JSONMapping: Sendable {
  /// What the keys of one name within one object lead to.
  struct Node: Sendable, BitwiseCopyable {
    /// What the value fills.
    var slot: JSONSlot
    /// Whether an object there is walked into.
    var isObject: Bool
  }

  /// How deep objects are walked into.
  package static let deepest = 8

  /// The keys by parent; a payload is an index of ``nodes``.
  private(set) var keys = JSONKeyTable()
  /// The nodes; the first is the line's own object.
  private(set) var nodes: [Node] = [Node(slot: JSONSlot(.ignored), isObject: true)]
  /// The fields that a line shows whether or not their key is in it.
  package var alwaysObservable: FieldSet = []
  /// Whether an empty string stands for a header that was not sent.
  package var emptyIsAbsent = true
  /// Whether `-` stands for a header that was not sent.
  package var dashIsAbsent = false
  /// Whether a line without the slot `request` is no exchange.
  package var needsRequest = false
  /// What holds for all the records.
  package var traits: RecordTraits = []
  /// The fields that the mapped keys can fill.
  package private(set) var fields: FieldSet = []

  /// Makes a mapping that reads nothing.
  package init() {}

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
}
