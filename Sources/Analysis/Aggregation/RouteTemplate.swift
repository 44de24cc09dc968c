import Traffic

/// Folds paths into routes: what varies from call to call becomes a placeholder.
///
/// The query is dropped; a segment of digits becomes `:id`, a UUID `:uuid`, a long run of hex digits
/// or of mixed letters and digits `:token`.
package struct RouteTemplate: Sendable {
  /// The longest route kept, in bytes.
  package static let limit = 256

  /// The route made last; kept so that its memory is used again.
  package private(set) var bytes: [UInt8] = []

  /// Makes a folder of paths.
  package init() { bytes.reserveCapacity(RouteTemplate.limit + 64) }

  /// Folds `target`, a path with or without a query, into ``bytes``.
  package mutating func fold(_ target: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var start = 0
    var end = 0
    while end < target.count, target[end] != 0x3F, target[end] != 0x23 { end += 1 }
    while start < end, bytes.count < RouteTemplate.limit {
      if target[start] == 0x2F {
        bytes.append(0x2F)
        start += 1
        continue
      }
      var segmentEnd = start
      while segmentEnd < end, target[segmentEnd] != 0x2F { segmentEnd += 1 }
      append(target.extracting(start..<segmentEnd))
      start = segmentEnd
    }
    if bytes.isEmpty { bytes.append(0x2F) }
  }

  private mutating func append(_ segment: Span<UInt8>) {
    var digits = 0
    var hexLetters = 0
    var letters = 0
    var hyphens = 0
    for index in segment.indices {
      let byte = segment[index]
      if byte.isDigit {
        digits += 1
      } else if (byte | 0x20) &- 97 < 26 {
        letters += 1
        if (byte | 0x20) &- 97 < 6 { hexLetters += 1 }
      } else if byte == 0x2D {
        hyphens += 1
      }
    }
    let count = segment.count
    let hex = digits + hexLetters
    if digits == count {
      bytes.append(contentsOf: ":id".utf8)
    } else if count == 36, hyphens == 4, hex == 32 {
      bytes.append(contentsOf: ":uuid".utf8)
    } else if count >= 16, hex == count || (digits >= 4 && digits + letters + hyphens == count) {
      bytes.append(contentsOf: ":token".utf8)
    } else {
      let room = RouteTemplate.limit - bytes.count
      bytes.append(segment, count: min(count, max(0, room)))
    }
  }
}
