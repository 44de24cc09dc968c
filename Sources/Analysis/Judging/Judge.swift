import CORSEngine
package import Traffic

/// Judges single exchanges: what each was, and how it ended for the page.
///
/// A judge holds only memory of User-Agents that it has read; each exchange is judged by itself.
package struct Judge: Sendable {
  private var agents = RecentValues(bits: 11, empty: Agent())
  /// The hash of the User-Agent of the exchange judged last; 0 where there was none.
  private(set) var agentHash: UInt64 = 0
  /// Whether the User-Agent of the exchange judged last is a security scanner's.
  private(set) var agentIsScanner = false

  private struct Agent: Sendable, BitwiseCopyable {
    var engine = Engine.unknown
    var isScanner = false
  }

  /// Makes a judge.
  package init() {}

  /// Judges one exchange.
  package mutating func judge(_ exchange: borrowing ExchangeView) -> Judgement {
    var judgement = Judgement()
    judgement.engine = engine(of: exchange)
    if !Judge.classifyByMark(exchange, &judgement),
      !Judge.classifyByFetchMetadata(exchange, &judgement)
    {
      Judge.classifyByOrigin(exchange, &judgement)
    }
    switch judgement.kind {
    case .preflight: Judge.judgePreflight(exchange, &judgement)
    case .cors: Judge.judgeActual(exchange, &judgement)
    case .noCORS: Judge.judgeEmbedding(exchange, &judgement)
    case .sameOrigin, .navigation, .webSocket, .nonBrowser: judgement.outcome = .notCORS
    case .unclassified: break
    }
    return judgement
  }

  /// The engine of the exchange's client; equal User-Agents are read once.
  private mutating func engine(of exchange: borrowing ExchangeView) -> Engine {
    agentHash = 0
    agentIsScanner = false
    guard exchange.observes(.userAgent) else { return .unknown }
    let agent = exchange.bytes(.userAgent)
    guard !agent.isEmpty else { return .none }
    let hash = agent.hash()
    agentHash = hash
    let known = agents.value(of: hash) {
      Agent(engine: Engine(userAgent: agent), isScanner: Scanners.isScanner(agent))
    }
    agentIsScanner = known.isScanner
    return known.engine
  }
}
