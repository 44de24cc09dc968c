import Traffic

/// Folds paths into routes: what varies from call to call becomes a placeholder.
///
/// The query is dropped; a segment of digits becomes `:id`, a UUID `:uuid`, a long run of hex digits
/// or of mixed letters and digits `:token`.
package struct RouteTemplate: Sendable {
  /// The longest route kept, in bytes; a placeholder may end beyond it.
  package static let limit = 256

  /// The route made last; kept so that its memory is used again.
  package private(set) var bytes: [UInt8] = []

  /// What each byte adds to the counts of its segment.
  private let weights: [UInt64]

  /// Makes a folder of paths.
  package init() {
    bytes.reserveCapacity(RouteTemplate.limit + 16)
    weights = (0...255).map { SegmentCounts.weight(of: UInt8($0)) }
  }

  /// Folds `target`, a path with or without a query, into ``bytes``.
  package mutating func fold(_ target: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    let table = weights
    bytes.append(addingCapacity: RouteTemplate.limit + 16) { route in
      let weights = table.span
      var counts = SegmentCounts()
      var length = 0
      for index in target.indices {
        let byte = target[index]
        if byte == 0x2F {
          RouteTemplate.close(&route, length, counts)
          guard route.count < RouteTemplate.limit else { return }
          route.append(byte)
          counts = SegmentCounts()
          length = 0
        } else if byte == 0x3F || byte == 0x23 {
          break
        } else {
          // What is too long to be kept has said by now what it is.
          guard route.count < RouteTemplate.limit else { break }
          route.append(byte)
          counts.packed &+= weights[Int(byte)]
          length += 1
        }
      }
      RouteTemplate.close(&route, length, counts)
      if route.isEmpty { route.append(0x2F) }
    }
  }

  /// Puts a placeholder in the place of the last `length` bytes, if they vary from call to call.
  @inline(__always)
  private static func close(
    _ route: inout OutputSpan<UInt8>, _ length: Int, _ counts: SegmentCounts
  ) {
    // Names of resources hold no digits, and most segments are such names.
    guard counts.digits > 0 || length >= 16 else { return }
    let placeholder: StaticString
    if counts.digits == length {
      placeholder = ":id"
    } else if length == 36, counts.hyphens == 4, counts.hexadecimal == 32 {
      placeholder = ":uuid"
    } else if length >= 16,
      counts.hexadecimal == length
        || counts.digits >= 4 && counts.digits + counts.letters + counts.hyphens == length
    {
      placeholder = ":token"
    } else {
      return
    }
    route.removeLast(length)
    for index in 0..<placeholder.utf8CodeUnitCount { route.append(placeholder.byte(at: index)) }
  }
}

/// How many bytes of each class a segment holds, sixteen bits a class.
private struct SegmentCounts {
  var packed: UInt64 = 0

  var digits: Int { Int(packed & 0xFFFF) }
  var letters: Int { Int(packed >> 16 & 0xFFFF) }
  var hyphens: Int { Int(packed >> 32 & 0xFFFF) }
  /// Digits and the letters from `a` to `f`.
  var hexadecimal: Int { Int(packed >> 48) }

  /// What `byte` adds.
  static func weight(of byte: UInt8) -> UInt64 {
    var weight: UInt64 = 0
    if byte.isDigit { weight |= 1 }
    if (byte | 0x20) &- 97 < 26 { weight |= 1 << 16 }
    if byte == 0x2D { weight |= 1 << 32 }
    if byte.hexValue != nil { weight |= 1 << 48 }
    return weight
  }
}
