import Traffic

/// Where in the text of ``PublicSuffixList`` some names begin, so that a look-up reads few of them.
struct PublicSuffixIndex: Sendable {
  /// The index of the list that is built in; made when it is first asked for.
  static let builtIn = PublicSuffixIndex(of: PublicSuffixList.rules)

  /// How far the names are apart that it knows, in bytes.
  private static let distance = 32

  /// The beginnings of names, in order.
  private var heads: [UInt64] = []
  /// Where each of them begins in the text.
  private var starts: [Int32] = []
  /// Where the text ends.
  private let end: Int

  /// Reads every so many bytes of `text`, which holds names in their order, apart by blanks and
  /// newlines, each with its mark behind `=` if it has one.
  init(of text: StaticString) {
    end = text.utf8CodeUnitCount
    heads.reserveCapacity(end / PublicSuffixIndex.distance + 1)
    starts.reserveCapacity(end / PublicSuffixIndex.distance + 1)
    var place = 0
    while place < end {
      while place < end, text.byte(at: place) > 0x20 { place += 1 }
      while place < end, text.byte(at: place) <= 0x20 { place += 1 }
      guard place < end else { break }
      heads.append(PublicSuffixIndex.head(of: text, at: place))
      starts.append(Int32(place))
      place += PublicSuffixIndex.distance
    }
  }

  /// The part of the text in which `name`, ASCII case apart, stands if it does; it begins and ends
  /// between names.
  func range(of name: Span<UInt8>) -> Range<Int> {
    let head = PublicSuffixIndex.head(of: name)
    var low = 0
    var high = heads.count
    while low < high {
      let middle = (low + high) / 2
      if heads[middle] < head { low = middle + 1 } else { high = middle }
    }
    // Names that begin alike may stand on both sides of one that is known.
    while high < heads.count, heads[high] == head { high += 1 }
    return (low > 0 ? Int(starts[low - 1]) : 0)..<(high < starts.count ? Int(starts[high]) : end)
  }

  /// The first eight bytes in small letters, the first in the highest place; 0 where there are fewer.
  private static func head(of name: Span<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    let count = min(name.count, 8)
    for index in 0..<count { head = head << 8 | UInt64(name[index].asciiLowercased) }
    return count == 0 ? 0 : head << UInt64(64 - 8 * count)
  }

  /// The same of the name that begins at `place` in `text`.
  private static func head(of text: StaticString, at place: Int) -> UInt64 {
    var head: UInt64 = 0
    var count = 0
    while count < 8, place + count < text.utf8CodeUnitCount {
      let byte = text.byte(at: place + count)
      guard byte > 0x20, byte != 0x3D else { break }
      head = head << 8 | UInt64(byte)
      count += 1
    }
    return count == 0 ? 0 : head << UInt64(64 - 8 * count)
  }
}
