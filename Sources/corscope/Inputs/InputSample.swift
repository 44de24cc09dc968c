import Ingest

/// Lines from the whole of a file, by which its format is told: its beginning may be a burst of
/// probes, or of an older format.
enum InputSample {
  private static let pieces = 8
  private static let pieceSize = 1 << 14

  /// Whole lines spread over what follows the head of `source`; none where the file is short, is
  /// compressed or cannot be read at any place.
  static func spread(over file: InputFile, _ source: ByteSource) -> [UInt8] {
    guard !source.isCompressed, !source.isUnfolded, !source.isTranscoded,
      let range = file.range, range.count > ByteSource.headSize * 2
    else { return [] }
    var sample: [UInt8] = source.head.last == 0x0A ? [] : [0x0A]
    let step = (range.count - ByteSource.headSize) / pieces
    for piece in 0..<pieces {
      let part = range.bytes(at: ByteSource.headSize + piece * step, pieceSize)
      guard let first = part.firstIndex(of: 0x0A), let last = part.lastIndex(of: 0x0A), first < last
      else { continue }
      sample += part[(first + 1)...last]
    }
    return sample
  }
}
