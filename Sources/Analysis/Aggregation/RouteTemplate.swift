import Traffic

/// Folds paths into routes: what varies from call to call becomes a placeholder.
///
/// The query is dropped; a segment of digits becomes `:id`, a UUID `:uuid`, a long run of hex
/// digits or of mixed letters and digits `:token`.
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
  package func hash(_ target: Span<UInt8>, seed: UInt64) -> UInt64 {
    hash(target, length: target.count, seed: seed)
  }

  /// The same of the first `length` of `bytes`.
  ///
  /// What stands between placeholders is hashed in one piece. Of a path of at most 64 bytes, as
  /// most are, one look shows where its segments are and which of them are numbers.
  func hash(_ bytes: Span<UInt8>, length: Int, seed: UInt64) -> UInt64 {
    let marks = PathMarks(bytes, length: length)
    let target = bytes.extracting(0..<length)
    guard let end = marks.end else { return hashLong(target, seed: seed) }
    if end == 64 || marks.hasLongSegment(end: end) {
      return hashBySegments(target, marks, end, seed: seed)
    }
    var pieces = Pieces()
    var numbers = marks.numberEnds(end: end)
    while numbers != 0 {
      let stop = numbers.trailingZeroBitCount
      numbers &= numbers &- 1
      pieces.close(target, marks.start(of: stop)..<stop, .id)
    }
    return pieces.hash(target, end, seed: seed)
  }

  /// The same for paths with a segment that may be more than a number.
  @inline(never)
  private func hashBySegments(
    _ target: Span<UInt8>, _ marks: PathMarks, _ end: Int, seed: UInt64
  ) -> UInt64 {
    var pieces = Pieces()
    var slashes = marks.slashes
    var start = 0
    while true {
      let slash = slashes == 0 ? end : slashes.trailingZeroBitCount
      let length = slash &- start
      if marks.digitCount(from: start) >= length, length > 0 {
        pieces.close(target, start..<slash, .id)
      } else if length >= 16, let kind = counts(target, start..<slash).placeholder(length) {
        pieces.close(target, start..<slash, kind)
      }
      guard slashes != 0 else { break }
      slashes &= slashes &- 1
      start = slash &+ 1
    }
    return pieces.hash(target, end, seed: seed)
  }

  /// The same for paths of any length, segment by segment.
  func hashLong(_ target: Span<UInt8>, seed: UInt64) -> UInt64 {
    let limit = min(target.count, RouteTemplate.limit)
    let query = target.position(of: 0x3F, from: 0, to: limit)
    let end = target.position(of: 0x23, from: 0, to: query)
    var pieces = Pieces()
    var start = 0
    while true {
      let slash = target.position(of: 0x2F, from: start, to: end)
      let segment = start..<slash
      if !segment.isEmpty, let kind = counts(target, segment).placeholder(segment.count) {
        pieces.close(target, segment, kind)
      }
      guard slash < end else { break }
      start = slash &+ 1
    }
    return pieces.hash(target, end, seed: seed)
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

/// The hash of a route while it grows: of placeholders, and of the pieces of path between them.
private struct Pieces {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Where the piece begins that is not hashed yet.
  private var start = 0

  /// Puts a placeholder in the place of a segment of `target`.
  @inline(__always)
  mutating func close(_ target: Span<UInt8>, _ segment: Range<Int>, _ placeholder: Placeholder) {
    state = target.extracting(start..<segment.lowerBound).placedHash(seed: state)
    state = (state ^ (0x1_0000 &+ UInt64(placeholder.rawValue))).mixed
    start = segment.upperBound
  }

  /// The hash of the whole, whose last piece ends at `end`; no path at all is that of the root.
  @inline(__always)
  func hash(_ target: Span<UInt8>, _ end: Int, seed: UInt64) -> UInt64 {
    guard end > 0 else {
      let root: InlineArray<1, UInt8> = [0x2F]
      return (root.span.hash(seed: state) ^ seed).mixed
    }
    return (target.extracting(start..<end).placedHash(seed: state) ^ seed).mixed
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
