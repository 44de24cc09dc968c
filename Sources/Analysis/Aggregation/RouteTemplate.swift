import Traffic

/// Folds paths into routes: what varies from call to call becomes a placeholder.
///
/// The query is dropped; a segment of digits becomes `:id`, a UUID `:uuid`, a long run of hex digits
/// or of mixed letters and digits `:token`.
package struct RouteTemplate: Sendable {
  /// How many bytes of a path are looked at.
  package static let limit = 256
  /// The longest route that so many bytes can make: `/1` becomes `/:id`.
  private static let longest = limit * 2 + 16

  /// The route made last; kept so that its memory is used again.
  package private(set) var bytes: [UInt8] = []

  /// What each byte adds to the counts of its segment.
  private let weights: [UInt64]
  private let kinds: [ByteKind]

  /// Makes a folder of paths.
  package init() {
    bytes.reserveCapacity(RouteTemplate.longest)
    weights = (0...255).map { SegmentCounts.weight(of: UInt8($0)) }
    kinds = (0...255).map { ByteKind(UInt8($0)) }
  }

  /// Folds `target`, a path with or without a query, into ``bytes``.
  package mutating func fold(_ target: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    let table = weights
    bytes.append(addingCapacity: RouteTemplate.longest) { route in
      let weights = table.span
      var counts = SegmentCounts()
      var length = 0
      for index in 0..<min(target.count, RouteTemplate.limit) {
        let byte = target[index]
        if byte == 0x3F || byte == 0x23 { break }
        if byte == 0x2F {
          RouteTemplate.close(&route, length, counts)
          counts = SegmentCounts()
          length = 0
        } else {
          counts.packed &+= weights[Int(byte)]
          length += 1
        }
        route.append(byte)
      }
      RouteTemplate.close(&route, length, counts)
      if route.isEmpty { route.append(0x2F) }
    }
  }

  /// The hash of what ``fold(_:)`` makes of `target`, without making it.
  package func hash(_ target: Span<UInt8>, seed: UInt64) -> UInt64 {
    let kinds = kinds.span
    let end = min(target.count, RouteTemplate.limit)
    var hash = RouteTemplate.basis
    var start = 0
    var index = 0
    while true {
      let atSegment = hash
      // Names of resources hold no digits, and most segments are such names.
      var kind = ByteKind.plain
      while index < end {
        let byte = target[index]
        let next = kinds[Int(byte)]
        if next.rawValue >= ByteKind.slash.rawValue { break }
        if next == .digit { kind = .digit }
        hash = RouteTemplate.step(hash, UInt64(byte))
        index += 1
      }
      if kind == .digit || index - start >= 16,
        let placeholder = counts(target, start..<index).placeholder(index - start)
      {
        hash = RouteTemplate.step(atSegment, 0x100 + UInt64(placeholder.rawValue))
      }
      guard index < end, target[index] == 0x2F else { break }
      hash = RouteTemplate.step(hash, 0x2F)
      index += 1
      start = index
    }
    if hash == RouteTemplate.basis { hash = RouteTemplate.step(hash, 0x2F) }
    return (hash ^ seed).mixed
  }

  private func counts(_ target: Span<UInt8>, _ segment: Range<Int>) -> SegmentCounts {
    let weights = weights.span
    var counts = SegmentCounts()
    for index in segment { counts.packed &+= weights[Int(target[index])] }
    return counts
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func step(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    (hash ^ value) &* 0x9E37_79B9_7F4A_7C15 &+ hash >> 29
  }

  /// Puts a placeholder in the place of the last `length` bytes, if they vary from call to call.
  @inline(__always)
  private static func close(
    _ route: inout OutputSpan<UInt8>, _ length: Int, _ counts: SegmentCounts
  ) {
    // Names of resources hold no digits, and most segments are such names.
    guard counts.digits > 0 || length >= 16, let kind = counts.placeholder(length) else { return }
    let text = kind.text
    route.removeLast(length)
    for index in 0..<text.utf8CodeUnitCount { route.append(text.byte(at: index)) }
  }
}

/// What a byte means for the segment that it stands in.
private enum ByteKind: UInt8 {
  case plain, digit
  /// Ends the segment, and begins another.
  case slash
  /// Ends the path.
  case end

  init(_ byte: UInt8) {
    switch byte {
    case 0x2F: self = .slash
    case 0x3F, 0x23: self = .end
    default: self = byte.isDigit ? .digit : .plain
    }
  }
}

/// What stands in a route for a segment that varies from call to call.
private enum Placeholder: UInt8 {
  case id, uuid, token

  var text: StaticString {
    switch self {
    case .id: ":id"
    case .uuid: ":uuid"
    case .token: ":token"
    }
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

  /// The placeholder for a segment of `length` bytes with these counts; `nil` for a name.
  func placeholder(_ length: Int) -> Placeholder? {
    if digits == length { return .id }
    if length == 36, hyphens == 4, hexadecimal == 32 { return .uuid }
    guard length >= 16 else { return nil }
    let isWord = digits >= 4 && digits + letters + hyphens == length
    return hexadecimal == length || isWord ? .token : nil
  }

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
