/// The connections whose exchanges cannot be seen, by what was asked for and why.
struct HiddenConnections {
  /// Why a connection is hidden.
  enum Reason: Int, BitwiseCopyable, CaseIterable {
    case noKeys, noHandshake, oldVersion, cipher, wrongKeys, quic, clearAnswer
  }

  private struct Key: Hashable {
    var reason: Int
    var name: [UInt8]
    var protocols: [UInt8]
  }

  /// How many different ones are told apart; what comes after is counted without a name.
  private static let limit = 256
  /// How many are told.
  private static let noteLimit = 12
  private static let nameLimit = 255

  private var counts: [Key: Int] = [:]

  /// Whether there are none.
  var isEmpty: Bool { counts.isEmpty }

  /// Counts a connection.
  mutating func add(_ reason: Reason, name: [UInt8], protocols: [UInt8]) {
    let name = Array(name.prefix(HiddenConnections.nameLimit))
    var key = Key(reason: reason.rawValue, name: name, protocols: Array(protocols.prefix(64)))
    if counts[key] == nil, counts.count >= HiddenConnections.limit {
      key.name = []
      key.protocols = []
    }
    counts[key, default: 0] += 1
  }

  /// One sentence each, the most frequent first.
  var notes: [String] {
    let order = counts.sorted {
      ($1.value, $0.key.reason, $0.key.name.description, $0.key.protocols.description)
        < ($0.value, $1.key.reason, $1.key.name.description, $1.key.protocols.description)
    }
    var notes = order.prefix(HiddenConnections.noteLimit).map { note($0.key, $0.value) }
    let rest = order.dropFirst(HiddenConnections.noteLimit).reduce(0) { $0 + $1.value }
    if rest > 0 { notes.append("\(rest) more encrypted connections are hidden") }
    return notes
  }

  private func note(_ key: Key, _ count: Int) -> String {
    let reason = Reason(rawValue: key.reason) ?? .noKeys
    let kind = reason == .quic ? "QUIC" : "TLS"
    var text = "\(count) \(kind) connection\(count == 1 ? "" : "s")"
    if !key.name.isEmpty { text += " to \(printable(key.name))" }
    if !key.protocols.isEmpty { text += " (ALPN \(printable(key.protocols)))" }
    if reason == .clearAnswer {
      return text + ": nothing was exchanged, for the server answered in clear; "
        + "see which port of it speaks TLS"
    }
    text += count == 1 ? ": its exchanges are hidden, " : ": their exchanges are hidden, "
    switch reason {
    case .noKeys:
      text +=
        "for no key is known; pass the key log of the client or the server with --tls-keylog"
    case .noHandshake:
      text += "for the handshake is not in the capture; start it before the connections"
    case .oldVersion: text += "for versions before TLS 1.2 are not read"
    case .cipher: text += "for the cipher suite is not read"
    case .wrongKeys: text += "for the keys known do not open the records"
    case .clearAnswer: break
    case .quic: text += "for HTTP/3 is not read; use the server's log or a HAR for them"
    }
    return text
  }

  private func printable(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { $0 > 0x20 && $0 < 0x7F ? $0 : 0x3F }, as: UTF8.self)
  }
}
