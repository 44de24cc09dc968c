import Crypto
import CryptoExtras
import Traffic

/// Deciphers the records of one direction under one key.
struct RecordCipher {
  /// What a record holds.
  struct Content {
    /// The type of its content.
    var kind: UInt8
    /// Its content.
    var bytes: [UInt8]
  }

  /// The longest content that a record may have, with what ciphers add, in bytes.
  static let recordLimit = (1 << 14) + 2048

  private let suite: TLSSuite
  private let key: SymmetricKey
  private let vector: [UInt8]
  private let macKey: [UInt8]
  private let isVersion13: Bool
  private let macIsOutside: Bool

  /// Makes the cipher of a direction of TLS 1.3.
  ///
  /// - SeeAlso: RFC 8446, section 7.3.
  init(secret: [UInt8], _ suite: TLSSuite) {
    self.suite = suite
    key = SymmetricKey(
      data: KeySchedule.expand(secret, label: "key", length: suite.keyLength, suite.hash))
    vector = KeySchedule.expand(secret, label: "iv", length: 12, suite.hash)
    macKey = []
    isVersion13 = true
    macIsOutside = false
  }

  /// Makes the cipher of a direction of TLS 1.2.
  ///
  /// - Parameters:
  ///   - master: The connection's master secret.
  ///   - randoms: The server's random, then the client's.
  ///   - isClient: Whether the client sends in this direction.
  ///   - suite: The cipher suite.
  ///   - macIsOutside: Whether the code is over what was enciphered, by RFC 7366.
  /// - SeeAlso: RFC 5246, section 6.3.
  init(
    master: [UInt8], randoms: [UInt8], isClient: Bool, _ suite: TLSSuite, macIsOutside: Bool
  ) {
    self.suite = suite
    let macLength = suite.cipher == .cbc ? suite.mac.length : 0
    let vectorLength = suite.cipher == .gcm ? 4 : suite.cipher == .chacha ? 12 : 0
    let block = KeySchedule.pseudorandom(
      master, label: "key expansion", seed: randoms,
      length: 2 * (macLength + suite.keyLength + vectorLength), suite.hash)
    let side = isClient ? 0 : 1
    func part(_ start: Int, _ length: Int) -> [UInt8] {
      Array(block[(start + side * length)..<(start + (side + 1) * length)])
    }
    macKey = part(0, macLength)
    key = SymmetricKey(data: part(2 * macLength, suite.keyLength))
    vector = part(2 * (macLength + suite.keyLength), vectorLength)
    isVersion13 = false
    self.macIsOutside = macIsOutside
  }

  /// By how much a record is longer than its content, its header included; 0 where that varies.
  var overhead: Int {
    switch suite.cipher {
    case .gcm: isVersion13 ? 22 : 29
    case .chacha: isVersion13 ? 22 : 21
    case .cbc: 0
    }
  }

  /// Deciphers a record.
  ///
  /// - Parameters:
  ///   - header: The five bytes before it.
  ///   - fragment: What the record carries.
  ///   - sequence: Its number under this key.
  /// - Returns: `nil` when it is not a record of this key and number.
  func open(header: [UInt8], _ fragment: [UInt8], sequence: UInt64) -> Content? {
    guard suite.cipher != .cbc else { return openBlocks(header, fragment, sequence) }
    let explicit = isVersion13 || suite.cipher == .chacha ? 0 : 8
    guard fragment.count >= explicit + 16 else { return nil }
    var nonce = vector
    if explicit > 0 {
      nonce += fragment[..<explicit]
    } else {
      for index in 0..<8 {
        nonce[4 + index] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * index))
      }
    }
    let end = fragment.count - 16
    let extra =
      isVersion13 ? header : RecordCipher.pseudoHeader(header, sequence, end - explicit)
    guard
      let plain = open(fragment[explicit..<end], tag: fragment[end...], nonce: nonce, extra: extra)
    else { return nil }
    guard isVersion13 else { return Content(kind: header[0], bytes: plain) }
    // RFC 8446, section 5.2: the type is the last byte that is not padding.
    guard let last = plain.lastIndex(where: { $0 != 0 }) else { return nil }
    return Content(kind: plain[last], bytes: Array(plain[..<last]))
  }

  private func open(
    _ text: ArraySlice<UInt8>, tag: ArraySlice<UInt8>, nonce: [UInt8], extra: [UInt8]
  ) -> [UInt8]? {
    switch suite.cipher {
    case .gcm:
      guard let nonce = try? AES.GCM.Nonce(data: nonce),
        let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: text, tag: tag)
      else { return nil }
      return (try? AES.GCM.open(box, using: key, authenticating: extra)).map { Array($0) }
    case .chacha:
      guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
        let box = try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: text, tag: tag)
      else { return nil }
      return (try? ChaChaPoly.open(box, using: key, authenticating: extra)).map { Array($0) }
    case .cbc: return nil
    }
  }

  // RFC 5246, section 6.2.3.2, and RFC 7366.
  private func openBlocks(
    _ header: [UInt8], _ fragment: [UInt8], _ sequence: UInt64
  ) -> Content? {
    let length = suite.mac.length
    var end = fragment.count
    if macIsOutside {
      end -= length
      guard end >= 32 else { return nil }
      let sealed = Array(fragment[..<end])
      let own = RecordCipher.pseudoHeader(header, sequence, end) + sealed
      guard KeySchedule.code(own, key: macKey, suite.mac)[...] == fragment[end...] else {
        return nil
      }
    }
    guard end >= 32, end % 16 == 0,
      let vector = try? AES._CBC.IV(ivBytes: fragment[..<16]),
      let opened = try? AES._CBC.decrypt(
        fragment[16..<end], using: key, iv: vector, noPadding: true)
    else { return nil }
    var plain = Array(opened)
    guard let padding = plain.last, plain.count > Int(padding),
      plain.suffix(Int(padding) + 1).allSatisfy({ $0 == padding })
    else { return nil }
    plain.removeLast(Int(padding) + 1)
    guard !macIsOutside else { return Content(kind: header[0], bytes: plain) }
    guard plain.count >= length else { return nil }
    let code = Array(plain.suffix(length))
    plain.removeLast(length)
    let own = RecordCipher.pseudoHeader(header, sequence, plain.count) + plain
    guard KeySchedule.code(own, key: macKey, suite.mac) == code else { return nil }
    return Content(kind: header[0], bytes: plain)
  }

  /// What TLS 1.2 authenticates beside the content.
  private static func pseudoHeader(
    _ header: [UInt8], _ sequence: UInt64, _ length: Int
  ) -> [UInt8] {
    var result: [UInt8] = []
    for shift: UInt64 in [56, 48, 40, 32, 24, 16, 8, 0] {
      result.append(UInt8(truncatingIfNeeded: sequence >> shift))
    }
    result += header[..<3]
    result.append(UInt8(truncatingIfNeeded: length >> 8))
    result.append(UInt8(truncatingIfNeeded: length))
    return result
  }
}
