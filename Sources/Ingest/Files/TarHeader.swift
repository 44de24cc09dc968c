import Traffic

/// The header that each file of a tar archive begins with.
///
/// - SeeAlso: POSIX.1-2017, *pax*, ustar Interchange Format; GNU tar, Basic Tar Format.
struct TarHeader {
  /// How many bytes a header has, and to which multiple files are padded.
  static let size = 512

  /// The path, as far as it has room here.
  let name: [UInt8]
  /// How many bytes follow.
  let count: Int
  /// What they are: a file, a folder, a longer name or the like.
  let kind: UInt8
  /// Whether blocks follow that say where the parts of a file without its holes belong.
  let hasMaps: Bool

  /// Whether `bytes` begin with one.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= size && TarHeader(bytes) != nil
  }

  /// Reads the header at the start of `bytes`; `nil` where its checksum is not that of its bytes,
  /// or its size no number.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= TarHeader.size, bytes[0] != 0,
      let sum = TarHeader.number(bytes[148..<156]), let count = TarHeader.number(bytes[124..<136])
    else { return nil }
    // The checksum is taken with blanks in its own place; old writers took bytes as signed.
    var unsigned = 8 * 0x20
    var signed = unsigned
    for index in 0..<TarHeader.size where index < 148 || index >= 156 {
      unsigned += Int(bytes[index])
      signed += Int(Int8(bitPattern: bytes[index]))
    }
    guard sum == unsigned || sum == signed else { return nil }
    kind = bytes[156]
    // Of links, devices and folders nothing follows, whatever size they have.
    self.count = (0x32...0x36).contains(kind) ? 0 : count
    hasMaps = kind == 0x53 && bytes[482] != 0
    let own = Array(bytes[0..<100].prefix { $0 != 0 })
    // GNU tar has other things where POSIX has the path's first part.
    let hasPrefix = bytes[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0])
    let prefix = hasPrefix ? Array(bytes[345..<500].prefix { $0 != 0 }) : []
    name = prefix.isEmpty ? own : prefix + [0x2F] + own
  }

  /// A number in octal digits, or in bytes where it is large; nothing is 0.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      // A size of more than 62 bits, or below 0, is none.
      guard first == 0x80, field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }),
        let high = field.suffix(8).first, high < 0x40
      else { return nil }
      return field.suffix(8).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    var value = 0
    for digit in digits {
      guard digit >= 0x30, digit < 0x38 else { return nil }
      value = value << 3 | Int(digit - 0x30)
    }
    return value
  }

  /// What a pax header of the content `bytes` says of the file that follows: `27 path=…` a line.
  static func records(_ bytes: [UInt8]) -> (path: [UInt8]?, count: Int?, isSparse: Bool) {
    var result: (path: [UInt8]?, count: Int?, isSparse: Bool) = (nil, nil, false)
    var cursor = 0
    while cursor < bytes.count {
      guard let blank = bytes[cursor...].firstIndex(of: 0x20),
        let length = bytes.span.extracting(cursor..<blank).decimal, length > blank - cursor + 1,
        length <= bytes.count - cursor,
        let equals = bytes[blank..<cursor + length].firstIndex(of: 0x3D)
      else { return result }
      let key = bytes[(blank + 1)..<equals]
      // A line feed ends each.
      let value = bytes[(equals + 1)..<max(equals + 1, cursor + length - 1)]
      if key.elementsEqual("path".utf8) {
        result.path = Array(value)
      } else if key.elementsEqual("size".utf8) {
        result.count = Array(value).span.decimal
      } else if key.starts(with: "GNU.sparse.".utf8) {
        result.isSparse = true
      }
      cursor += length
    }
    return result
  }
}
