// Unsafe: loads sixty-four bytes at a time through a pointer, inside bounds that are checked first.
import CMachine
import Traffic

/// Where a line ends, and where in it one chosen byte stands: found in one pass over the line.
struct LineIndex: ~Copyable {
  /// How many blocks of 64 bytes are kept; of longer lines the index is not whole.
  private static var limit: Int { 64 }

  /// One bit a byte of the line: where the chosen byte stands.
  private var masks = InlineArray<64, UInt64>(repeating: 0)
  private var blocks = 0
  /// Where the line begins.
  private(set) var start = 0
  /// The index of the line end, or of the end of what was searched.
  private(set) var end = 0
  /// Whether the byte that was to be marked stands in the line.
  private(set) var hasMarker = false
  /// Whether the index reaches to the line's end.
  private(set) var isWhole = false

  /// Finds the first line end in `start..<end`, and where before it `chosen` and `marker` stand.
  ///
  /// O(n); the range must lie within `bytes`.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, chosen: UInt8, marker: UInt8
  ) {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    self.start = start
    blocks = 0
    hasMarker = false
    isWhole = false
    var index = start
    while index &+ 64 <= bytes.count, blocks < LineIndex.limit {
      let block = unsafe bytes.withUnsafeBytes { bytes in
        unsafe byte_block_at(bytes.baseAddress.unsafelyUnwrapped + index, chosen, marker)
      }
      // The end of what is searched is a line end too.
      if block.ends || end &- index < 64 {
        finish(block, bytes, at: index, to: end, marker: marker)
        return
      }
      unsafe masks[unchecked: blocks] = block.chosen
      blocks &+= 1
      if block.marked { hasMarker = true }
      index &+= 64
    }
    readRest(bytes, from: index, to: end, chosen: chosen, marker: marker)
  }

  /// Takes the part of the last block that lies before the line end.
  @inline(__always)
  private mutating func finish(
    _ block: byte_block, _ bytes: Span<UInt8>, at index: Int, to end: Int, marker: UInt8
  ) {
    var newlines = mask(bytes, at: index, of: 0x0A)
    if end &- index < 64 { newlines |= 1 &<< UInt64(truncatingIfNeeded: end &- index) }
    // What stands before the lowest bit that is set.
    let before = newlines & (0 &- newlines) &- 1
    unsafe masks[unchecked: blocks] = block.chosen & before
    blocks &+= 1
    if block.marked, mask(bytes, at: index, of: marker) & before != 0 { hasMarker = true }
    self.end = index &+ newlines.trailingZeroBitCount
    isWhole = true
  }

  @inline(__always)
  private func mask(_ bytes: Span<UInt8>, at index: Int, of byte: UInt8) -> UInt64 {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe byte_mask(bytes.baseAddress.unsafelyUnwrapped + index, byte)
    }
  }

  /// Reads on byte by byte where no block is left, or without an index where there are too many.
  @inline(never)
  private mutating func readRest(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, chosen: UInt8, marker: UInt8
  ) {
    guard blocks < LineIndex.limit else {
      let (newline, isMarked) = ByteSearch.line(in: bytes, from: start, to: end, marker: marker)
      self.end = newline
      if isMarked { hasMarker = true }
      return
    }
    var index = start
    var mask: UInt64 = 0
    while index < end, bytes[index] != 0x0A {
      if bytes[index] == chosen { mask |= 1 &<< UInt64(index &- start) }
      if bytes[index] == marker { hasMarker = true }
      index += 1
    }
    masks[blocks] = mask
    blocks += 1
    self.end = index
    isWhole = true
  }

  /// Where the chosen byte stands.
  var places: Places {
    @_lifetime(borrow self) get {
      Places(masks: masks.span, blocks: blocks, start: start, end: end)
    }
  }

  /// Where in a line the chosen byte stands.
  struct Places: ~Escapable {
    private let masks: Span<UInt64>
    private let blocks: Int
    private let start: Int
    private let end: Int

    @_lifetime(copy masks)
    fileprivate init(masks: Span<UInt64>, blocks: Int, start: Int, end: Int) {
      precondition(blocks <= masks.count)
      self.masks = masks
      self.blocks = blocks
      self.start = start
      self.end = end
    }

    /// Where the chosen byte stands first, from `offset` on; the line's end where it does not.
    @inline(__always)
    func next(from offset: Int) -> Int {
      var block = (offset &- start) &>> 6
      guard block >= 0, block < blocks else { return end }
      var mask =
        unsafe masks[unchecked: block] & UInt64.max &<< UInt64(truncatingIfNeeded: offset &- start)
      while mask == 0 {
        block &+= 1
        guard block < blocks else { return end }
        mask = unsafe masks[unchecked: block]
      }
      return start &+ block &<< 6 &+ mask.trailingZeroBitCount
    }
  }
}
