// Unsafe: indexes words by places that are checked right here, and hands pointers to bytes and
// words to a function that fills as many of them.
import CMachine
import Traffic

/// The bytes of a batch at which a string must be looked at, found all at once: quotes,
/// backslashes, control characters and what is no ASCII.
///
/// It cannot be copied, so that it stays with the owner of its memory.
@safe struct JSONStops: ~Copyable {
  /// One bit a byte of the batch; those behind its end are set.
  private let masks: UnsafeMutablePointer<UInt64>
  private let count: Int

  /// How many words are needed for `count` bytes.
  static func room(for count: Int) -> Int { count / 64 + 2 }

  /// Finds the stops of `bytes`, and keeps them in `masks`, where that many words have room.
  ///
  /// O(n), 64 bytes a step.
  @unsafe init(_ bytes: Span<UInt8>, in masks: UnsafeMutablePointer<UInt64>) {
    count = bytes.count
    unsafe self.masks = masks
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe string_stop_masks(bytes.baseAddress ?? UnsafeRawPointer(masks), bytes.count, masks)
    }
  }

  /// The same for those who stay within the bytes; it must not outlive this.
  var view: MaskView { unsafe MaskView(masks, 0) }

  /// The index of the first stop at or behind `index`; the count of the bytes, or more, where there
  /// is none.
  @inline(__always)
  func next(from index: Int) -> Int {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return count }
    // The bits of at least 57 bytes, wherever they begin: whether a string ends within the bytes of
    // one word is hard to guess. Behind the bit of the last byte stands a whole word.
    let near =
      unsafe UnsafeRawPointer(masks).loadUnaligned(
        fromByteOffset: index &>> 3, as: UInt64.self) &>> UInt64(truncatingIfNeeded: index & 7)
    if near != 0 { return index &+ near.trailingZeroBitCount }
    return far(from: index &+ 57)
  }

  private func far(from index: Int) -> Int {
    guard index < count else { return count }
    var place = index &>> 6
    let rest = unsafe masks[place] &>> UInt64(truncatingIfNeeded: index & 63)
    if rest != 0 { return index &+ rest.trailingZeroBitCount }
    // The last word is not 0.
    while true {
      guard place < count &>> 6 else { return count }
      place &+= 1
      let mask = unsafe masks[place]
      if mask != 0 { return place &<< 6 &+ mask.trailingZeroBitCount }
    }
  }
}
