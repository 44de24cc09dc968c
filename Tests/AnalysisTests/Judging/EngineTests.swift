import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("Reading a User-Agent")
struct EngineTests {
  @Test("finds the engine, which on iOS is WebKit whatever the name", arguments: agents)
  func reads(_ agent: String, _ engine: Engine) {
    let bytes = Array(agent.utf8)
    let read = Engine(userAgent: bytes.span)
    #expect(read == engine)
    var judge = Judge()
    let sent = Batch([Sent([.userAgent: .value(agent)])])
    let first = sent.withFirst { judge.judge($0).engine }
    let again = sent.withFirst { judge.judge($0).engine }
    #expect(first == engine)
    #expect(again == engine)
  }

  @Test("is remembered for each User-Agent, however many there are")
  func remembers() {
    let agents = (0..<6000).map { "\(Self.agents[$0 % Self.agents.count].0) (\($0 / 7))" }
    var judge = Judge()
    // Some are still known when they come again, most had to give way.
    for index in Array(0..<6000) + [5999, 5998, 0, 1, 2] + Array(0..<600) {
      let bytes = Array(agents[index].utf8)
      let sent = Batch([Sent([.userAgent: .value(agents[index])])])
      let agent = sent.withFirst { judge.agent(of: $0) }
      guard
        agent.hash != bytes.span.hash() || agent.engine != Engine(userAgent: bytes.span)
          || agent.isScanner != Scanners.isScanner(bytes.span)
      else { continue }
      Issue.record("\(agents[index]) is read as \(agent)")
    }
  }

  private static let webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
  private static let blink = "AppleWebKit/537.36 (KHTML, like Gecko)"
  private static let phone = "(iPhone; CPU iPhone OS 18_0 like Mac OS X)"

  static let agents: [(String, Engine)] = [
    (Agent.chrome, .chromium),
    (Agent.firefox, .firefox),
    (Agent.safari, .webkit),
    ("\(Agent.chrome) Edg/140.0.0.0", .chromium),
    ("\(Agent.chrome) OPR/120.0.0.0", .chromium),
    (
      "Mozilla/5.0 (X11; Linux x86_64) \(blink) HeadlessChrome/140.0.0.0 Safari/537.36",
      .chromium
    ),
    (
      "Mozilla/5.0 (Linux; Android 10; K) \(blink) SamsungBrowser/28.0 Chrome/130.0.0.0 "
        + "Mobile Safari/537.36", .chromium
    ),
    (
      "Mozilla/5.0 (X11; Ubuntu) \(blink) Ubuntu Chromium/90.0 Safari/537.36",
      .chromium
    ),
    ("Mozilla/5.0 (Android 14; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0", .firefox),
    ("Mozilla/5.0 \(phone) \(webkit) Version/18.0 Mobile/15E148 Safari/604.1", .webkit),
    ("Mozilla/5.0 \(phone) \(webkit) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", .webkit),
    ("Mozilla/5.0 \(phone) \(webkit) FxiOS/142.0 Mobile/15E148 Safari/605.1.15", .webkit),
    ("Mozilla/5.0 \(phone) \(webkit) EdgiOS/140.0 Mobile/15E148 Safari/605.1.15", .webkit),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", .other),
    ("Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko", .other),
    ("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18", .other),
    (Agent.curl, .none),
    ("python-requests/2.32.0", .none),
    ("Go-http-client/2.0", .none),
    ("Googlebot-Image/1.0", .none),
    ("-", .none),
    ("", .none),
  ]

  @Test("knows no engine where the input has no User-Agent, and none where none was sent")
  func unseen() {
    #expect(Sent([.userAgent: .notObservable]).judgement.engine == .unknown)
    #expect(Sent([.userAgent: .absent]).judgement.engine == .none)
  }

  @Test("judges by the engine's profile, and by the standard where there is none")
  func profiles() {
    #expect(
      Engine.allCases.map(\.profile) == [.fetch, .fetch, .fetch, .chromium, .firefox, .webkit])
  }
}
