import Ingest
import Testing
import Traffic

@Suite("An entry of a HAR")
struct HAREntryTests {
  /// The only record of a HAR of `creator` whose entry is that of Firefox with `old` replaced.
  private static func record(
    _ old: String, _ new: String, creator: String = "WebInspector"
  ) -> ParsedBatch {
    let entry = HARSamples.firefoxBlocked.replacing(old, with: new)
    return ReadHAR(HARSamples.file(creator, [entry])).first
  }

  private static func headers(_ more: String) -> ParsedBatch {
    record(HARSamples.hosted, HARSamples.hosted + "," + more)
  }

  @Test(
    "that never went over HTTP is counted by its kind",
    arguments: [
      ("data:,x", Aside.dataURL), ("blob:https://app.test/1", .blobURL),
      ("chrome-extension://abc/x.js", .otherScheme),
    ])
  func schemes(_ url: String, _ kind: Aside) {
    let batch = Self.record("https://api.example.com/", url).batch
    #expect(batch.records.isEmpty)
    #expect(batch.positionCount == 1)
    #expect(batch.refusals.total == 0)
    #expect(batch.asides[kind] == 1)
    #expect(batch.asides.total == 1)
  }

  @Test("that is a tunnel is none, however its URL is written")
  func tunnels() {
    for url in ["https://api.example.com", "api.example.com:443"] {
      let entry = HARSamples.firefoxBlocked
        .replacing(#""GET""#, with: #""CONNECT""#)
        .replacing("https://api.example.com/", with: url)
      let batch = ReadHAR(HARSamples.file("Fiddler", [entry])).first.batch
      #expect(batch.asides[.tunnel] == 1)
      #expect(batch.refusals.total == 0)
    }
  }

  @Test(
    "shows whether a page set a header of its own",
    arguments: [
      (#"{"name":"X-Custom","value":"1"}"#, true), (#"{"name":"traceparent","value":"1"}"#, true),
      (#"{"name":"sec-ch-ua","value":"x"},{"name":"Priority","value":"u=1"}"#, false),
      (#"{"name":":method","value":"GET"}"#, false),
      (#"{"name":"Cache-Control","value":"x"}"#, false),
    ])
  func ownHeaders(_ header: String, _ isOwn: Bool) {
    #expect(Self.headers(header).batch.records[0].traits.contains(.ownHeader) == isOwn)
  }

  @Test("shows the header that browsers send with credentials alone")
  func storageAccess() {
    let header = #"{"name":"Sec-Fetch-Storage-Access","value":"none"}"#
    #expect(Self.headers(header).batch.records[0].traits.contains(.storageAccess))
  }

  @Test(
    "may be a worker's once a worker's script was loaded", arguments: ["worker", "sharedworker"])
  func afterWorker(_ destination: String) {
    let script = HARSamples.firefoxBlocked.replacing(
      HARSamples.hosted,
      with: HARSamples.hosted + #",{"name":"Sec-Fetch-Dest","value":"\#(destination)"}"#)
    let read = ReadHAR(
      HARSamples.file("Firefox", [HARSamples.firefoxBlocked, script, HARSamples.firefoxBlocked]))
    let traits = read.first.batch.records.map { $0.traits.contains(.afterWorker) }
    #expect(traits == [false, false, true])
  }

  @Test("shows cookies by the list of them, without their values")
  func cookies() {
    let list = #""cookies":[{"name":"sid","value":"topsecret"}],"headers":[{"name":"Host""#
    let parsed = Self.record(#""headers":[{"name":"Host""#, list)
    #expect(parsed.state(.hasCookie) == .value)
    let leaks = parsed.batch.bytes.span.contains("topsecret")
    #expect(!leaks)
    let none = Self.record(
      #""headers":[{"name":"Host""#, #""cookies":[ ],"headers":[{"name":"Host""#)
    #expect(none.state(.hasCookie) == .notObservable)
  }

  @Test("holds a request header once that a recorder wrote as page and as network saw it")
  func twice() {
    let parsed = Self.headers(#"{"name":"origin","value":"https://app.test"}"#)
    #expect(parsed.text(.origin) == "https://app.test")
    #expect(parsed.batch.records[0].repeated == [])
    let twice = Self.record(
      HARSamples.hosted, HARSamples.hosted + #",{"name":"Origin","value":"https://app.test"}"#,
      creator: "chrome-har")
    #expect(twice.text(.origin) == "https://app.test")
    // Two that differ, or are written alike by another recorder, went out twice.
    for other in [
      #"{"name":"origin","value":"https://b.test"}"#,
      #"{"name":"Origin","value":"https://app.test"}"#,
    ] {
      #expect(Self.headers(other).batch.records[0].repeated == FieldSet(.origin))
    }
  }

  @Test("with a status and no header had its response withheld")
  func withheld() {
    let old = #"{"name":"X-Firefox-Spdy","value":"h2"}"#
    #expect(Self.record(old, "").batch.records[0].traits.contains(.withheldResponse))
    let other = Self.record(old, "", creator: "Charles Proxy")
    #expect(!other.batch.records[0].traits.contains(.withheldResponse))
  }

  @Test(
    "was given up where its producer says so in its own words",
    arguments: [
      ("net::ERR_ABORTED", true), ("NS_BINDING_ABORTED", true), ("cancelled", true),
      ("net::ERR_FAILED", false),
    ])
  func aborted(_ error: String, _ isAborted: Bool) {
    let parsed = Self.record(#""status":200"#, #""status":0,"_error":"\#(error)""#)
    #expect(parsed.batch.records[0].traits.contains(.aborted) == isAborted)
    #expect(parsed.text(.browserError) == error)
  }

  @Test("shows what was sent by what the network's side of a browser adds")
  func provisional() {
    let other = #"{"name":"accept-encoding","value":"gzip"}"#
    #expect(Self.record(HARSamples.hosted, other).state(.referer) == .absent)
    let own = #"{"name":"X-Own","value":"1"}"#
    let none = Self.record(HARSamples.hosted, own)
    #expect(none.state(.referer) == .notObservable)
    #expect(none.batch.records[0].traits.contains(.provisional))
    // A proxy sees nothing but what was sent.
    let proxy = Self.record(HARSamples.hosted, own, creator: "mitmproxy")
    #expect(proxy.state(.referer) == .absent)
  }

  @Test("leads where redirectURL says if no header does")
  func redirectURL() {
    let parsed = Self.record(#""status":200"#, #""status":302,"redirectURL":"/next""#)
    #expect(parsed.text(.location) == "/next")
    #expect(Self.record("x", "x").state(.location) == .absent)
  }

  @Test("of Safari's memory cache is one of the cache")
  func fetchType() {
    let parsed = Self.record(
      #""time":4"#, #""time":4,"_fetchType":"Memory Cache""#, creator: "WebKit Web Inspector")
    #expect(parsed.batch.records[0].traits.contains(.fromCache))
  }

  @Test("has its neighbours beside it wherever the HAR is cut")
  func margins() throws {
    let entries = (0..<5000).map { number in
      HARSamples.firefoxBlocked.replacing(
        "https://api.example.com/", with: "https://api.example.com/\(number)")
    }
    let read = ReadHAR(HARSamples.file("Firefox", entries), chunk: 64 << 10)
    #expect(read.batches.count > 2)
    let own = read.batches.flatMap { parsed in
      parsed.batch.own.compactMap { parsed.text(.target, $0) }
    }
    #expect(own == (0..<5000).map { "/\($0)" })
    for (first, second) in zip(read.batches, read.batches.dropFirst()) {
      #expect(first.batch.after > 100)
      #expect(second.batch.before > 100)
      let after = (first.batch.own.upperBound..<first.batch.records.count).map {
        first.text(.target, $0)
      }
      let next = second.batch.own.prefix(after.count).map { second.text(.target, $0) }
      #expect(after == next)
      let before = (0..<second.batch.before).map { second.text(.target, $0) }
      let last = first.batch.own.suffix(before.count).map { first.text(.target, $0) }
      #expect(before == last)
      #expect(first.placesAreSound && second.placesAreSound)
      let record = second.batch.records[0]
      #expect(Int32(bitPattern: record.position) == -Int32(second.batch.before))
    }
  }
}
