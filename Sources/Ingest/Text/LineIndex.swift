// Unsafe: looks at blocks of sixty-four bytes, and writes masks and places, through pointers,
// inside bounds that are checked first.
import CMachine
import Traffic

/// Where lines end in a stretch of bytes, and where in it two other bytes stand.
@safe struct LineIndex: ~Copyable {
  /// How many blocks of sixty-four bytes a stretch has at the most: places in it need sixteen bits.
  static var limit: Int { 128 }
  /// How many masks there are of each byte: the one behind those of a stretch ends each search.
  private static var stride: Int { limit + 1 }
  /// How many lines can end in a stretch; the place behind theirs ends each search.
  private static var room: Int { 64 * limit + 1 }

  /// One bit a byte: where the chosen byte stands, and where the marker does, if it is anywhere.
  private let masks: UnsafeMutablePointer<UInt64>
  /// Where line feeds stand in the blocks, from the base on.
  private let ends: UnsafeMutablePointer<UInt16>
  /// Which of them stand in the stretch.
  private var firstEnd = 0
  private var endCount = 0
  /// The number of the stretch's first line in the batch.
  private var position = 0
  /// Where the first block begins, which is a multiple of its length.
  private var base = 0
  /// Where the stretch begins.
  private(set) var start = 0
  /// Where the stretch ends, before which nothing is asked for that was not written, and where the
  /// search ends.
  private(set) var reach = -1
  private(set) var end = 0
  /// Whether the marker stands in one of the blocks.
  private(set) var hasMarks = false

  private init(_ masks: UnsafeMutablePointer<UInt64>, _ ends: UnsafeMutablePointer<UInt16>) {
    unsafe self.masks = masks
    unsafe self.ends = ends
  }

  /// Calls `body` with an index of nothing, which is gone when that returns.
  ///
  /// `memory` is where it is kept: it grows where it has too little, and what it holds is lost.
  @inline(__always)
  static func use(_ memory: inout [UInt8], _ body: (inout LineIndex) -> Void) {
    let masksSize = 2 * stride * MemoryLayout<UInt64>.stride
    let size = masksSize + room * MemoryLayout<UInt16>.stride
    if memory.count < size { memory = Array(repeating: 0, count: size) }
    unsafe memory.withUnsafeMutableBytes {
      // An array's elements begin where those of any type may.
      let masks = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[..<masksSize])
      let ends = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[masksSize..<size])
      var index = unsafe LineIndex(
        masks.bindMemory(to: UInt64.self).baseAddress.unsafelyUnwrapped,
        ends.bindMemory(to: UInt16.self).baseAddress.unsafelyUnwrapped)
      body(&index)
      _ = unsafe $0.bindMemory(to: UInt8.self)
    }
  }

  /// Looks at as much as a stretch can hold of what stands from `place` to `end`.
  ///
  /// O(n); the range must lie within `bytes`.
  mutating func read(
    _ bytes: Span<UInt8>, from place: LinePlace, to end: Int, chosen: UInt8, marker: UInt8
  ) {
    let start = place.start
    precondition(start >= 0 && start <= end && end <= bytes.count)
    self.start = start
    self.end = end
    position = place.position
    base = start & ~63
    reach = min(end, base + 64 * LineIndex.limit)
    let count = (reach - base + 63) / 64
    // The last block may reach beyond the bytes.
    let whole = min(count, (bytes.count - base) / 64)
    endCount = 0
    hasMarks = false
    mark(bytes, whole: whole, count, chosen, marker)
    for kind in 0..<2 { unsafe masks[kind * LineIndex.stride + count] = .max }
    // What stands before the start, or behind the end, ends none of the lines.
    firstEnd = 0
    while firstEnd < endCount, unsafe base + Int(ends[firstEnd]) < start { firstEnd += 1 }
    while endCount > firstEnd, unsafe base + Int(ends[endCount - 1]) >= reach { endCount -= 1 }
    unsafe ends[endCount] = .max
  }

  /// Fills what is known of `count` blocks, of which `whole` lie within the bytes.
  private mutating func mark(
    _ bytes: Span<UInt8>, whole: Int, _ count: Int, _ chosen: UInt8, _ marker: UInt8
  ) {
    precondition(
      whole >= 0 && whole <= count && count <= LineIndex.limit && base + 64 * whole <= bytes.count)
    if whole > 0 {
      unsafe bytes.withUnsafeBytes {
        unsafe mark($0.baseAddress.unsafelyUnwrapped + base, 0, whole, chosen, marker)
      }
    }
    for block in whole..<count {
      var rest = InlineArray<64, UInt8>(repeating: 0)
      for index in base + 64 * block..<bytes.count { rest[index & 63] = bytes[index] }
      unsafe rest.span.withUnsafeBytes {
        unsafe mark($0.baseAddress.unsafelyUnwrapped, block, 1, chosen, marker)
      }
    }
  }

  /// Fills what is known of `count` blocks, of which `block` is the first, and which stand at
  /// `bytes`.
  @unsafe
  private mutating func mark(
    _ bytes: UnsafeRawPointer, _ block: Int, _ count: Int, _ chosen: UInt8, _ marker: UInt8
  ) {
    let marks = unsafe mark_blocks(
      bytes, count, chosen, marker, masks + block, ends + endCount, UInt16(64 * block))
    endCount += marks.line_ends
    let before = hasMarks ? block : 0
    // No line holds its own end.
    hasMarks = hasMarks || marks.is_marked && marker != 0x0A
    guard hasMarks else { return }
    // Most stretches have none, and nothing is written for them.
    let markers = unsafe masks + LineIndex.stride
    for early in before..<block { unsafe markers[early] = 0 }
    unsafe mark_bytes(bytes, count, marker, markers + block)
  }

  /// Whether `place` is that of a line that begins in the stretch, or right behind it.
  func holds(_ place: LinePlace) -> Bool {
    place.start >= start && place.start <= reach && place.position >= position
      && place.position - position <= endCount - firstEnd
  }

  /// Where the line of `place` ends; `nil` where the stretch does not show it.
  func lineEnd(of place: LinePlace) -> Int? {
    precondition(holds(place))
    if place.position - position < endCount - firstEnd { return unsafe lineEnds[place.position] }
    return reach == end ? reach : nil
  }

  /// Whether the marker stands in `start..<end`, which the stretch shows.
  func hasMarker(_ start: Int, _ end: Int) -> Bool {
    precondition(start >= self.start && start <= reach)
    return unsafe hasMarks && MaskView(masks + LineIndex.stride, base).next(from: start) < end
  }

  /// Where the chosen byte stands, while the index is neither changed nor gone.
  @unsafe var chosen: MaskView { unsafe MaskView(masks, base) }
  /// Where lines end, likewise.
  @unsafe var lineEnds: LineEndView {
    unsafe LineEndView(ends + firstEnd, base, position: position)
  }
}
