// Unsafe: reads words through pointers, inside bounds that are checked right here.

extension Span<UInt8> {
  /// A 64-bit hash of the bytes that is the same in every run; `seed` keeps families apart.
  ///
  /// It spreads well but is no defence against crafted collisions: tables that use it must stay
  /// correct, and bounded, when two keys share it.
  @inlinable public func hash(seed: UInt64 = 0) -> UInt64 {
    let end = count
    guard end > 16 else { return shortHash(seed: seed) }
    var state = seed ^ (0x9E37_79B9_7F4A_7C15 &* UInt64(truncatingIfNeeded: end &+ 1))
    let raw = unsafe bytes
    var index = 0
    while index &+ 16 < end {
      state = unsafe state.mixed(
        with: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self),
        raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ 8, as: UInt64.self))
      index &+= 16
    }
    // The last two words, which may overlap each other and those before them.
    return unsafe state.mixed(
      with: raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: end &- 16, as: UInt64.self),
      raw.unsafeLoadUnaligned(fromUncheckedByteOffset: end &- 8, as: UInt64.self))
  }

  /// The same as ``hash(seed:)``, which is worked out in its place where the bytes are few.
  @inlinable @inline(__always) public func placedHash(seed: UInt64 = 0) -> UInt64 {
    count <= 16 ? shortHash(seed: seed) : hash(seed: seed)
  }

  /// The hash of at most sixteen bytes.
  @inlinable @inline(__always) func shortHash(seed: UInt64) -> UInt64 {
    let end = count
    precondition(end <= 16)
    let state = seed ^ (0x9E37_79B9_7F4A_7C15 &* UInt64(truncatingIfNeeded: end &+ 1))
    let raw = unsafe bytes
    if end >= 8 {
      return unsafe state.mixed(
        with: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt64.self),
        raw.unsafeLoadUnaligned(fromUncheckedByteOffset: end &- 8, as: UInt64.self))
    }
    guard end > 0 else { return state }
    // Parts that overlap: each byte is in one of them.
    let word: UInt64
    if end >= 4 {
      word =
        unsafe UInt64(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt32.self))
        | UInt64(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: end &- 4, as: UInt32.self))
        &<< 32
    } else {
      word =
        unsafe UInt64(
          raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt8.self))
        | UInt64(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: end &>> 1, as: UInt8.self)) &<< 8
        | UInt64(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: end &- 1, as: UInt8.self)) &<< 16
    }
    return (state ^ word).mixed
  }
}

extension Span<UInt8> {
  /// A 64-bit hash of the bytes and of a `state`, for what is remembered within one run.
  ///
  /// It is quicker than ``hash(seed:)`` and other in each run; nobody who does not know the
  /// `secret` can write two texts that share one.
  @inlinable @inline(__always)
  public func hash(with secret: HashSecret, after state: UInt64) -> UInt64 {
    hash(from: 0, count: count, with: secret, after: state)
  }

  /// The same of the `length` bytes from `start` on, which must lie within the bytes.
  @inlinable @inline(__always)
  func hash(
    from start: Int, count length: Int, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    precondition(start >= 0 && length >= 0 && length <= count &- start)
    let raw = unsafe bytes
    // By a secret multiple of the length no other text's bytes can make up for.
    let state = state &+ secret.second &* UInt64(truncatingIfNeeded: length)
    if length > 8 {
      guard length <= 32 else {
        return longHash(from: start, count: length, with: secret, after: state)
      }
      if length > 16 {
        let first = unsafe folded(at: start, secret.first, state)
        return unsafe folded(at: start &+ length &- 16, secret.first, first)
      }
      return
        unsafe (raw.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
        ^ secret.first).folded(
          with: raw.unsafeLoadUnaligned(
            fromUncheckedByteOffset: start &+ length &- 8, as: UInt64.self) ^ state)
    }
    guard length > 0, count &- start >= 8 else {
      return (upperWord(from: start, count: length) ^ secret.first).folded(with: state)
    }
    // What stands behind them is moved out.
    let word =
      unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
      &<< UInt64(truncatingIfNeeded: 64 &- 8 &* length)
    return (word ^ secret.first).folded(with: state)
  }

  /// The `length` bytes from `start` on, at most eight, as the highest of a word.
  @usableFromInline @inline(never)
  func upperWord(from start: Int, count length: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<length {
      word |= UInt64(self[start &+ index]) &<< UInt64(64 &- 8 &* (length &- index))
    }
    return word
  }

  /// The same for more than 32 bytes, whose number is in the `state` already.
  @usableFromInline @inline(never)
  func longHash(
    from start: Int, count length: Int, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    placedLongHash(from: start, count: length, with: secret, after: state)
  }

  /// The same as ``hash(from:count:with:after:)``, for what mostly has more than 32 bytes.
  @inlinable @inline(__always)
  func hash(
    ofLong start: Int, count length: Int, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    guard length > 32 else {
      return shortHash(from: start, count: length, with: secret, after: state)
    }
    let state = state &+ secret.second &* UInt64(truncatingIfNeeded: length)
    return placedLongHash(from: start, count: length, with: secret, after: state)
  }

  @usableFromInline @inline(never)
  func shortHash(
    from start: Int, count length: Int, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    hash(from: start, count: length, with: secret, after: state)
  }

  @inlinable @inline(__always)
  func placedLongHash(
    from start: Int, count length: Int, with secret: HashSecret, after state: UInt64
  ) -> UInt64 {
    precondition(start >= 0 && length > 32 && length <= count &- start)
    var state = state
    var index = start
    let last = start &+ length &- 16
    if length > 48 {
      // Two at a time, of which neither waits for the other.
      var other = state
      repeat {
        state = unsafe folded(at: index, secret.first, state)
        other = unsafe folded(at: index &+ 16, secret.second, other)
        index &+= 32
      } while index &+ 16 < last
      state ^= other
    }
    while index < last {
      state = unsafe folded(at: index, secret.first, state)
      index &+= 16
    }
    // The last two words, which may overlap those before them.
    return unsafe folded(at: last, secret.first, state)
  }

  /// Sixteen bytes from `index` on, which must lie within the bytes, folded with a `key` and a
  /// `state`.
  @inlinable @inline(__always) @unsafe
  func folded(at index: Int, _ key: UInt64, _ state: UInt64) -> UInt64 {
    let raw = unsafe bytes
    return
      unsafe (raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self) ^ key)
      .folded(
        with: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ 8, as: UInt64.self) ^ state)
  }
}
