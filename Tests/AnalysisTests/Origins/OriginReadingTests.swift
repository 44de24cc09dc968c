import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("What an origin's text says by itself")
struct OriginReadingTests {
  private static let secret = HashSecret()

  /// What may be sent, and answered, as an origin.
  private static let origins = [
    "https://app.example.com", "http://app.example.com", "https://app.example.com:8443",
    "https://app.example.com:443", "https://app.example.com/", "HTTPS://APP.example.com",
    " https://app.example.com ", "null", "NULL", "*", " * ", "", " ", "app.example.com",
    "https://other.test", "https://*.example.com", "https://a.example, https://b.example",
    "https://user@app.example.com", "https://app.example.com.", "https://app.example.com:99999",
    "chrome-extension://abc", "https://bücher.example", "https://127.1", "https://[::1]",
    "https://[::1]:8080", "ftp://app.example.com", "https://a b", "https://", "file://",
    "https://evil.test", "https://app.example.co", "https://app.example.com@other.test",
    "https://app.example.com?x", "https://App.Example.Com:8443", "\"https://app.example.com\"",
  ]

  private static let hosts: [Said] = [
    "app.example.com", "APP.example.com", "app.example.com:8443", "app.example.com:", "app", "",
    "app.example.com.", "[::1]", "[::1]:8080", "[::1", ":80", "user@app.example.com", "other.test",
    "app.example.com:99999", "app.example.co", .absent, .notObservable,
  ]

  private static func reading(_ text: String) -> OriginReading {
    OriginReading(Array(text.utf8).span, mark: 1, with: secret)
  }

  @Test(
    "tells how it relates to a target as a look at both does",
    arguments: ["https", "http", .notObservable] as [Said], [nil, 80, 443, 8443])
  func relations(_ scheme: Said, _ port: Int?) {
    var quick = 0
    for origin in Self.origins {
      for host in Self.hosts {
        let batch = Batch([
          Sent(port: port, [.origin: .value(origin), .scheme: scheme, .host: host])
        ])
        let exchange = ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: 0)
        var text = TargetText()
        var targets = TargetHashes(Self.secret)
        let target = targets.target(of: exchange, with: &text)
        let reading = Self.reading(origin)
        guard let relation = reading.relation(to: target) else { continue }
        quick += 1
        #expect(relation == reading.relation.whole(of: exchange), "\(origin) to \(host)")
      }
    }
    #expect(quick > Self.origins.count * Self.hosts.count / 3)
  }

  @Test("answers all origins of other hosts in the same way")
  func answers() {
    var quick = 0
    for granted in Self.origins {
      let value = Array(granted.utf8)
      let faults: Facts = [.malformedOrigin, .originListed]
      for origin in Self.origins where Self.reading(origin).isElsewhere(than: Self.reading(granted))
      {
        // What is the very same, or `*`, is told before.
        guard origin != granted, granted != "*" else { continue }
        quick += 1
        let close = AllowOriginRelation(value.span, to: Array(origin.utf8).span, faults: faults)
        let other = AllowOriginRelation(toOtherHost: value.span, faults: faults)
        #expect(close.rawValue == other.rawValue, "\(granted) to \(origin)")
      }
    }
    #expect(quick > Self.origins.count * Self.origins.count / 4)
  }

  @Test("is remembered while few others come, and read again when it was forgotten")
  func memory() {
    var memory = OriginMemory(Self.secret)
    let texts = (0..<6_000).map { "https://app\($0).example.com" } + Self.origins
    let batch = Batch(texts.map { Sent([.origin: .value($0), .allowOrigin: .value($0)]) })
    for _ in 0..<2 {
      for (index, text) in texts.enumerated() {
        let exchange = ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: index)
        let first = memory.reading(of: .origin, in: exchange)
        let again = memory.reading(of: .allowOrigin, in: exchange)
        let alone = OriginReading(Array(text.utf8).span, mark: first.mark, with: Self.secret)
        #expect(first.mark == again.mark && first.hash == again.hash && first.host == again.host)
        #expect(first.hash == alone.hash && first.host == alone.host)
        #expect(first.relation == alone.relation)
      }
    }
  }
}
