// Unsafe: hands whole arrays to functions that read their first 64 bytes.
import CMachine
import Testing

@Suite("Bits of compared bytes")
struct MachineTests {
  private static func isStop(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80
  }

  /// One bit for each of the bytes for which `holds` says so.
  private static func bits(_ bytes: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 {
    bytes.enumerated().reduce(0) { holds($1.element) ? $0 | 1 << UInt64($1.offset) : $0 }
  }

  @Test("of many bytes are those of each block of them", arguments: 0..<200)
  func masks(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
    let room = count / 64 + 2
    var (wide, narrow) = ([UInt64](repeating: 7, count: room), [UInt64](repeating: 9, count: room))
    unsafe bytes.withUnsafeBytes { bytes in
      var none: UInt8 = 0
      unsafe withUnsafeBytes(of: &none) { empty in
        let first = unsafe bytes.baseAddress ?? empty.baseAddress.unsafelyUnwrapped
        unsafe string_stop_masks(first, count, &wide)
        unsafe string_stop_masks_by_blocks(first, count, &narrow)
      }
    }
    for word in 0..<room {
      let rest = bytes.dropFirst(64 * word).prefix(64)
      let mask = Self.bits(Array(rest), Self.isStop)
      let behind = rest.count == 64 ? 0 : UInt64.max << UInt64(rest.count)
      #expect(wide[word] == mask | behind)
      #expect(narrow[word] == mask | behind)
    }
  }

  @Test("are the same by vectors, by words and byte by byte", arguments: [0, 1, 2, 3] as [UInt8])
  func agreement(_ turn: UInt8) {
    // All bytes come, each beside every neighbour of a few kinds.
    let block = (0..<64).map { turn &* 64 &+ $0 }
    let fillers: [UInt8] = [0x00, 0x01, 0x1F, 0x20, 0x22, 0x61, 0x7F, 0x80, 0xFF]
    let spread = fillers.map { filler in
      block.enumerated().map { $0.offset % 2 == 0 ? $0.element : filler }
    }
    for bytes in [block] + spread {
      let stops = Self.bits(bytes, Self.isStop)
      let (vectors, words) = unsafe bytes.withUnsafeBytes {
        unsafe (
          string_stops($0.baseAddress.unsafelyUnwrapped),
          string_stops_by_words($0.baseAddress.unsafelyUnwrapped)
        )
      }
      #expect(vectors == stops)
      #expect(words == stops)
      let (marks, marksByWords) = unsafe bytes.withUnsafeBytes {
        unsafe (
          path_marks_at($0.baseAddress.unsafelyUnwrapped),
          path_marks_by_words($0.baseAddress.unsafelyUnwrapped)
        )
      }
      for marks in [marks, marksByWords] {
        #expect(marks.slashes == Self.bits(bytes) { $0 == 0x2F })
        #expect(marks.digits == Self.bits(bytes) { (0x30...0x39).contains($0) })
        #expect(marks.ends == Self.bits(bytes) { $0 == 0x3F || $0 == 0x23 })
      }
      let few = unsafe bytes.withUnsafeBytes {
        unsafe path_marks_at_few($0.baseAddress.unsafelyUnwrapped)
      }
      #expect(few.slashes == marks.slashes & 0xFFFF_FFFF)
      #expect(few.digits == marks.digits & 0xFFFF_FFFF)
      #expect(few.ends == marks.ends & 0xFFFF_FFFF)
      for wanted in Set(bytes).union(fillers) {
        let mask = Self.bits(bytes) { $0 == wanted }
        let (vectors, words) = unsafe bytes.withUnsafeBytes {
          unsafe (
            byte_mask($0.baseAddress.unsafelyUnwrapped, wanted),
            byte_mask_by_words($0.baseAddress.unsafelyUnwrapped, wanted)
          )
        }
        #expect(vectors == mask)
        #expect(words == mask)
      }
    }
  }

  /// Bytes of which each fourth or so is a line feed, a quote or a backslash; few are where
  /// `isSparse`.
  private static func kinds(_ count: Int, isSparse: Bool) -> [UInt8] {
    let kinds: [UInt8] = [0x0A, 0x22, 0x5C, 0x61]
    return (0..<count).map { (index: Int) -> UInt8 in
      isSparse && index % 150 != 67 ? 0x61 : kinds[(index * index / 3 + index % 5) % 4]
    }
  }

  @Test(
    "are the same of blocks of any number, and nothing else is written", arguments: 0...5,
    [false, true])
  func blocks(_ count: Int, _ isSparse: Bool) {
    let bytes = Self.kinds(64 * count + 7, isSparse: isSparse)
    // Behind the first byte, so that no block is aligned.
    let looked = bytes[1..<64 * count + 1]
    let expected = looked.indices.filter { bytes[$0] == 0x0A }.map { UInt16(128 + $0 - 1) }
    for (chosen, marker) in [(0x22, 0x5C), (0x22, 0x01), (0x0A, 0x0A)] as [(UInt8, UInt8)] {
      var masks = (Array(repeating: 7 as UInt64, count: count + 1), [] as [UInt64])
      masks.1 = masks.0
      var ends = (Array(repeating: 7 as UInt16, count: 64 * count + 2), [] as [UInt16])
      ends.1 = ends.0
      let marks = unsafe bytes.withUnsafeBytes {
        let place = unsafe $0.baseAddress.unsafelyUnwrapped + 1
        return unsafe (
          mark_blocks(place, count, chosen, marker, &masks.0, &ends.0, 128),
          mark_blocks_anywhere(place, count, chosen, marker, &masks.1, &ends.1, 128)
        )
      }
      for (marks, masks, ends) in [(marks.0, masks.0, ends.0), (marks.1, masks.1, ends.1)] {
        for block in 0..<count {
          let mask = Self.bits(Array(bytes[64 * block + 1..<64 * block + 65])) { $0 == chosen }
          #expect(masks[block] == mask)
        }
        #expect(masks[count] == 7)
        #expect(marks.is_marked == looked.contains(marker))
        #expect(marks.line_ends == expected.count)
        #expect(Array(ends.prefix(expected.count)) == expected)
        #expect(ends.dropFirst(expected.count + 1).allSatisfy { $0 == 7 })
      }
    }
  }

  @Test("are the same of one byte in blocks of any number", arguments: 0...5)
  func oneByte(_ count: Int) {
    let bytes = Self.kinds(64 * count + 7, isSparse: false)
    var masks = (Array(repeating: 7 as UInt64, count: count + 1), [] as [UInt64])
    masks.1 = masks.0
    unsafe bytes.withUnsafeBytes {
      let place = unsafe $0.baseAddress.unsafelyUnwrapped + 1
      unsafe mark_bytes(place, count, 0x5C, &masks.0)
      unsafe mark_bytes_anywhere(place, count, 0x5C, &masks.1)
    }
    for block in 0..<count {
      let mask = Self.bits(Array(bytes[64 * block + 1..<64 * block + 65])) { $0 == 0x5C }
      #expect(masks.0[block] == mask)
    }
    #expect(masks.0[count] == 7)
    #expect(masks.0 == masks.1)
  }

  @Test("find a zero among the first bytes of blocks, and no other", arguments: 0..<70)
  func zeros(_ place: Int) {
    for count in [0, 1, 63, 64, 65, 448, 449, 512, 513, 1_100, 4_480] {
      var bytes = [UInt8](repeating: 1, count: count + 1)
      if count > 1 { bytes[1] = 0 }
      if place * 64 <= count { bytes[place * 64] = 0 }
      let found = unsafe bytes.withUnsafeBytes {
        unsafe zero_by_blocks($0.baseAddress.unsafelyUnwrapped, count)
      }
      if place * 64 < count {
        #expect(found == place * 64)
      } else {
        #expect(found >= count)
      }
    }
  }

  @Test("are the same of a part of a block", arguments: 1...4 as ClosedRange<Int32>)
  func parts(_ parts: Int32) {
    let bytes = (0..<64).map { UInt8($0 % 7) }
    let mask = Self.bits(Array(bytes[..<(16 * Int(parts))])) { $0 == 3 }
    unsafe bytes.withUnsafeBytes {
      let place = unsafe $0.baseAddress.unsafelyUnwrapped
      let (vectors, words) = unsafe (
        byte_mask_of(place, parts, 3), byte_mask_by_words_of(place, parts, 3)
      )
      #expect(vectors == mask)
      #expect(words == mask)
    }
  }
}
