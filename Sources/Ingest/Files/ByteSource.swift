package import Traffic

/// An input opened, decompressed where it was compressed, its first bytes at hand.
package struct ByteSource {
  /// How many bytes of the content are looked at to recognise it.
  package static let headSize = 1 << 17

  /// The first bytes of the content, at most ``headSize``; a byte order mark is taken off.
  package let head: [UInt8]
  /// The content from its first byte on.
  package let stream: any ByteStream
  /// Whether the content was compressed.
  package let isCompressed: Bool
  /// Whether the content was JSON laid out over lines, of which an object a line was made.
  package let isUnfolded: Bool
  /// Whether the content was of another encoding, of which UTF-8 was made.
  package let isTranscoded: Bool
  /// An error that came while the head was read; the head holds what came before.
  package let error: IngestError?

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - member: Which file of an archive is meant; `nil` where it holds but one to read.
  /// - Throws: `IngestError` when it cannot be opened, or nothing in it can be read.
  package init(path: String, member: String? = nil) throws(IngestError) {
    let raw = try FileStream(path: path)
    var magic: [UInt8] = []
    _ = try raw.read(6, into: &magic)
    if Compression(magic: magic.span) == .zip, raw.isSeekable {
      self = try ByteSource.open(ZipArchive(RandomFile(path: path)), member: member)
    } else {
      try self.init(stream: ReplayStream(head: magic, rest: raw))
    }
  }

  /// Takes the content of `raw`, whatever it is, compressed as often as it may be.
  ///
  /// - Throws: `IngestError` when its compression cannot be read.
  package init(stream raw: any ByteStream) throws(IngestError) {
    self = try ByteSource.open(raw, layers: 0, ends: nil)
  }

  /// Takes the content of `raw`, which may be a tar archive too, that is given as it is then.
  static func withTar(_ raw: any ByteStream) throws(IngestError) -> ByteSource {
    try open(raw, layers: 0, ends: nil, allowsTar: true)
  }

  /// Takes a member of an archive.
  private static func open(_ archive: ZipArchive, member name: String?)
    throws(IngestError) -> ByteSource
  {
    let inputs = archive.inputs
    let chosen = name.map { name in archive.members.first { $0.name == name } } ?? inputs.first
    guard let chosen else {
      throw IngestError("the archive holds no '\(name ?? "")'", mend: "list it with unzip -l")
    }
    guard name != nil || inputs.count == 1 else {
      let names = inputs.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
      throw IngestError(
        "the archive holds \(inputs.count) files (\(names)\(inputs.count > 3 ? ", …" : ""))",
        mend: "pass its path instead of a pipe, or unpack it and pass the folder")
    }
    return try open(
      archive.stream(of: chosen), layers: 1,
      ends: archive.isCut
        ? IngestError(
          "the zip archive ends before its directory", mend: "copy or download the archive again")
        : nil)
  }

  /// How often something may be compressed; more is an attack.
  private static let mostLayers = 4

  private static func open(
    _ content: any ByteStream, layers: Int, ends: IngestError?, allowsTar: Bool = false
  ) throws(IngestError) -> ByteSource {
    var content = content
    var layers = layers
    while layers < ByteSource.mostLayers {
      var magic: [UInt8] = []
      _ = try content.read(6, into: &magic)
      content = ReplayStream(head: magic, rest: content)
      let compression = Compression(magic: magic.span)
      switch compression {
      case .none: break
      case .gzip: content = InflateStream(content)
      case .zstd, .xz, .bzip2: content = try ToolStream(content, compression)
      case .zip:
        return try open(ZipArchive(RandomFile(spooling: content)), member: nil)
      }
      if compression == .none { break }
      layers += 1
    }
    var head: [UInt8] = []
    head.reserveCapacity(ByteSource.headSize)
    var failure: IngestError?
    do {
      _ = try content.read(ByteSource.headSize, into: &head)
    } catch {
      failure = error
    }
    if TarHeader.begins(head) {
      if allowsTar {
        return ByteSource(
          head: head, stream: ReplayStream(head: head, rest: content), isCompressed: layers > 0,
          isUnfolded: false, isTranscoded: false, error: failure)
      }
      throw IngestError(
        "a tar archive, of which a pipe and another archive show no members",
        mend: "pass its path, or what is in it: tar -xOf FILE | corscope -")
    }
    let order = UTF16Stream.order(head)
    let isTranscoded = order != nil
    if let order {
      var text = UTF16Stream(ReplayStream(head: head, rest: content), order)
      head.removeAll()
      do {
        _ = try text.read(ByteSource.headSize, into: &head)
      } catch {
        failure = failure ?? error
      }
      content = text
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    let gap = ByteSource.skipGap(&head, &content, &failure)
    let rest: any ByteStream = ends.map { EndingStream(content, $0) } ?? content
    let stream = ReplayStream(head: gap + head, rest: rest)
    return ByteSource(
      head: head, stream: stream, isCompressed: layers > 0, isUnfolded: false,
      isTranscoded: isTranscoded, error: failure)
  }

  /// Goes past the hole that a log begins with where it was truncated under its writer.
  ///
  /// - Returns: What is left of it, enough to be counted.
  private static func skipGap(
    _ head: inout [UInt8], _ content: inout any ByteStream, _ failure: inout IngestError?
  ) -> [UInt8] {
    let least = 64
    guard head.count >= least, head[..<least].allSatisfy({ $0 == 0 }) else { return [] }
    while true {
      if let first = head.firstIndex(where: { $0 != 0 }) {
        head.removeFirst(first)
        return Array(repeating: 0, count: least)
      }
      head.removeAll(keepingCapacity: true)
      guard failure == nil else { return [] }
      do {
        guard try content.read(ByteSource.headSize, into: &head) > 0 else { return [] }
      } catch {
        failure = error
      }
    }
  }

  /// The same content, with an object a line made of JSON that is laid out otherwise.
  package func unfolded() -> ByteSource {
    guard JSONUnfoldStream.isNeeded(head.span) else { return self }
    var unfolded = JSONUnfoldStream(stream)
    var lines: [UInt8] = []
    var failure = error
    do {
      _ = try unfolded.read(ByteSource.headSize, into: &lines)
    } catch {
      failure = error
    }
    // What holds no object is shown as it is, to whoever can make something of it.
    guard !lines.isEmpty else { return self }
    return ByteSource(
      head: lines, stream: ReplayStream(head: lines, rest: unfolded), isCompressed: isCompressed,
      isUnfolded: true, isTranscoded: isTranscoded, error: failure)
  }

  private init(
    head: [UInt8], stream: any ByteStream, isCompressed: Bool, isUnfolded: Bool,
    isTranscoded: Bool, error: IngestError?
  ) {
    self.head = head
    self.stream = stream
    self.isCompressed = isCompressed
    self.isUnfolded = isUnfolded
    self.isTranscoded = isTranscoded
    self.error = error
  }
}
