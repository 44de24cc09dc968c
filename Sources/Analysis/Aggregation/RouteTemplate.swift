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

  /// Makes a folder of paths.
  package init() {
    bytes.reserveCapacity(RouteTemplate.longest)
    weights = (0...255).map { SegmentCounts.weight(of: UInt8($0)) }
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
  ///
  /// Eight bytes are looked at a step.
  package func hash(_ target: Span<UInt8>, seed: UInt64) -> UInt64 {
    let end = min(target.count, RouteTemplate.limit)
    var path = RouteTemplate.basis
    var start = 0
    var index = 0
    while true {
      var hash = path
      var digits: UInt64 = 0
      while index < end {
        var word = target.word(upTo: index)
        let stops =
          ((word | 0x1010_1010_1010_1010) ^ RouteTemplate.query).zeroBytes
          | (word ^ RouteTemplate.fragment).zeroBytes
        let room = min(end &- index, 8)
        let count = stops == 0 ? room : min(stops.trailingZeroBitCount &>> 3, room)
        guard count > 0 else { break }
        word &= UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        digits |= RouteTemplate.digits(word)
        hash = (hash ^ word).mixed
        index &+= count
        guard count == 8 else { break }
      }
      let length = index &- start
      // Names of resources hold no digits, and most segments are such names.
      if digits != 0 || length >= 16,
        let placeholder = counts(target, start..<index).placeholder(length)
      {
        hash = (path ^ (0x1_0000 + UInt64(placeholder.rawValue))).mixed
      } else {
        hash = hash &+ UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
      }
      let isRoot = index == 0
      guard isRoot || index < end && target[index] == 0x2F else { path = hash; break }
      // No path at all is that of the root.
      path = (hash ^ 0x2F).mixed
      guard index < end, target[index] == 0x2F else { break }
      index &+= 1
      start = index
    }
    return (path ^ seed).mixed
  }

  private static var query: UInt64 { 0x3F3F_3F3F_3F3F_3F3F }
  private static var fragment: UInt64 { 0x2323_2323_2323_2323 }
  private static var basis: UInt64 { 0xCBF2_9CE4_8422_2325 }

  /// The top bits of the bytes that are digits.
  @inline(__always)
  private static func digits(_ word: UInt64) -> UInt64 {
    // A digit's low bits are below ten, and adding 118 to them sets no top bit.
    let low = word ^ 0x3030_3030_3030_3030
    return ~((low & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | low) & 0x8080_8080_8080_8080
  }

  private func counts(_ target: Span<UInt8>, _ segment: Range<Int>) -> SegmentCounts {
    let weights = weights.span
    var counts = SegmentCounts()
    for index in segment { counts.packed &+= weights[Int(target[index])] }
    return counts
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
