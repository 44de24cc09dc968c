// Unsafe: looks at blocks of sixty-four bytes, and writes masks, through pointers, inside bounds that
// are checked first.
import CMachine
import Traffic

/// Where lines end in a stretch of bytes, and where in it two other bytes stand: found in one pass.
@safe struct LineIndex: ~Copyable {
  /// How many blocks of sixty-four bytes a stretch has at the most.
  static var limit: Int { 128 }
  /// How many masks there are of each byte: the one behind those of a stretch ends each search.
  private static var stride: Int { limit + 1 }

  /// One bit a byte: where the chosen byte stands, where line feeds do, and where the marker does.
  private let masks: UnsafeMutablePointer<UInt64>
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

  private init(_ masks: UnsafeMutablePointer<UInt64>) { unsafe self.masks = masks }

  /// Calls `body` with an index of nothing, which is gone when that returns.
  ///
  /// `memory` is where its masks are kept: it grows where it has too little, and what it holds is lost.
  @inline(__always)
  static func use(_ memory: inout [UInt8], _ body: (inout LineIndex) -> Void) {
    let size = 3 * stride * MemoryLayout<UInt64>.stride
    if memory.count < size { memory += repeatElement(0, count: size - memory.count) }
    unsafe memory.withUnsafeMutableBytes {
      // An array's elements begin where those of any type may.
      let masks = unsafe $0.bindMemory(to: UInt64.self)
      var index = unsafe LineIndex(masks.baseAddress.unsafelyUnwrapped)
      body(&index)
      _ = unsafe $0.bindMemory(to: UInt8.self)
    }
  }

  /// Looks at as much of `start..<end` as a stretch can hold.
  ///
  /// O(n); the range must lie within `bytes`.
  mutating func read(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, chosen: UInt8, marker: UInt8
  ) {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    self.start = start
    self.end = end
    base = start & ~63
    reach = min(end, base + 64 * LineIndex.limit)
    let count = (reach - base + 63) / 64
    // The last block may reach beyond the bytes.
    let whole = min(count, (bytes.count - base) / 64)
    let isMarked = mark(bytes, whole: whole, count, chosen, marker)
    // No line holds its own end.
    hasMarks = isMarked && marker != 0x0A
    for kind in 0..<3 { unsafe masks[kind * LineIndex.stride + count] = .max }
  }

  /// Fills the masks of `count` blocks, of which `whole` lie within the bytes; tells whether the marker
  /// stands in one of them.
  private func mark(
    _ bytes: Span<UInt8>, whole: Int, _ count: Int, _ chosen: UInt8, _ marker: UInt8
  ) -> Bool {
    precondition(
      whole >= 0 && whole <= count && count <= LineIndex.limit && base + 64 * whole <= bytes.count)
    var isMarked = false
    if whole > 0 {
      isMarked = unsafe bytes.withUnsafeBytes {
        unsafe mark_blocks(
          $0.baseAddress.unsafelyUnwrapped + base, whole, chosen, marker, masks, LineIndex.stride)
      }
    }
    for block in whole..<count {
      var rest = InlineArray<64, UInt8>(repeating: 0)
      for index in base + 64 * block..<bytes.count { rest[index & 63] = bytes[index] }
      let isLastMarked = unsafe rest.span.withUnsafeBytes {
        unsafe mark_blocks(
          $0.baseAddress.unsafelyUnwrapped, 1, chosen, marker, masks + block, LineIndex.stride)
      }
      if isLastMarked { isMarked = true }
    }
    return isMarked
  }

  /// Where the line that begins at `start` ends; `nil` where the stretch does not show it.
  func lineEnd(from start: Int) -> Int? {
    precondition(start >= self.start && start <= reach)
    let found = next(1, from: start)
    return found < reach ? found : reach == end ? reach : nil
  }

  /// Whether the marker stands in `start..<end`, which the stretch shows.
  func hasMarker(_ start: Int, _ end: Int) -> Bool {
    precondition(start >= self.start && start <= reach)
    return hasMarks && next(2, from: start) < end
  }

  private func next(_ kind: Int, from offset: Int) -> Int {
    unsafe view(kind).next(from: offset)
  }

  /// Where the chosen byte stands, while the index is neither changed nor gone.
  @unsafe var chosen: MaskView { unsafe view(0) }
  /// Where lines end, likewise.
  @unsafe var lineEnds: MaskView { unsafe view(1) }

  @unsafe
  private func view(_ kind: Int) -> MaskView {
    unsafe MaskView(masks + kind * LineIndex.stride, base)
  }
}
