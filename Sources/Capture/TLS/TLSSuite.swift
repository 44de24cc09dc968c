/// A cipher suite, as far as records need it.
///
/// - SeeAlso: https://www.iana.org/assignments/tls-parameters
struct TLSSuite: BitwiseCopyable {
  /// How records are enciphered.
  enum Cipher: BitwiseCopyable {
    case gcm, chacha, cbc
  }

  /// A hash function.
  enum Hash: BitwiseCopyable {
    case sha1, sha256, sha384

    /// The length of its values in bytes.
    var length: Int {
      switch self {
      case .sha1: 20
      case .sha256: 32
      case .sha384: 48
      }
    }
  }

  /// How records are enciphered.
  var cipher: Cipher
  /// The length of a key in bytes.
  var keyLength: Int
  /// What keys are derived with.
  var hash: Hash
  /// What records are authenticated with, where the cipher does not do that itself.
  var mac = Hash.sha1

  /// The suites of TLS 1.3 for early data whose secret has a certain length.
  static func early(secretLength: Int) -> [TLSSuite] {
    secretLength == 48
      ? [TLSSuite(cipher: .gcm, keyLength: 32, hash: .sha384)]
      : [
        TLSSuite(cipher: .gcm, keyLength: 16, hash: .sha256),
        TLSSuite(cipher: .chacha, keyLength: 32, hash: .sha256),
      ]
  }

  private init(cipher: Cipher, keyLength: Int, hash: Hash, mac: Hash = .sha1) {
    self.cipher = cipher
    self.keyLength = keyLength
    self.hash = hash
    self.mac = mac
  }

  /// Finds the suite with the registered number `id`, or `nil` if its records cannot be read.
  init?(_ id: Int) {
    switch id {
    case 0x1301, 0x9C, 0x9E, 0xA0, 0xA2, 0xA4, 0xA8, 0xAA, 0xAC, 0xC02B, 0xC02D, 0xC02F, 0xC031,
      0xD001:
      self.init(cipher: .gcm, keyLength: 16, hash: .sha256)
    case 0x1302, 0x9D, 0x9F, 0xA1, 0xA3, 0xA5, 0xA9, 0xAB, 0xAD, 0xC02C, 0xC02E, 0xC030, 0xC032,
      0xD002:
      self.init(cipher: .gcm, keyLength: 32, hash: .sha384)
    case 0x1303, 0xCCA8...0xCCAE:
      self.init(cipher: .chacha, keyLength: 32, hash: .sha256)
    case 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x8C, 0x90, 0x94, 0xC004, 0xC009, 0xC00E, 0xC013,
      0xC018, 0xC035:
      self.init(cipher: .cbc, keyLength: 16, hash: .sha256)
    case 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x8D, 0x91, 0x95, 0xC005, 0xC00A, 0xC00F, 0xC014,
      0xC019, 0xC036:
      self.init(cipher: .cbc, keyLength: 32, hash: .sha256)
    case 0x3C, 0x3E, 0x3F, 0x40, 0x67, 0xAE, 0xB2, 0xB6, 0xC023, 0xC025, 0xC027, 0xC029, 0xC037:
      self.init(cipher: .cbc, keyLength: 16, hash: .sha256, mac: .sha256)
    case 0x3D, 0x68, 0x69, 0x6A, 0x6B:
      self.init(cipher: .cbc, keyLength: 32, hash: .sha256, mac: .sha256)
    case 0xAF, 0xB3, 0xB7, 0xC024, 0xC026, 0xC028, 0xC02A, 0xC038:
      self.init(cipher: .cbc, keyLength: 32, hash: .sha384, mac: .sha384)
    default: return nil
    }
  }
}
