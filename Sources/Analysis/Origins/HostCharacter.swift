import Traffic

/// What a host's name or address says of where it is.
struct HostCharacter: OptionSet, Sendable, BitwiseCopyable, Codable {
  var rawValue: UInt16

  /// The machine itself.
  static let loopback = HostCharacter(rawValue: 1 << 0)
  /// An address that is not routed on the internet.
  static let privateAddress = HostCharacter(rawValue: 1 << 1)
  /// A name that public DNS does not know.
  static let internalName = HostCharacter(rawValue: 1 << 2)
  /// A name for tests and development: `.test`, `staging.…`.
  static let development = HostCharacter(rawValue: 1 << 3)
  /// A tunnel to a developer's machine.
  static let tunnel = HostCharacter(rawValue: 1 << 4)
  /// An address, not a name.
  static let address = HostCharacter(rawValue: 1 << 5)

  /// Whether a page there runs on somebody's own machine or network.
  var isLocal: Bool { !isDisjoint(with: [.loopback, .privateAddress, .internalName, .tunnel]) }

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Reads `host`, which may end in a port.
  init(host text: Span<UInt8>) {
    self = []
    var host = text
    if host.count > 0, host[0] == 0x5B {
      readSixes(host)
      return
    }
    if let colon = host.firstIndex(of: 0x3A) { host = host.extracting(0..<colon) }
    guard host.count > 0 else { return }
    if let address = HostCharacter.address(host) {
      insert(.address)
      readAddress(address)
      return
    }
    if host.equalsIgnoringCase("localhost") || host.hasDomain("localhost") { insert(.loopback) }
    if HostCharacter.internalDomains.contains(host) { insert(.internalName) }
    if host.firstIndex(of: 0x2E) == nil, !contains(.loopback) { insert(.internalName) }
    if HostCharacter.tunnels.contains(host) { insert(.tunnel) }
    if host.hasDomain("test") { insert(.development) }
    var start = 0
    for index in 0...host.count
    where index == host.count || host[index] == 0x2E || host[index] == 0x2D {
      let word = host.extracting(start..<index)
      // The last label is a registry's: .dev is no sign.
      if index < host.count, HostCharacter.stages.contains(word) { insert(.development) }
      start = index + 1
    }
  }

  /// Whether the client's address is one of the internet's.
  static func isOutside(client: Span<UInt8>) -> Bool {
    if let colon = client.firstIndex(of: 0x3A), client.firstIndex(of: 0x3A, from: colon + 1) != nil
    {
      var bracketed: [UInt8] = [0x5B]
      for index in client.indices { bracketed.append(client[index]) }
      bracketed.append(0x5D)
      return HostCharacter(host: bracketed.span) == .address
    }
    return HostCharacter(host: client) == .address
  }

  private mutating func readSixes(_ host: Span<UInt8>) {
    insert(.address)
    if host.starts(with: "[::1]") || host.starts(with: "[::]") { insert(.loopback) }
    // fc00::/7 and fe80::/10.
    guard host.count > 4 else { return }
    let (first, second) = (host[1].asciiLowercased, host[2].asciiLowercased)
    guard first == 0x66 else { return }
    if second == 0x63 || second == 0x64 { insert(.privateAddress) }
    if second == 0x65, let third = host[3].hexValue, third >= 8 { insert(.privateAddress) }
  }

  /// - SeeAlso: RFC 1918, RFC 6598 and RFC 3927.
  private mutating func readAddress(_ address: UInt32) {
    switch address >> 24 {
    case 127: insert(.loopback)
    case 10: insert(.privateAddress)
    case 0 where address == 0: insert(.loopback)
    case 172 where address >> 20 & 0xF == 1: insert(.privateAddress)
    case 192 where address >> 16 & 0xFF == 168: insert(.privateAddress)
    case 169 where address >> 16 & 0xFF == 254: insert(.privateAddress)
    case 100 where address >> 22 & 0x3 == 1: insert(.privateAddress)
    default: break
    }
  }

  /// The IPv4 address in dotted decimals, or `nil`.
  private static func address(_ host: Span<UInt8>) -> UInt32? {
    var parts = 0
    var address: UInt32 = 0
    var start = 0
    for index in 0...host.count where index == host.count || host[index] == 0x2E {
      guard parts < 4, let number = host.extracting(start..<index).decimal, number < 256 else {
        return nil
      }
      address = address << 8 | UInt32(number)
      parts += 1
      start = index + 1
    }
    return parts == 4 ? address : nil
  }

  private static let internalDomains = DomainSet([
    "local", "internal", "intranet", "corp", "lan", "home", "localdomain", "private", "home.arpa",
    "svc.cluster.local",
  ])

  private static let tunnels = DomainSet([
    "ngrok.io", "ngrok.app", "ngrok.dev", "ngrok-free.app", "ngrok-free.dev", "trycloudflare.com",
    "loca.lt", "localtunnel.me", "serveo.net", "devtunnels.ms", "localhost.run", "lhr.life",
    "tunnelmole.net", "pagekite.me", "lvh.me", "nip.io", "sslip.io", "localtest.me",
  ])

  private static let stages = WordSet([
    "dev", "devel", "development", "test", "tests", "testing", "stage", "staging", "stg", "qa",
    "uat", "preview", "preprod", "sandbox", "local", "localdev", "ci", "integration", "demo",
  ])
}
