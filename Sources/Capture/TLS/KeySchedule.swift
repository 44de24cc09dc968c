import Crypto

/// How TLS derives keys from secrets.
enum KeySchedule {
  /// The message authentication code of `message` under `key`.
  static func code(_ message: [UInt8], key: [UInt8], _ hash: TLSSuite.Hash) -> [UInt8] {
    let key = SymmetricKey(data: key)
    return switch hash {
    case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
    case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    case .sha384: Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
    }
  }

  /// Expands a secret of TLS 1.3 into `length` bytes, no more than the hash function makes at once.
  ///
  /// - SeeAlso: RFC 8446, section 7.1, and RFC 5869, section 2.3.
  static func expand(
    _ secret: [UInt8], label: String, length: Int, _ hash: TLSSuite.Hash
  ) -> [UInt8] {
    let label = Array("tls13 ".utf8) + Array(label.utf8)
    let info =
      [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
      + [UInt8(truncatingIfNeeded: label.count)] + label + [0]
    return Array(code(info + [1], key: secret, hash).prefix(length))
  }

  /// The pseudorandom function of TLS 1.2.
  ///
  /// - SeeAlso: RFC 5246, section 5.
  static func pseudorandom(
    _ secret: [UInt8], label: String, seed: [UInt8], length: Int, _ hash: TLSSuite.Hash
  ) -> [UInt8] {
    let seed = Array(label.utf8) + seed
    var state = seed
    var result: [UInt8] = []
    while result.count < length {
      state = code(state, key: secret, hash)
      result += code(state + seed, key: secret, hash)
    }
    return Array(result.prefix(length))
  }
}
