import Crypto
import CryptoExtras
import Traffic

/// A client's first packets of QUIC, whose keys follow from what they show.
///
/// - SeeAlso: RFC 9000, section 17.2.2, and RFC 9001, section 5.
struct QUICInitial {
  private struct Version {
    var salt: [UInt8]
    var labels: String
    /// The packet type of an Initial packet.
    var kind: UInt8
  }

  /// What the client says with them: parts of its handshake, and where each belongs.
  private(set) var pieces: [(offset: Int, bytes: [UInt8])] = []

  /// Whether `payload` of a datagram looks like a long header with a client's Initial packet.
  ///
  /// Clients fill such datagrams up to 1200 bytes.
  static func mayBegin(_ payload: Span<UInt8>) -> Bool {
    guard payload.count >= 1150, payload[0] & 0xC0 == 0xC0,
      let version = version(payload.network32(1))
    else { return false }
    return payload[0] >> 4 & 3 == version.kind && payload[5] >= 8 && payload[5] <= 20
  }

  /// Opens the first packet in `payload`; `nil` where it cannot be.
  init?(_ payload: Span<UInt8>) {
    guard payload.count >= 1150, let version = QUICInitial.version(payload.network32(1)) else {
      return nil
    }
    var cursor = 6 + Int(payload[5])
    guard cursor < payload.count else { return nil }
    var name: [UInt8] = []
    name.append(bytes: payload.extracting(6..<cursor))
    cursor += 1 + Int(payload[cursor])
    guard let token = QUICInitial.integer(payload, &cursor), token < payload.count else {
      return nil
    }
    cursor += token
    guard let length = QUICInitial.integer(payload, &cursor), length >= 20,
      cursor + length <= payload.count
    else { return nil }
    let initial = KeySchedule.code(name, key: version.salt, .sha256)
    let secret = KeySchedule.expand(initial, label: "client in", length: 32, .sha256)
    var packet: [UInt8] = []
    packet.append(bytes: payload.extracting(0..<(cursor + length)))
    guard
      let plain = QUICInitial.open(packet, numberAt: cursor, secret: secret, version.labels)
    else { return nil }
    readFrames(plain.span)
  }

  private static func open(
    _ packet: [UInt8], numberAt offset: Int, secret: [UInt8], _ labels: String
  ) -> [UInt8]? {
    func part(_ name: String, _ length: Int) -> [UInt8] {
      KeySchedule.expand(secret, label: "\(labels) \(name)", length: length, .sha256)
    }
    var mask = Array(packet[(offset + 4)..<(offset + 20)])
    guard (try? AES.permute(&mask, key: SymmetricKey(data: part("hp", 16)))) != nil else {
      return nil
    }
    var header = Array(packet[..<(offset + 4)])
    header[0] ^= mask[0] & 0x0F
    let count = Int(header[0] & 3) + 1
    header.removeLast(4 - count)
    var nonce = part("iv", 12)
    for index in 0..<count {
      header[offset + index] ^= mask[1 + index]
      nonce[12 - count + index] ^= header[offset + index]
    }
    let end = packet.count - 16
    guard end >= offset + count, let vector = try? AES.GCM.Nonce(data: nonce),
      let box = try? AES.GCM.SealedBox(
        nonce: vector, ciphertext: packet[(offset + count)..<end], tag: packet[end...])
    else { return nil }
    let key = SymmetricKey(data: part("key", 16))
    return (try? AES.GCM.open(box, using: key, authenticating: header)).map { Array($0) }
  }

  // RFC 9000, section 19: what else there is in such a packet, up to what is not expected.
  private mutating func readFrames(_ plain: Span<UInt8>) {
    var cursor = 0
    while cursor < plain.count {
      let kind = plain[cursor]
      cursor += 1
      switch kind {
      case 0, 1: continue
      case 6:
        guard let offset = QUICInitial.integer(plain, &cursor),
          let length = QUICInitial.integer(plain, &cursor), length <= plain.count - cursor
        else { return }
        var bytes: [UInt8] = []
        bytes.append(bytes: plain.extracting(cursor..<(cursor + length)))
        pieces.append((offset, bytes))
        cursor += length
      default: return
      }
    }
  }

  // RFC 9000, section 16.
  private static func integer(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Int? {
    guard cursor < bytes.count else { return nil }
    let count = 1 << Int(bytes[cursor] >> 6)
    guard cursor + count <= bytes.count else { return nil }
    var number = Int(bytes[cursor] & 0x3F)
    for index in 1..<max(1, count) { number = number << 8 | Int(bytes[cursor + index]) }
    cursor += count
    return number
  }

  private static func version(_ number: UInt32) -> Version? {
    switch number {
    case 1:
      Version(
        salt: hexadecimal("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), labels: "quic", kind: 0)
    case 0x6B33_43CF:
      Version(
        salt: hexadecimal("0dede3def700a6db819381be6e269dcbf9bd2ed9"), labels: "quicv2", kind: 1)
    // The drafts that browsers spoke before the standard.
    case 0xFF00_001D...0xFF00_0022:
      Version(
        salt: hexadecimal("afbfec289993d24c9e9786f19c6111e04390a899"), labels: "quic", kind: 0)
    default: nil
    }
  }

  private static func hexadecimal(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, digit) in text.utf8.enumerated() {
      let value = digit.hexValue ?? 0
      if index % 2 == 0 { bytes.append(value << 4) } else { bytes[bytes.count - 1] |= value }
    }
    return bytes
  }
}
