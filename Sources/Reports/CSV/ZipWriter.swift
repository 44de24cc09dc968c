/// Writes a zip archive of small files, stored without compression.
///
/// Times are those of 1980-01-01, so that the same files give the same archive.
///
/// - SeeAlso: PKWARE, "APPNOTE.TXT", sections 4.3.7 and 4.3.12.
struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a file; its name is ASCII and its size less than 4 GiB.
  mutating func add(_ name: String, _ content: [UInt8]) {
    let start = bytes.count
    let checksum = ZipWriter.checksum(content)
    var shared: [UInt8] = []
    // Version 2.0, no flags, stored, the first minute of 1980.
    for value in [20, 0, 0, 0, 0x21] { ZipWriter.append(value, 2, to: &shared) }
    ZipWriter.append(Int(checksum), 4, to: &shared)
    ZipWriter.append(content.count, 4, to: &shared)
    ZipWriter.append(content.count, 4, to: &shared)
    ZipWriter.append(name.utf8.count, 2, to: &shared)
    ZipWriter.append(0, 2, to: &shared)
    ZipWriter.append(0x0403_4B50, 4, to: &bytes)
    bytes += shared + Array(name.utf8) + content
    ZipWriter.append(0x0201_4B50, 4, to: &directory)
    // Made on Unix; the mode of a plain file is in the upper half of the external attributes.
    ZipWriter.append(3 << 8 | 20, 2, to: &directory)
    directory += shared
    for _ in 0..<3 { ZipWriter.append(0, 2, to: &directory) }
    ZipWriter.append(0o100644 << 16, 4, to: &directory)
    ZipWriter.append(start, 4, to: &directory)
    directory += Array(name.utf8)
    count += 1
  }

  /// The archive; nothing can be added after.
  mutating func finish() -> [UInt8] {
    let start = bytes.count
    bytes += directory
    ZipWriter.append(0x0605_4B50, 4, to: &bytes)
    for value in [0, 0, count, count] { ZipWriter.append(value, 2, to: &bytes) }
    ZipWriter.append(directory.count, 4, to: &bytes)
    ZipWriter.append(start, 4, to: &bytes)
    ZipWriter.append(0, 2, to: &bytes)
    return bytes
  }

  private static func append(_ value: Int, _ size: Int, to bytes: inout [UInt8]) {
    for place in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  /// The CRC-32 that zip and gzip use.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    let table = table
    return ~content.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
  }
}
