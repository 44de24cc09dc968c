import Traffic

/// What the User-Agents seen lately tell, kept so that each is read once.
///
/// Of those whose hashes have the same low bits the two asked for last are kept.
struct AgentMemory: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    /// The hash, its lowest bits replaced by what was worked out.
    var mark: UInt64 = 0
    /// The hash that is the same in every run.
    var agent: UInt64 = 0
  }

  private static let bits = 11
  private var entries = Array(repeating: Entry(), count: 2 << AgentMemory.bits)
  private let secret = HashSecret()

  /// Asks for the hash by which the exchange's User-Agent, which must be there, is remembered.
  @inline(__always)
  func hash(of exchange: borrowing ExchangeView) -> UInt64 {
    exchange.hash(.userAgent, with: secret, after: secret.start)
  }

  /// What is known of the User-Agent with the given hash, if it is remembered.
  @inline(__always)
  mutating func known(_ hash: UInt64) -> Judge.Agent? {
    let slot = AgentMemory.slot(hash)
    let first = entries[slot]
    if (first.mark ^ hash) >> 16 == 0, first.mark != 0 { return AgentMemory.agent(first) }
    let second = entries[slot &+ 1]
    guard (second.mark ^ hash) >> 16 == 0, second.mark != 0 else { return nil }
    entries[slot &+ 1] = first
    entries[slot] = second
    return AgentMemory.agent(second)
  }

  /// Keeps what is known of a User-Agent in place of the one that was asked for least lately.
  mutating func keep(_ agent: Judge.Agent, of hash: UInt64) {
    let slot = AgentMemory.slot(hash)
    entries[slot &+ 1] = entries[slot]
    entries[slot] = Entry(mark: hash & ~0xFFFF | UInt64(agent.code), agent: agent.hash)
  }

  private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &<< 1) & (2 << bits - 2)
  }

  private static func agent(_ entry: Entry) -> Judge.Agent {
    Judge.Agent(code: UInt16(truncatingIfNeeded: entry.mark), hash: entry.agent)
  }
}
