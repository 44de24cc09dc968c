/// Makes client addresses coarse enough to be nobody's.
enum ClientMask {
  /// The network of an address: IPv4 without its last number, IPv6 without all but its first three
  /// groups; `unknown` for what is neither.
  static func network(_ address: String) -> String {
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

  private static func isGroup(_ text: Substring) -> Bool {
    text.utf8.count <= 4 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static func fourth(_ text: String) -> String? {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 4, numbers.allSatisfy({ UInt8($0) != nil }) else { return nil }
    return numbers.dropLast().joined(separator: ".") + ".0"
  }
}
