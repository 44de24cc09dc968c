import Traffic

/// What the User-Agents seen lately tell, kept so that each is read once.
///
/// Of those whose hashes have the same low bits the four read last are kept: where only two are,
/// some hundred User-Agents leave a few that put each other out at every turn.
struct AgentMemory: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    /// The hash, its lowest bits replaced by what was worked out.
    var mark: UInt64 = 0
    /// The hash that is the same in every run.
    var agent: UInt64 = 0
  }

  private static let ways = 4
  private static let count = 4096
  private var entries = Array(repeating: Entry(), count: AgentMemory.count)
  private let secret = HashSecret()

  /// The hash by which the exchange's User-Agent, which must be there, is remembered.
  @inline(__always)
  func hash(of exchange: borrowing ExchangeView) -> UInt64 {
    exchange.hash(ofLong: .userAgent, with: secret, after: secret.start)
  }

  /// What is known of the User-Agent with the given hash, if it is remembered.
  @inline(__always)
  func known(_ hash: UInt64) -> Judge.Agent? {
    let slot = AgentMemory.slot(hash)
    for place in slot..<slot &+ AgentMemory.ways {
      let entry = entries[place]
      guard (entry.mark ^ hash) >> 16 == 0, entry.mark != 0 else { continue }
      return Judge.Agent(code: UInt16(truncatingIfNeeded: entry.mark), hash: entry.agent)
    }
    return nil
  }

  /// Keeps what is known of a User-Agent in place of the one that was read first.
  mutating func keep(_ agent: Judge.Agent, of hash: UInt64) {
    let slot = AgentMemory.slot(hash)
    for place in (slot &+ 1..<slot &+ AgentMemory.ways).reversed() {
      entries[place] = entries[place &- 1]
    }
    entries[slot] = Entry(mark: hash & ~0xFFFF | UInt64(agent.code), agent: agent.hash)
  }

  private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &<< 2) & (count &- ways)
  }
}
