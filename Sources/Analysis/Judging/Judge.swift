import CORSEngine
package import Traffic

/// Judges single exchanges: what each was, and how it ended for the page.
///
/// A judge holds only memory of User-Agents that it has read; each exchange is judged by itself.
package struct Judge: Sendable {
  private var agents = AgentMemory()

  /// What a User-Agent tells of a client.
  struct Agent: Sendable, BitwiseCopyable {
    /// The engine.
    var engine = Engine.unknown
    /// Whether it is a security scanner's.
    var isScanner = false
    /// The hash of the User-Agent; 0 where there was none.
    var hash: UInt64 = 0

    init(engine: Engine = .unknown, isScanner: Bool = false, hash: UInt64 = 0) {
      self.engine = engine
      self.isScanner = isScanner
      self.hash = hash
    }

    /// What was worked out, in one number.
    var code: UInt16 { UInt16(engine.rawValue) << 1 | (isScanner ? 1 : 0) }

    @inline(__always)
    init(code: UInt16, hash: UInt64) {
      engine = Engine(rawValue: UInt8(truncatingIfNeeded: code >> 1)) ?? .unknown
      isScanner = code & 1 != 0
      self.hash = hash
    }
  }

  /// Makes a judge.
  package init() {}

  /// Judges one exchange.
  package mutating func judge(_ exchange: borrowing ExchangeView) -> Judgement {
    Judge.judge(exchange, by: agent(of: exchange).engine)
  }

  /// Judges one exchange of a client with the engine given.
  static func judge(_ exchange: borrowing ExchangeView, by engine: Engine) -> Judgement {
    var judgement = Judgement()
    judgement.engine = engine
    if !classifyByMark(exchange, &judgement), !classifyByFetchMetadata(exchange, &judgement) {
      classifyByOrigin(exchange, &judgement)
    }
    switch judgement.kind {
    case .preflight: judgePreflight(exchange, &judgement)
    case .cors: judgeActual(exchange, &judgement)
    case .noCORS: judgeEmbedding(exchange, &judgement)
    case .sameOrigin, .navigation, .webSocket, .nonBrowser: judgement.outcome = .notCORS
    case .unclassified: break
    }
    return judgement
  }

  /// What is known of the exchange's client; equal User-Agents are read once.
  @inline(__always)
  mutating func agent(of exchange: borrowing ExchangeView) -> Agent {
    guard exchange.has(.userAgent), exchange.length(.userAgent) > 0 else {
      return Agent(engine: exchange.observes(.userAgent) ? .none : .unknown)
    }
    let hash = agents.hash(of: exchange)
    if let known = agents.known(hash) { return known }
    return read(exchange.bytes(.userAgent), hash)
  }

  /// Reads a User-Agent, and remembers it by its hash.
  @inline(never)
  private mutating func read(_ agent: Span<UInt8>, _ hash: UInt64) -> Agent {
    let read = Agent(
      engine: Engine(userAgent: agent), isScanner: Scanners.isScanner(agent), hash: agent.hash())
    agents.keep(read, of: hash)
    return read
  }
}
