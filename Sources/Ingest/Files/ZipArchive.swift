package import Traffic

/// A zip archive: its directory, and its members as streams.
///
/// Sizes of 64 bits are read; of an archive that was cut before its directory the members are found
/// by walking over them.
///
/// - SeeAlso: PKWARE, APPNOTE.TXT, .ZIP File Format Specification 6.3.10, section 4.
package struct ZipArchive: Sendable {
  /// One file in the archive.
  package struct Member: Sendable, Hashable {
    /// Its path in the archive.
    package var name: String
    /// How many bytes it has once unpacked; 0 where that is not known.
    package var count: Int
    var method: Int
    var isEncrypted: Bool
    var crc32: UInt32
    var packedCount: Int
    /// Where its local header stands.
    var offset: Int
    /// Whether its sizes and its checksum are known.
    var isMeasured = true
  }

  private let file: RandomFile
  /// Its files, in the order of its directory; folders and what systems add beside are left out.
  package let members: [Member]
  /// Whether the archive ends before its directory.
  package let isCut: Bool

  private static let mostMembers = 100_000

  /// Reads the directory of `file`.
  ///
  /// - Throws: `IngestError` when it is no archive that can be read.
  package init(_ file: RandomFile) throws(IngestError) {
    self.file = file
    if let end = ZipDirectoryEnd(file) {
      isCut = false
      members = try ZipArchive.directory(file, end)
    } else {
      isCut = true
      members = ZipArchive.walk(file)
    }
    if members.isEmpty {
      throw IngestError("the zip archive holds no files", mend: "pass what should be in it")
    }
  }

  /// The members worth reading: HAR files where there are any, which come with the bodies of their
  /// responses as files beside them; otherwise all.
  package var inputs: [Member] {
    let recordings = members.filter {
      let name = $0.name.lowercased()
      return name.hasSuffix(".har") || name.hasSuffix(".har.gz")
    }
    return recordings.isEmpty ? members : recordings
  }

  /// The content of `member`.
  ///
  /// - Throws: `IngestError` when it is encrypted or packed in a way that is not read.
  package func stream(of member: Member) throws(IngestError) -> any ByteStream {
    guard !member.isEncrypted else {
      throw IngestError(
        "'\(member.name)' in the archive is encrypted", mend: "unpack it with its password first")
    }
    guard let header = file.bytes(at: member.offset, 30), header.starts(with: [0x50, 0x4B, 3, 4])
    else { throw ZipArchive.damaged }
    let start = member.offset + 30 + Int(header.small(at: 26)) + Int(header.small(at: 28))
    let length = member.isMeasured ? member.packedCount : file.count - start
    let packed = FileSection(file, at: start, length)
    let content: any ByteStream
    switch member.method {
    case 0: content = packed
    case 8: content = InflateStream(raw: packed)
    case 12: content = try ToolStream(packed, .bzip2)
    case 93: content = try ToolStream(packed, .zstd)
    case 95: content = try ToolStream(packed, .xz)
    default:
      throw IngestError(
        "'\(member.name)' in the archive is packed with method \(member.method), which is not read",
        mend: "unpack it first: unzip -p FILE | corscope -")
    }
    guard member.isMeasured else { return content }
    return ChecksumStream(content, crc32: member.crc32, length: member.count)
  }

  static let damaged = IngestError(
    "the zip archive is damaged", mend: "copy or download the archive again")

  private static func directory(_ file: RandomFile, _ end: ZipDirectoryEnd)
    throws(IngestError) -> [Member]
  {
    guard let bytes = file.bytes(at: end.start, end.count) else { throw damaged }
    var members: [Member] = []
    var cursor = 0
    while cursor + 46 <= bytes.count, members.count < mostMembers,
      bytes.word(at: cursor) == 0x0201_4B50
    {
      let nameCount = Int(bytes.small(at: cursor + 28))
      let extraCount = Int(bytes.small(at: cursor + 30))
      let next = cursor + 46 + nameCount + extraCount + Int(bytes.small(at: cursor + 32))
      guard next <= bytes.count else { throw damaged }
      var member = Member(
        name: name(bytes[cursor + 46..<cursor + 46 + nameCount]),
        count: Int(bytes.word(at: cursor + 24)), method: Int(bytes.small(at: cursor + 10)),
        isEncrypted: bytes.small(at: cursor + 8) & 1 != 0, crc32: bytes.word(at: cursor + 16),
        packedCount: Int(bytes.word(at: cursor + 20)), offset: Int(bytes.word(at: cursor + 42)))
      let extra = cursor + 46 + nameCount
      widen(&member, Array(bytes[extra..<extra + extraCount]))
      let (offset, isOver) = member.offset.addingReportingOverflow(end.shift)
      member.offset = isOver ? -1 : offset
      if isFile(member) { members.append(member) }
      cursor = next
    }
    return members
  }

  /// Takes the sizes that did not fit into 32 bits from the extra field for them.
  private static func widen(_ member: inout Member, _ extra: [UInt8]) {
    var cursor = 0
    while cursor + 4 <= extra.count {
      let count = Int(extra.small(at: cursor + 2))
      guard cursor + 4 + count <= extra.count else { return }
      if extra.small(at: cursor) == 1 {
        var place = cursor + 4
        let end = place + count
        func take(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, place + 8 <= end else { return }
          value = Int(clamping: extra.long(at: place))
          place += 8
        }
        take(&member.count)
        take(&member.packedCount)
        take(&member.offset)
      }
      cursor += 4 + count
    }
  }

  /// Finds members by their own headers.
  private static func walk(_ file: RandomFile) -> [Member] {
    var members: [Member] = []
    var offset = 0
    while members.count < mostMembers, let header = file.bytes(at: offset, 30),
      header.word(at: 0) == 0x0403_4B50
    {
      let nameCount = Int(header.small(at: 26))
      guard let name = file.bytes(at: offset + 30, nameCount) else { break }
      let flags = header.small(at: 6)
      var member = Member(
        name: Self.name(name[...]), count: Int(header.word(at: 22)),
        method: Int(header.small(at: 8)), isEncrypted: flags & 1 != 0,
        crc32: header.word(at: 14), packedCount: Int(header.word(at: 18)), offset: offset)
      let start = offset + 30 + nameCount + Int(header.small(at: 28))
      // Sizes that follow the data, or need 64 bits, leave nothing to walk on by.
      member.isMeasured =
        flags & 8 == 0 && member.packedCount != 0xFFFF_FFFF
        && member.packedCount <= file.count - min(start, file.count)
      if isFile(member) { members.append(member) }
      guard member.isMeasured else { break }
      offset = start + member.packedCount
    }
    return members
  }

  private static func isFile(_ member: Member) -> Bool {
    let parts = member.name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.last?.isEmpty == false && parts.last?.first != "." && parts.first != "__MACOSX"
      && (member.count > 0 || !member.isMeasured)
  }

  /// Names are UTF-8 in practice; what is not becomes U+FFFD.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    String(decodingUTF8: Array(bytes).span)
  }
}
