import Traffic

/// The header of a gzip stream's member, read as its bytes come: names in it may be of any length.
///
/// - SeeAlso: RFC 1952, section 2.3.
struct GzipHeader: BitwiseCopyable {
  /// What became of the header.
  enum Reading: BitwiseCopyable {
    /// It goes on behind the bytes that there are.
    case unfinished
    /// All of it was read.
    case whole
    /// It is none, or its checksum differs.
    case damaged
  }

  /// What the header is made of, in order.
  private enum Part: BitwiseCopyable {
    case fixed, extraCount, extra, name, comment, checksum, end
  }

  private var part = Part.fixed
  /// How many bytes of the part were read.
  private var seen = 0
  private var flags: UInt8 = 0
  /// How many bytes the extra field has.
  private var extraCount = 0
  /// The register of the CRC-32 of what was read, of which half is written behind it.
  private var sum = UInt32.max

  /// Reads on from `cursor`, which is moved behind what was read.
  mutating func read(_ bytes: Span<UInt8>, from cursor: inout Int) -> Reading {
    while true {
      skipMissing()
      guard part != .end else { return .whole }
      guard cursor < bytes.count else { return .unfinished }
      let byte = bytes[cursor]
      cursor += 1
      guard take(byte) else { return .damaged }
    }
  }

  /// Goes past the parts that the flags leave out, or that have no bytes.
  private mutating func skipMissing() {
    while true {
      switch part {
      case .extraCount where flags & 4 == 0: part = .name
      case .extra where seen == extraCount: go(to: .name)
      case .name where flags & 8 == 0: part = .comment
      case .comment where flags & 16 == 0: part = .checksum
      case .checksum where flags & 2 == 0: part = .end
      default: return
      }
    }
  }

  private mutating func go(to next: Part) {
    part = next
    seen = 0
  }

  /// Takes the next byte; `false` where it cannot stand there.
  private mutating func take(_ byte: UInt8) -> Bool {
    let place = seen
    seen += 1
    let register = sum
    note(byte)
    switch part {
    case .fixed:
      switch place {
      case 0: return byte == 0x1F
      case 1: return byte == 0x8B
      case 2: return byte == 8
      case 3:
        flags = byte
        return byte & 0xE0 == 0
      case 9: go(to: .extraCount)
      default: break
      }
    case .extraCount:
      extraCount |= Int(byte) << (8 * place)
      if place == 1 { go(to: .extra) }
    case .extra, .end: break
    case .name: if byte == 0 { go(to: .comment) }
    case .comment: if byte == 0 { go(to: .checksum) }
    case .checksum:
      sum = register
      guard UInt8(truncatingIfNeeded: ~sum >> (8 * UInt32(place))) == byte else { return false }
      if place == 1 { go(to: .end) }
    }
    return true
  }

  /// Takes the byte into the checksum.
  private mutating func note(_ byte: UInt8) {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 0 ? 0 : 0xEDB8_8320) }
  }
}
