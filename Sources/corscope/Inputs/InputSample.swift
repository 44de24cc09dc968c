import Ingest

/// Lines from the whole of a file, by which its format is told: its beginning may be a burst of
/// probes, or of an older format.
enum InputSample {
  private static let pieces = 8
  private static let pieceSize = 1 << 14

  /// Whole lines spread over what follows the head of `source`; none where the file is short, is
  /// compressed or cannot be read at any place.
  static func spread(over file: InputFile, _ source: ByteSource) -> [UInt8] {
    guard file.member == nil, file.path != "-", !source.isCompressed, !source.isUnfolded,
      !source.isTranscoded, FileIdentity(file.path)?.isRegular == true,
      let bytes = try? RandomFile(path: file.path), bytes.count > ByteSource.headSize * 2
    else { return [] }
    var sample: [UInt8] = source.head.last == 0x0A ? [] : [0x0A]
    let step = (bytes.count - ByteSource.headSize) / pieces
    for piece in 0..<pieces {
      var part: [UInt8] = []
      _ = bytes.read(at: ByteSource.headSize + piece * step, pieceSize, into: &part)
      guard let first = part.firstIndex(of: 0x0A), let last = part.lastIndex(of: 0x0A), first < last
      else { continue }
      sample += part[(first + 1)...last]
    }
    return sample
  }
}
