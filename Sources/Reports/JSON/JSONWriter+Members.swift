/// Whole members and containers: shorthand for documents that are not in a hurry.
extension JSONWriter {
  /// Writes an object whose members `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    beginObject()
    body(&self)
    endObject()
  }

  /// Writes an array with what `body` writes of each element.
  package mutating func array<Element>(
    _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    beginArray()
    for element in elements { body(&self, element) }
    endArray()
  }

  /// Writes a member that is a string, `null` for `nil`.
  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Writes a member that is a whole number, `null` for `nil`.
  package mutating func member(_ name: String, _ value: Int?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  /// Writes a member that is a time or a duration in seconds, `null` for `nil`.
  package mutating func member(_ name: String, _ seconds: Double?) {
    key(name)
    if let seconds { number(seconds) } else { null() }
  }

  /// Writes a member that is a share of 0 to 1, to nine places, `null` for `nil`.
  package mutating func member(_ name: String, share: Double?) {
    key(name)
    if let share { number(share, decimals: 9) } else { null() }
  }

  /// Writes a member that is an object of counts.
  package mutating func counts(_ name: String, _ values: [(name: String, count: Int)]) {
    key(name)
    object { writer in
      for value in values { writer.member(value.name, value.count) }
    }
  }
}
