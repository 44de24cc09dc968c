/// Writes JSON into one growing array of bytes, value by value.
///
/// Commas, colons and line breaks come by themselves. It does not check that keys and values
/// alternate: that is the caller's duty. No value allocates once ``bytes`` has grown; take the
/// bytes out and call ``removeAll()`` to write the next ones into the same memory.
///
/// - SeeAlso: RFC 8259.
package struct JSONWriter: Sendable {
  /// What has been written, in UTF-8.
  package internal(set) var bytes: [UInt8] = []

  private let pretty: Bool
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  /// Makes an empty writer; a pretty one breaks lines and indents by two spaces.
  package init(pretty: Bool = false) { self.pretty = pretty }

  /// Forgets what has been written and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    depth = 0
    needsComma = false
    followsKey = false
  }

  /// Opens an object.
  package mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the innermost object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array.
  package mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the innermost array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a member's key; its value is to follow.
  package mutating func key(_ name: String) {
    separate()
    appendQuoted(name.utf8.span)
    bytes.append(UInt8(ascii: ":"))
    if pretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  /// Writes a string.
  package mutating func string(_ text: String) { string(utf8: text.utf8.span) }

  /// Writes bytes as a string; what is not UTF-8 becomes U+FFFD.
  package mutating func string(utf8 text: Span<UInt8>) {
    separate()
    appendQuoted(text)
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func number(_ value: Int) {
    separate()
    appendInteger(value)
    needsComma = true
  }

  /// Writes a number, rounded to at most `decimals` places; `null` where it is not finite.
  ///
  /// Zeros at the end are left out, and there is no exponent below 9e18.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - decimals: The places behind the point, 0 to 15; 6 give times to the microsecond.
  package mutating func number(_ value: Double, decimals: Int = 6) {
    separate()
    appendDecimal(value, decimals: decimals)
    needsComma = true
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  /// Writes `null`.
  package mutating func null() { word("null") }

  /// Ends a line between two documents, as JSON Lines needs it, or after the last.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
    followsKey = false
  }

  private mutating func word(_ literal: String) {
    separate()
    append(literal.utf8.span, 0, literal.utf8.count)
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    depth = max(0, depth - 1)
    // An empty container stays on its line.
    if pretty, needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
    followsKey = false
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
    if pretty, depth > 0 { breakLine() }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }
}
