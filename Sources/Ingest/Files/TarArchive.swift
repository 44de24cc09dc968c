package import Traffic

/// A tar archive, compressed or not: its members as streams.
///
/// A compressed one is unpacked once to a file without a name, as its members are read several at a
/// time where their times meet.
///
/// - SeeAlso: POSIX.1-2017, *pax*, ustar Interchange Format; GNU tar, Basic Tar Format.
package struct TarArchive: Sendable {
  /// One file in the archive.
  package struct Member: Sendable, Hashable {
    /// Its path in the archive.
    package var name: String
    /// How many bytes it has.
    package var count: Int
    /// Where they stand.
    var offset: Int
    /// Whether its holes were left out, so that its bytes are not its content.
    var isSparse = false
  }

  private let file: RandomFile
  /// Its files, in the order of the archive; folders, links and what systems add are left out.
  package private(set) var members: [Member] = []
  /// What ended the archive before its end, if anything did.
  package private(set) var damage: IngestError?

  private static let mostMembers = 100_000
  /// The longest name, or list of attributes, that is read.
  private static let longestName = 1 << 16
  /// How many bytes all names may take together.
  private static let mostNameBytes = 16 << 20
  /// How much of a compressed archive is unpacked, in bytes.
  package static let mostUnpacked = 4 << 30

  /// Opens the archive at `path`; `nil` where it is none, or cannot be opened.
  ///
  /// - Throws: `IngestError` when it is compressed and there is no room to unpack it.
  package init?(path: String, mostUnpacked: Int = TarArchive.mostUnpacked) throws(IngestError) {
    guard let plain = try? RandomFile(path: path) else { return nil }
    if let head = plain.bytes(at: 0, TarHeader.size), TarHeader.begins(head) {
      self.init(plain)
      return
    }
    guard let content = try? TarArchive.unpacked(path) else { return nil }
    try self.init(spooling: content, mostUnpacked: mostUnpacked)
  }

  /// Looks into the file at `path`, which an installed program decompresses: what it holds is
  /// opened once, and is kept where it is no archive.
  ///
  /// - Returns: An archive, or the content of another file; neither where it is no such file, or
  ///   cannot be opened.
  /// - Throws: `IngestError` when it is an archive and there is no room to unpack it.
  package static func look(into path: String) throws(IngestError)
    -> (archive: TarArchive?, content: ByteSource?)
  {
    guard let plain = try? RandomFile(path: path) else { return (nil, nil) }
    let magic = plain.bytes(at: 0, min(6, plain.count)) ?? []
    switch Compression(magic: magic.span) {
    case .zstd, .xz, .bzip2: break
    case .none, .gzip, .zip: return (nil, nil)
    }
    guard let content = try? ByteSource.withTar(FileStream(path: path)) else { return (nil, nil) }
    guard TarHeader.begins(content.head) else { return (nil, content) }
    var archive = try TarArchive(spooling: content.stream, mostUnpacked: mostUnpacked)
    // What ends the content within its head is told there.
    archive.damage = content.error ?? archive.damage
    return (archive, nil)
  }

  private init(_ file: RandomFile) {
    self.file = file
    walk()
  }

  /// Keeps the archive that `content` holds in a file, of which at most `mostUnpacked` bytes.
  private init(spooling content: any ByteStream, mostUnpacked: Int) throws(IngestError) {
    let tooLong = IngestError(
      "a compressed tar archive of more than \(mostUnpacked >> 20) MiB",
      mend: TarArchive.unpack)
    let spooled = try RandomFile.spooled(LimitedStream(content, mostUnpacked, tooLong))
    if spooled.error == tooLong { throw tooLong }
    self.init(spooled.file)
    damage = spooled.error ?? damage
  }

  /// What is in a compressed file, if that begins with a header of tar.
  private static func unpacked(_ path: String) throws(IngestError) -> (any ByteStream)? {
    var content: any ByteStream = try FileStream(path: path)
    var layers = 0
    while layers < 4 {
      var magic: [UInt8] = []
      _ = try content.read(6, into: &magic)
      content = ReplayStream(head: magic, rest: content)
      let compression = Compression(magic: magic.span)
      switch compression {
      case .gzip: content = InflateStream(content)
      case .zstd, .xz, .bzip2: content = try ToolStream(content, compression)
      case .none, .zip:
        guard layers > 0 else { return nil }
        var head: [UInt8] = []
        _ = try content.read(TarHeader.size, into: &head)
        return TarHeader.begins(head) ? ReplayStream(head: head, rest: content) : nil
      }
      layers += 1
    }
    return nil
  }

  /// The content of `member`.
  ///
  /// - Throws: `IngestError` when its holes were left out.
  package func stream(of member: Member) throws(IngestError) -> any ByteStream {
    guard !member.isSparse else {
      throw IngestError(
        "'\(member.name)' in the archive was packed without its holes, and is not read so",
        mend: TarArchive.unpack)
    }
    let section = FileSection(file, at: member.offset, member.count)
    guard member.count > file.count - min(member.offset, file.count) else { return section }
    return EndingStream(section, TarArchive.cut)
  }

  /// The bytes of `member` as they stand in the archive.
  package func range(of member: Member) -> FileRange {
    FileRange(file, at: member.offset, member.count)
  }

  private static let unpack =
    "unpack it, and pass the folder: mkdir logs && tar -xf FILE -C logs"
  private static let cut = IngestError(
    "the tar archive ends within this file", mend: "copy or download the archive again")

  /// Goes from header to header.
  private mutating func walk() {
    var offset = 0
    var nameBytes = 0
    var longName: [UInt8]?
    var attributes: (path: [UInt8]?, count: Int?, isSparse: Bool) = (nil, nil, false)
    while let block = file.bytes(at: offset, TarHeader.size) {
      // Blocks of nothing end an archive.
      if block.allSatisfy({ $0 == 0 }) { return }
      guard let header = TarHeader(block), let start = contentStart(header, at: offset) else {
        return damage = TarArchive.damaged(at: offset)
      }
      guard members.count < TarArchive.mostMembers, nameBytes < TarArchive.mostNameBytes else {
        damage = IngestError(
          "the tar archive holds more files, or longer names, than is bearable: what follows byte "
            + "\(offset) is not read", mend: TarArchive.unpack)
        return
      }
      let isEntry =
        header.kind != 0x78 && header.kind != 0x67 && header.kind != 0x4C
        && header.kind != 0x4B
      let count = isEntry ? attributes.count ?? header.count : header.count
      switch header.kind {
      case 0x78:  // x: attributes of the next file
        if let bytes = file.bytes(at: start, min(count, TarArchive.longestName)) {
          attributes = TarHeader.records(bytes)
        }
      case 0x4C:  // L: its name, as GNU tar writes a long one
        longName = file.bytes(at: start, min(count, TarArchive.longestName)).map {
          Array($0.prefix { $0 != 0 })
        }
      case 0, 0x30, 0x37, 0x53:  // a file; S: one without its holes
        let name = attributes.path ?? longName ?? header.name
        nameBytes += name.count
        add(name, count, start, attributes.isSparse || header.kind == 0x53)
      default: break
      }
      if isEntry {
        longName = nil
        attributes = (nil, nil, false)
      }
      let (end, isOver) = start.addingReportingOverflow(count)
      guard !isOver, end <= Int.max - TarHeader.size else {
        return damage = TarArchive.damaged(at: offset)
      }
      offset = (end + TarHeader.size - 1) / TarHeader.size * TarHeader.size
    }
    if offset < file.count {
      damage = IngestError(
        "the tar archive ends within a header", mend: "copy or download the archive again")
    }
  }

  /// Where the content begins of the file whose header stands at `offset`; `nil` where the archive
  /// ends before.
  private func contentStart(_ header: TarHeader, at offset: Int) -> Int? {
    var start = offset + TarHeader.size
    var hasMore = header.hasMaps
    while hasMore {
      guard let block = file.bytes(at: start, TarHeader.size) else { return nil }
      hasMore = block[504] != 0
      start += TarHeader.size
    }
    return start
  }

  private static func damaged(at offset: Int) -> IngestError {
    IngestError(
      "the tar archive is damaged at byte \(offset): what follows is not read",
      mend: "copy or download the archive again")
  }

  private mutating func add(_ name: [UInt8], _ count: Int, _ offset: Int, _ isSparse: Bool) {
    var text = String(decodingUTF8: name.span)
    if text.hasPrefix("./") { text.removeFirst(2) }
    guard let last = text.split(separator: "/", omittingEmptySubsequences: false).last,
      !last.isEmpty, last.first != ".", count > 0
    else { return }
    members.append(Member(name: text, count: count, offset: offset, isSparse: isSparse))
  }
}
