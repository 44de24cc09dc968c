import Traffic

/// What a ClientHello, a ServerHello or an EncryptedExtensions message says that matters here.
///
/// - SeeAlso: RFC 8446, section 4.1, RFC 6066, section 3, and RFC 7301, section 3.1.
struct TLSHello {
  /// The random of a hello.
  var random: TLSRandom?
  /// The version, 0x0304 for TLS 1.3.
  var version = 0
  /// The cipher suite that the server chose.
  var suite = 0
  /// The name of the server that the client asks for.
  var serverName: [UInt8] = []
  /// The protocols, the first of several behind a comma.
  var protocols: [UInt8] = []
  /// Whether early data is offered, or accepted.
  var hasEarlyData = false
  /// Whether codes are over what was enciphered.
  var macIsOutside = false

  /// Reads a ClientHello without its message header.
  init?(client body: Span<UInt8>) {
    guard body.count >= 35 else { return nil }
    version = body.network16(0)
    random = TLSRandom(body, at: 2)
    var offset = 35 + Int(body[34])
    guard offset + 2 <= body.count else { return nil }
    offset += 2 + body.network16(offset)
    guard offset < body.count else { return nil }
    offset += 1 + Int(body[offset])
    readExtensions(body, at: offset)
  }

  /// Reads a ServerHello without its message header.
  init?(server body: Span<UInt8>) {
    guard body.count >= 35 else { return nil }
    version = body.network16(0)
    random = TLSRandom(body, at: 2)
    let offset = 35 + Int(body[34])
    guard offset + 3 <= body.count else { return nil }
    suite = body.network16(offset)
    readExtensions(body, at: offset + 3)
  }

  /// Reads an EncryptedExtensions message without its header.
  init(extensions body: Span<UInt8>) { readExtensions(body, at: 0) }

  private mutating func readExtensions(_ body: Span<UInt8>, at start: Int) {
    guard start + 2 <= body.count else { return }
    let end = min(body.count, start + 2 + body.network16(start))
    var offset = start + 2
    while offset + 4 <= end {
      let length = body.network16(offset + 2)
      guard offset + 4 + length <= end else { return }
      read(body.network16(offset), body.extracting((offset + 4)..<(offset + 4 + length)))
      offset += 4 + length
    }
  }

  private mutating func read(_ kind: Int, _ value: Span<UInt8>) {
    switch kind {
    case 0:
      guard value.count >= 5, value[2] == 0 else { return }
      let end = min(value.count, 5 + value.network16(3))
      serverName.append(bytes: value.extracting(5..<end))
    case 16: readProtocols(value)
    case 22: macIsOutside = true
    case 42: hasEarlyData = true
    case 43:
      // A ServerHello names the one version chosen, a ClientHello a list.
      if value.count == 2 { version = value.network16(0) }
    default: return
    }
  }

  private mutating func readProtocols(_ value: Span<UInt8>) {
    var offset = 2
    while offset < value.count {
      let end = offset + 1 + Int(value[offset])
      guard end <= value.count else { return }
      if !protocols.isEmpty { protocols.append(0x2C) }
      protocols.append(bytes: value.extracting((offset + 1)..<end))
      offset = end
    }
  }
}
