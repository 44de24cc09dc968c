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
  /// An error that came while the head was read; the head holds what came before.
  package let error: IngestError?

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// - Throws: `IngestError` when it cannot be opened or its compression is not read.
  package init(path: String) throws(IngestError) {
    try self.init(stream: FileStream(path: path))
  }

  /// Takes the content of `raw`, whatever it is.
  ///
  /// - Throws: `IngestError` when its compression is not read.
  package init(stream raw: any ByteStream) throws(IngestError) {
    var raw = raw
    var magic: [UInt8] = []
    _ = try raw.read(6, into: &magic)
    var content: any ByteStream = ReplayStream(head: magic, rest: raw)
    let compression = Compression(magic: magic.span)
    switch compression {
    case .none: break
    case .gzip: content = InflateStream(content)
    case .zstd, .xz, .bzip2, .zip:
      throw IngestError(
        "compressed with \(compression), which is not read",
        mend: "decompress it first: \(compression.command) | corscope -")
    }
    var head: [UInt8] = []
    head.reserveCapacity(ByteSource.headSize)
    var failure: IngestError?
    do {
      _ = try content.read(ByteSource.headSize, into: &head)
    } catch {
      failure = error
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    self.head = head
    self.error = failure
    isCompressed = compression != .none
    stream = ReplayStream(head: head, rest: content)
  }
}
