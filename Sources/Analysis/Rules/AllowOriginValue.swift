import CORSEngine
import Traffic

/// What rules ask of an Access-Control-Allow-Origin value.
enum AllowOriginValue {
  /// Whether the value lists one thing several times: a log's or proxy's join of equal lines.
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
  static func isList(_ value: Span<UInt8>) -> Bool {
    let trimmed = value.trimmingBlanks()
    return trimmed.firstIndex(of: 0x2C) != nil || trimmed.firstIndex(of: 0x20) != nil
  }

  /// Whether it is a URL with more than an origin.
  static func hasMoreThanOrigin(_ value: Span<UInt8>) -> Bool {
    let trimmed = value.trimmingBlanks()
    guard !isList(trimmed), let parts = URLParts(trimmed) else { return false }
    guard !parts.hasUserinfo else { return true }
    guard parts.pathStart < trimmed.count else { return false }
    let next = trimmed[parts.pathStart]
    return next == 0x2F || next == 0x3F || next == 0x23
  }
}
