/// A page with places for values: as much of Mustache as the report's page needs.
///
/// `{{name}}` is a value, escaped; `{{{name}}}` one that is HTML already; `{{#name}}…{{/name}}`
/// stands for each element of a list, or once for anything but `false`; `{{^name}}…{{/name}}`
/// stands where there is no such value, an empty list or `false`; `{{.}}` is the element itself. A
/// name is looked up from the innermost section outwards. A section's tag that has a line to itself
/// takes the line away with it.
///
/// The libraries for this bring all of Foundation along, which every run would load for the sake of
/// a page that few ask for.
///
/// - SeeAlso: https://mustache.github.io/mustache.5.html
package struct HTMLTemplate: Sendable {
  private enum Part: Sendable {
    case text(String)
    case value(name: String, isRaw: Bool)
    case section(Section)
  }

  private struct Section: Sendable {
    var name: String
    var isInverted: Bool
    var parts: [Part] = []
  }

  private let parts: [Part]

  /// Reads a template, whose sections must be closed in order.
  package init(_ text: String) {
    let bytes = Array(text.utf8)
    var open = [Section(name: "", isInverted: false)]
    var cursor = 0
    while let tag = Tag(in: bytes, from: cursor) {
      let isAlone = tag.isSection && HTMLTemplate.isAlone(tag, in: bytes)
      let end = isAlone ? HTMLTemplate.lineStart(tag.start, in: bytes) : tag.start
      HTMLTemplate.add(bytes[cursor..<max(cursor, end)], to: &open[open.count - 1])
      cursor = isAlone ? HTMLTemplate.lineEnd(tag.end, in: bytes) : tag.end
      switch tag.kind {
      case .value, .rawValue:
        open[open.count - 1].parts.append(.value(name: tag.name, isRaw: tag.kind == .rawValue))
      case .section, .inverted:
        open.append(Section(name: tag.name, isInverted: tag.kind == .inverted))
      case .close:
        let closed = open.removeLast()
        precondition(closed.name == tag.name && !open.isEmpty, "unbalanced section \(tag.name)")
        open[open.count - 1].parts.append(.section(closed))
      }
    }
    precondition(open.count == 1, "open section \(open[open.count - 1].name)")
    HTMLTemplate.add(bytes[cursor...], to: &open[0])
    parts = open[0].parts
  }

  /// The template with `values` in their places.
  package func render(_ values: [String: Any]) -> String {
    var output = ""
    HTMLTemplate.write(parts, [values], to: &output)
    return output
  }

  private static func write(_ parts: [Part], _ context: [Any], to output: inout String) {
    for part in parts {
      switch part {
      case .text(let text): output += text
      case .value(let name, let isRaw):
        guard let value = value(of: name, in: context) else { continue }
        let text = value as? String ?? "\(value)"
        output += isRaw ? text : HTMLText.escaped(text)
      case .section(let section): write(section, context, to: &output)
      }
    }
  }

  private static func write(_ section: Section, _ context: [Any], to output: inout String) {
    let value = value(of: section.name, in: context)
    let elements: [Any]
    if let list = value as? [Any] {
      elements = list
    } else if let value, value as? Bool != false {
      elements = [value]
    } else {
      elements = []
    }
    if section.isInverted {
      if elements.isEmpty { write(section.parts, context, to: &output) }
      return
    }
    for element in elements { write(section.parts, context + [element], to: &output) }
  }

  private static func value(of name: String, in context: [Any]) -> Any? {
    if name == "." { return context.last }
    for element in context.reversed() {
      if let values = element as? [String: Any], let value = values[name] { return value }
    }
    return nil
  }

  private static func add(_ text: ArraySlice<UInt8>, to section: inout Section) {
    if !text.isEmpty { section.parts.append(.text(String(decoding: text, as: UTF8.self))) }
  }

  /// Whether there is nothing but blanks beside `tag` on its line.
  private static func isAlone(_ tag: Tag, in bytes: [UInt8]) -> Bool {
    let start = lineStart(tag.start, in: bytes)
    let end = lineEnd(tag.end, in: bytes)
    return (start == 0 || bytes[start - 1] == 0x0A)
      && (end == bytes.count || bytes[end - 1] == 0x0A)
  }

  /// Where the blanks before `index` begin.
  private static func lineStart(_ index: Int, in bytes: [UInt8]) -> Int {
    var start = index
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return start
  }

  /// Where the blanks from `index` on end, the line's end included.
  private static func lineEnd(_ index: Int, in bytes: [UInt8]) -> Int {
    var end = index
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    return end < bytes.count && bytes[end] == 0x0A ? end + 1 : end
  }

  /// A tag between its braces.
  private struct Tag {
    enum Kind { case value, rawValue, section, inverted, close }

    var kind = Kind.value
    var name = ""
    var start = 0
    var end = 0

    var isSection: Bool { kind == .section || kind == .inverted || kind == .close }

    /// Finds the next tag from `cursor` on.
    init?(in bytes: [UInt8], from cursor: Int) {
      start = cursor
      while start + 1 < bytes.count, bytes[start] != 0x7B || bytes[start + 1] != 0x7B { start += 1 }
      guard start + 2 < bytes.count else { return nil }
      var first = start + 3
      switch bytes[start + 2] {
      case 0x7B: kind = .rawValue
      case 0x23: kind = .section
      case 0x5E: kind = .inverted
      case 0x2F: kind = .close
      default: first = start + 2
      }
      var last = first
      while last < bytes.count, bytes[last] != 0x7D { last += 1 }
      name = String(decoding: bytes[first..<last], as: UTF8.self)
      end = min(last + (kind == .rawValue ? 3 : 2), bytes.count)
    }
  }
}
