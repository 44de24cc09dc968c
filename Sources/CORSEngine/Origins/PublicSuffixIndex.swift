import Traffic

/// Where in the text of ``PublicSuffixList`` its names begin, so that a look-up reads only those
/// that begin alike.
struct PublicSuffixIndex: Sendable {
  /// The index of the list that is built in; made when it is first asked for.
  static let builtIn = PublicSuffixIndex(of: PublicSuffixList.rules)

  /// About how long a name is with its mark, in bytes.
  private static let usual = 12

  /// The beginnings of all names, in order.
  private var heads: [UInt64] = []
  /// Where each of them begins in the text.
  private var starts: [Int32] = []

  /// Reads `text`, which holds names in their order, apart by blanks and newlines, each with its
  /// mark behind `=` if it has one.
  init(of text: StaticString) {
    let bytes = text.bytes
    heads.reserveCapacity(bytes.count / PublicSuffixIndex.usual)
    starts.reserveCapacity(bytes.count / PublicSuffixIndex.usual)
    var place = 0
    while place < bytes.count {
      if bytes[place] > 0x20 {
        starts.append(Int32(place))
        heads.append(PublicSuffixIndex.head(of: bytes.word(upTo: place)))
        place = PublicSuffixIndex.end(of: bytes, from: place)
      }
      place += 1
    }
  }

  /// Where the name that begins at `start` ends, its mark included.
  private static func end(of text: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < text.count {
      let blanks = text.word(upTo: place).blanks
      if blanks != 0 { return min(text.count, place + blanks.trailingZeroBitCount / 8) }
      place += 8
    }
    return text.count
  }

  /// Where the names begin whose first eight bytes are those of `name`, ASCII case apart.
  func places(of name: Span<UInt8>) -> ArraySlice<Int32> {
    let head = PublicSuffixIndex.head(of: name)
    var low = 0
    var high = heads.count
    while low < high {
      let middle = (low + high) / 2
      if heads[middle] < head { low = middle + 1 } else { high = middle }
    }
    while high < heads.count, heads[high] == head { high += 1 }
    return starts[low..<high]
  }

  /// The first eight bytes in small letters, the first in the highest place; 0 where there are
  /// fewer.
  private static func head(of name: Span<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    let count = min(name.count, 8)
    for index in 0..<count { head = head << 8 | UInt64(name[index].asciiLowercased) }
    return count == 0 ? 0 : head << UInt64(64 - 8 * count)
  }

  /// The same of the name that a word of the text begins with, the first byte in its lowest place.
  private static func head(of word: UInt64) -> UInt64 {
    let ends = word.blanks | (word ^ UInt64.ones &* 0x3D).bytes(below: 1)
    let name = ends == 0 ? word : word & (1 << UInt64(ends.trailingZeroBitCount & ~7) - 1)
    return UInt64(bigEndian: name)
  }
}

extension UInt64 {
  /// A one in each byte, and the highest bit of each.
  fileprivate static let ones: UInt64 = 0x0101_0101_0101_0101
  fileprivate static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The highest bits of the bytes that are blanks or controls, of a word of ASCII; above the
  /// lowest of them others may be set.
  fileprivate var blanks: UInt64 { bytes(below: 0x21) }

  /// The highest bits of the bytes that are less than `limit`, of a word of ASCII; above the lowest
  /// of them others may be set.
  fileprivate func bytes(below limit: UInt64) -> UInt64 {
    (self &- UInt64.ones &* limit) & ~self & UInt64.tops
  }
}
