/// Makes client addresses coarse enough to be nobody's.
package enum ClientMask {
  /// The network of an address: IPv4 without its last number, IPv6 without all but its first three
  /// groups; `unknown` for what is neither.
  package static func network(_ address: String) -> String {
    let text = address.hasPrefix("[") ? String(address.dropFirst().prefix { $0 != "]" }) : address
    if text.contains(":") {
      let mapped = text.lowercased().hasPrefix("::ffff:") ? String(text.dropFirst(7)) : nil
      if let mapped, let network = fourth(mapped) { return "::ffff:\(network)" }
      let groups = text.split(separator: ":", omittingEmptySubsequences: false)
      guard groups.count > 2, groups.count < 9, groups.allSatisfy(isGroup) else { return "unknown" }
      // A gap before the third group: what stands there is zero.
      return groups.prefix(3).prefix { !$0.isEmpty }.joined(separator: ":") + "::"
    }
    return fourth(text) ?? "unknown"
  }

  /// The text with every address in it cut to its network, but for those in `servers`.
  ///
  /// Only whole words are addresses: four numbers up to 255 with points, or IPv6 of eight groups or
  /// with a gap, in brackets or not.
  package static func mask(_ text: String, except servers: Set<String> = []) -> String {
    // Nothing shorter is an address, and most texts hold none.
    guard text.utf8.count > 2, text.utf8.contains(where: { $0 == 0x2E || $0 == 0x3A }) else {
      return text
    }
    var result = ""
    var word: [UInt8] = []
    var rest: [UInt8] = []
    let flush = { (word: inout [UInt8], rest: inout [UInt8], result: inout String) in
      let masked = masked(word, servers)
      result += String(decoding: rest, as: UTF8.self) + masked
      word.removeAll(keepingCapacity: true)
      rest.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      if isWord(byte) {
        word.append(byte)
      } else {
        if !word.isEmpty { flush(&word, &rest, &result) }
        rest.append(byte)
      }
    }
    flush(&word, &rest, &result)
    return result
  }

  /// The addresses of hosts in `targets`, such as `https://192.0.2.7:8443`.
  package static func addresses(of targets: [String]) -> Set<String> {
    var found: Set<String> = []
    for target in targets {
      let authority = target.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
      guard let host = authority.first else { continue }
      let name =
        host.hasPrefix("[")
        ? String(host.dropFirst().prefix { $0 != "]" }) : String(host.prefix { $0 != ":" })
      if network(name) != "unknown" { found.insert(name) }
    }
    return found
  }

  /// Whether a byte may stand in an address or in a word that holds one by chance.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2E || byte == 0x3A || byte >= 0x80
      || byte == 0x5F || byte == 0x2D
  }

  /// A word that is an address, perhaps with a port, or ends a sentence, cut; any other as it is.
  private static func masked(_ word: [UInt8], _ servers: Set<String>) -> String {
    let text = String(decoding: word, as: UTF8.self)
    guard word.first.map({ $0 == 0x3A || hexadecimal($0) }) ?? false else { return text }
    let end = text.reversed().prefix { $0 == "." || $0 == ":" || $0 == "-" }.count
    let core = text.dropLast(end)
    for (address, tail) in [(core, ""), portless(core), (Substring(text), "")] {
      let isAddress =
        address.contains(".") && !address.contains(":") && fourth(String(address)) != nil
        || isIPv6(address)
      guard isAddress, !address.isEmpty else { continue }
      let name = String(address)
      let ending = tail + text.suffix(address.endIndex == text.endIndex ? 0 : end)
      return servers.contains(name) ? text : network(name) + ending
    }
    return text
  }

  private static func portless(_ text: Substring) -> (Substring, String) {
    guard let colon = text.lastIndex(of: ":"), text.contains(".") else { return (text, "") }
    return (text[..<colon], String(text[colon...]))
  }

  private static func hexadecimal(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }

  /// Whether it is IPv6: a time of day has no gap and no eight groups.
  private static func isIPv6(_ text: Substring) -> Bool {
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count > 2, groups.count < 10 else { return false }
    if text.lowercased().hasPrefix("::ffff:"), fourth(String(text.dropFirst(7))) != nil {
      return true
    }
    return groups.allSatisfy(isGroup) && (text.contains("::") || groups.count == 8)
      && text.contains { $0 != ":" }
  }

  private static func isGroup(_ text: Substring) -> Bool {
    text.utf8.count <= 4 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static func fourth(_ text: String) -> String? {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 4, numbers.allSatisfy({ UInt8($0) != nil }) else { return nil }
    return numbers.dropLast().joined(separator: ".") + ".0"
  }
}
