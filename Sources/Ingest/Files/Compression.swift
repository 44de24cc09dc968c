import Traffic

/// How a file is compressed, told by its first bytes and never by its name.
package enum Compression: String, Sendable {
  case none, gzip, zstd, xz, bzip2, zip

  /// Recognises the compression of a file that begins with `magic`, six bytes or fewer.
  package init(magic: Span<UInt8>) {
    func begins(_ bytes: UInt8...) -> Bool {
      guard magic.count >= bytes.count else { return false }
      for index in bytes.indices where magic[index] != bytes[index] { return false }
      return true
    }
    if begins(0x1F, 0x8B) {
      self = .gzip
    } else if begins(0x28, 0xB5, 0x2F, 0xFD) {
      self = .zstd
    } else if begins(0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00) {
      self = .xz
    } else if begins(0x42, 0x5A, 0x68), magic.count < 4 || magic[3].isDigit {
      self = .bzip2
    } else if begins(0x50, 0x4B, 0x03, 0x04) || begins(0x50, 0x4B, 0x05, 0x06) {
      self = .zip
    } else {
      self = .none
    }
  }

  /// The command that decompresses such a file to standard output.
  package var command: String {
    switch self {
    case .none: "cat FILE"
    case .gzip: "gzip -dc FILE"
    case .zstd: "zstd -dc FILE"
    case .xz: "xz -dc FILE"
    case .bzip2: "bzip2 -dc FILE"
    case .zip: "unzip -p FILE"
    }
  }

  /// The program that decompresses its standard input, and its arguments.
  var tool: [String] {
    switch self {
    case .none: ["cat"]
    case .gzip: ["gzip", "-dcq"]
    // Windows of up to 2 GiB are made by `--ultra` and `--long`.
    case .zstd: ["zstd", "-dcq", "--long=31"]
    case .xz: ["xz", "-dcq"]
    case .bzip2: ["bzip2", "-dcq"]
    case .zip: ["funzip"]
    }
  }
}
