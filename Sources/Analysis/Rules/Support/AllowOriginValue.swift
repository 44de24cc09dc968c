import CORSEngine
import Traffic

/// What rules ask of an Access-Control-Allow-Origin value.
package enum AllowOriginValue {
  /// Why a value equals no Origin, each of which has a rule of its own.
  package enum Fault: Sendable {
    /// One thing several times: a log's or proxy's join of equal lines.
    case repeated
    /// Several things.
    case list
    /// A URL with more than an origin.
    case moreThanOrigin
    /// An origin that no browser spells so.
    case noncanonical
    /// A wildcard inside, or a regular expression.
    case pattern
    /// Quotes, a word of a programming language, a variable's name.
    case placeholder

    /// The fact that an exchange has by it.
    var fact: Facts {
      switch self {
      case .repeated: .originRepeated
      case .list: .originListed
      case .moreThanOrigin: .originWithMore
      case .noncanonical: .originNoncanonical
      case .pattern: .originPattern
      case .placeholder: .originPlaceholder
      }
    }
  }

  /// What is wrong with a value that is neither `*` nor the Origin; `nil` for an origin in good
  /// form.
  static func fault(_ value: Span<UInt8>) -> Fault? {
    let trimmed = value.trimmingBlanks()
    if isPlaceholder(trimmed) { return .placeholder }
    if isOneValueTwice(trimmed) { return .repeated }
    if isList(trimmed) { return .list }
    if trimmed.firstIndex(of: 0x2A) != nil || isExpression(trimmed) { return .pattern }
    if hasMoreThanOrigin(trimmed) { return .moreThanOrigin }
    let origin = Origin(trimmed)
    guard !origin.isCanonical else { return nil }
    switch origin.flaw {
    case .pattern: return .pattern
    case .quoted, .empty, .notAnOrigin: return .placeholder
    case .hasPath, .trailingSlash, .hasUserinfo: return .moreThanOrigin
    default: return trimmed.equalsIgnoringCase("null") ? .placeholder : .noncanonical
    }
  }

  /// Whether the value lists one thing several times.
  static func isOneValueTwice(_ value: Span<UInt8>) -> Bool {
    guard value.firstIndex(of: 0x2C) != nil else { return false }
    var list = HeaderList(value)
    guard let first = list.next(), !first.isEmpty else { return false }
    while let piece = list.next() {
      guard piece.equals(first) else { return false }
    }
    return true
  }

  /// Whether several things are listed, at commas or blanks.
  private static func isList(_ value: Span<UInt8>) -> Bool {
    value.firstIndex(of: 0x2C) != nil || value.firstIndex(of: 0x20) != nil
  }

  /// Whether it is a URL with a path, a query, a fragment or a user.
  private static func hasMoreThanOrigin(_ value: Span<UInt8>) -> Bool {
    guard let parts = URLParts(value) else { return false }
    guard !parts.hasUserinfo else { return true }
    guard parts.pathStart < value.count, !value.equals("file:///") else { return false }
    let next = value[parts.pathStart]
    return next == 0x2F || next == 0x3F || next == 0x23
  }

  /// Whether it is written as a regular expression.
  private static func isExpression(_ value: Span<UInt8>) -> Bool {
    guard value.count > 1 else { return false }
    return value[0] == 0x2F && value[1] != 0x2F || value[0] == 0x5E || value[0] == 0x28
      || value[value.count - 1] == 0x24
  }

  private static func isPlaceholder(_ value: Span<UInt8>) -> Bool {
    guard value.count > 0 else { return true }
    switch value[0] {
    case 0x22, 0x24, 0x27, 0x3C, 0x5B, 0x60, 0x7B: return true
    default: break
    }
    if value.firstIndex(of: 0x22) != nil { return true }
    for mark in marks where value.contains(mark) { return true }
    for word in words where value.equalsIgnoringCase(word) { return true }
    return false
  }

  private static let marks: [StaticString] = ["${", "{{", "%{", "#{", "<%"]

  private static let words: [StaticString] = [
    "undefined", "none", "nil", "nan", "true", "false", "any", "all", "origin", "http_origin",
    "self", "localhost", "default", "yes", "no", "example",
  ]
}
