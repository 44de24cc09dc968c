import Ingest
import Testing
import Traffic

@Suite("A HAR's producer")
struct HARProducerTests {
  private static func format(_ text: String) -> InputFormat {
    var ingestor = HARIngestor(stream: MemoryStream(Array(text.utf8)))
    var batch = Batch()
    _ = try? ingestor.read(into: &batch)
    return ingestor.format
  }

  @Test(
    "is known by the name that it gives itself",
    arguments: [
      ("WebInspector", "Chromium DevTools"), ("Firefox", "Firefox"),
      ("WebKit Web Inspector", "Safari Web Inspector"), ("Playwright", "Playwright"),
      ("mitmproxy", "mitmproxy"), ("Charles Proxy", "Charles"), ("Fiddler", "Fiddler"),
      ("WebPagetest", "WebPageTest"), ("chrome-har", "chrome-har"), ("Browsertime", "Browsertime"),
      ("BrowserMob Proxy", "BrowserMob Proxy"), ("Insomnia REST Client", "Insomnia"),
      ("newman-trace", "Postman"), ("Polly.JS", "Polly.JS"), ("Firebug", "Firebug"),
      ("Internet Explorer Network Inspector", "Internet Explorer"), ("HTTP Toolkit", "a proxy"),
      ("a name", ""),
    ])
  func names(_ creator: String, _ producer: String) {
    let format = Self.format(HARSamples.file(creator, [HARSamples.firefoxBlocked]))
    #expect(format.producer == producer)
    #expect(!format.hides.isEmpty)
    #expect(Set(format.hides).count == format.hides.count)
  }

  @Test(
    "is known by what it alone writes where it gives no name",
    arguments: [
      (#""_frameref":"f","_resourceType":"fetch""#, "Playwright"),
      (#""_resourceType":"fetch","_connectionId":"7""#, "Chromium DevTools"),
      (#""_securityState":"secure""#, "Firefox"),
      (#""_fetchType":"Network Load""#, "Safari Web Inspector"),
      (#""_order":0"#, "Polly.JS"), (#""checks":[]"#, "k6"), (#""comment":"""#, ""),
    ])
  func shapes(_ mark: String, _ producer: String) {
    let entry = HARSamples.firefoxBlocked.replacing(#""time":4"#, with: #""time":4,\#(mark)"#)
    #expect(Self.format(#"{"log":{"entries":[\#(entry)]}}"#).producer == producer)
    // A name outweighs a shape.
    #expect(Self.format(HARSamples.file("Charles Proxy", [entry])).producer == "Charles")
  }

  @Test("that comes behind the entries is known at the end")
  func nameAtEnd() {
    let text = #"""
      {"log":{"entries":[\#(HARSamples.firefoxBlocked)],"creator":{"version":"1","name":"Firefox"}}}
      """#
    #expect(Self.format(text).producer == "Firefox")
  }

  @Test("that leaves cookies out is said to, until one is there")
  func secrets() {
    let plain = Self.format(HARSamples.file("WebInspector", [HARSamples.firefoxBlocked]))
    #expect(plain.hides.contains { $0.hasPrefix("cookies and authorization") })
    let whole = Self.format(HARSamples.file("WebInspector", [HARSamples.firefoxFailed]))
    #expect(!whole.hides.contains { $0.hasPrefix("cookies") })
    #expect(!Self.format(HARSamples.firefox).hides.contains { $0.hasPrefix("cookies") })
  }

  @Test("that hides preflights or failures says so")
  func hidden() {
    let entry = [HARSamples.firefoxBlocked]
    #expect(Self.format(HARSamples.file("Playwright", entry)).hidesPreflights)
    #expect(Self.format(HARSamples.file("Playwright", entry)).hidesFailures)
    #expect(!Self.format(HARSamples.firefox).hidesPreflights)
    #expect(!Self.format(HARSamples.chromium).hidesFailures)
  }
}
