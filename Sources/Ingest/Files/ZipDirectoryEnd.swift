/// Where the directory of a zip archive stands, as the archive's end tells.
struct ZipDirectoryEnd {
  /// The offset of the directory in the file.
  var start: Int
  /// How many bytes it has.
  var count: Int
  /// What must be added to the offsets in it: archives may have a program in front.
  var shift: Int

  /// Finds it; `nil` when the file has no end of an archive.
  init?(_ file: RandomFile) {
    // The end is 22 bytes and a comment of at most 64 KiB.
    let length = min(file.count, 22 + 0xFFFF)
    let base = file.count - length
    guard length >= 22, let tail = file.bytes(at: base, length) else { return nil }
    var place = length - 22
    while place >= 0 {
      if tail[place] == 0x50, tail.word(at: place) == 0x0605_4B50,
        place + 22 + Int(tail.small(at: place + 20)) <= length
      {
        break
      }
      place -= 1
    }
    guard place >= 0 else { return nil }
    count = Int(tail.word(at: place + 12))
    start = Int(tail.word(at: place + 16))
    var end = base + place
    if count == 0xFFFF_FFFF || start == 0xFFFF_FFFF || tail.small(at: place + 10) == 0xFFFF,
      let locator = file.bytes(at: end - 20, 20), locator.word(at: 0) == 0x0706_4B50
    {
      let wideEnd = Int(clamping: locator.long(at: 8))
      guard let wide = file.bytes(at: wideEnd, 56), wide.word(at: 0) == 0x0606_4B50 else {
        return nil
      }
      count = Int(clamping: wide.long(at: 40))
      start = Int(clamping: wide.long(at: 48))
      end = wideEnd
    }
    // A directory is read whole; no honest one has more than this.
    guard count <= min(end, 1 << 27), start <= end - count else { return nil }
    shift = end - count - start
    start += shift
  }
}
