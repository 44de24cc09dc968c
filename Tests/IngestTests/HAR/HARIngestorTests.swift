import Ingest
import Testing
import Traffic

@Suite("A HAR")
struct HARIngestorTests {
  @Test("of Chromium gives a preflight whole")
  func preflight() {
    let read = ReadHAR(HARSamples.chromium)
    #expect(read.error == nil)
    #expect(read.entries == 4)
    let parsed = read.first
    #expect(parsed.batch.records.map(\.position) == [0, 1, 3])
    let expected: [(Field, String)] = [
      (.server, "2001:db8::1"), (.protocol, "h2"), (.scheme, "https"), (.host, "api.example.com"),
      (.method, "OPTIONS"), (.target, "/v1?x=%22y%22"), (.origin, "https://app.test"),
      (.requestMethod, "PUT"), (.allowOrigin, "https://app.test"), (.vary, "Origin, Accept"),
    ]
    for (field, value) in expected { #expect(parsed.text(field) == value) }
    let record = parsed.batch.records[0]
    #expect(record.port == 8443)
    #expect(record.status == 200)
    #expect(record.duration == 12_250_000)
    #expect(record.start.nanoseconds == 1_795_365_302_516_000_000)
    #expect(record.repeated == FieldSet(.vary))
    #expect(record.traits == [.recorded, .oneClient, .markedPreflight, .setsCookie])
    #expect(parsed.state(.client) == .notObservable)
    #expect(parsed.state(.referer) == .absent)
    #expect(parsed.state(.allowMethods) == .absent)
    #expect(parsed.state(.browserError) == .absent)
    // Its response sets a cookie, which an export without sensitive data would not show.
    #expect(parsed.state(.hasCookie) == .absent)
    let cleaned = ReadHAR(
      HARSamples.chromium.replacing(
        #"{"name":"Set-Cookie","value":"sid=topsecret"},"#, with: "")
    ).first
    #expect(cleaned.state(.hasCookie) == .notObservable)
  }

  @Test("of Chromium takes nothing for absent where headers are provisional")
  func provisional() {
    let parsed = ReadHAR(HARSamples.chromium).first
    #expect(parsed.state(.origin, 1) == .notObservable)
    #expect(parsed.text(.referer, 1) == "https://app.test/")
    #expect(parsed.text(.contentType, 1) == "application/json")
    #expect(parsed.text(.browserError, 1) == "net::ERR_FAILED")
    #expect(parsed.state(.status, 1) == .notObservable)
    #expect(parsed.state(.allowOrigin, 1) == .notObservable)
    #expect(parsed.state(.protocol, 1) == .notObservable)
    #expect(parsed.batch.records[1].traits.contains(.responseMissing))
  }

  @Test("with an opaque response says nothing of its headers")
  func opaque() {
    let parsed = ReadHAR(HARSamples.chromium).first
    #expect(parsed.batch.records[2].status == 200)
    #expect(parsed.state(.allowOrigin, 2) == .notObservable)
  }

  @Test("of Firefox keeps the request of a fetch that failed")
  func firefox() {
    let parsed = ReadHAR(HARSamples.firefox).first
    #expect(parsed.text(.origin) == "https://app.test")
    #expect(parsed.state(.referer) == .absent)
    #expect(parsed.state(.hasCookie) == .value)
    #expect(parsed.state(.hasAuthorization) == .absent)
    #expect(parsed.batch.records[0].traits == [.recorded, .oneClient, .responseMissing])
    #expect(parsed.batch.records[0].start.nanoseconds == 1_795_365_302_600_000_000)
    #expect(parsed.state(.allowOrigin, 1) == .absent)
    #expect(parsed.state(.browserError, 1) == .notObservable)
    #expect(parsed.state(.hasCookie, 1) == .absent)
  }

  @Test(
    "notes what the producer marked",
    arguments: [
      (#""_fromCache":"disk""#, .fromCache),
      (#""_fetchedViaServiceWorker":true"#, .fromServiceWorker),
      (#""_resourceType":"websocket""#, .webSocket), (#""_resourceType":"document""#, .navigation),
      (#""_fromCache":null"#, []), (#""_fetchedViaServiceWorker":false"#, []),
    ] as [(String, RecordTraits)])
  func traits(_ mark: String, _ trait: RecordTraits) {
    let entry = HARSamples.firefoxBlocked.replacing(#""time":4"#, with: #""time":4,\#(mark)"#)
    let parsed = ReadHAR(HARSamples.file("WebInspector", [entry])).first
    let isCached = trait == .fromCache
    #expect(
      parsed.batch.records[0].traits
        == trait.union([.recorded, .oneClient]).union(isCached ? .provisional : []))
    #expect(parsed.state(.referer) == (trait == .fromCache ? .notObservable : .absent))
  }

  @Test("never lets a secret into its bytes", arguments: [HARSamples.chromium, HARSamples.firefox])
  func secrets(_ text: String) {
    for parsed in ReadHAR(text).batches {
      let leaks = parsed.batch.bytes.span.contains("topsecret")
      #expect(!leaks)
    }
  }

  @Test(
    "gives the same for every size of its pieces",
    arguments: [HARSamples.chromium, HARSamples.firefox])
  func pieces(_ text: String) {
    let whole = ReadHAR(text).transcript
    #expect(!whole.isEmpty)
    for chunk in Array(1..<40) + [64, 100, 333, 1000] {
      #expect(ReadHAR(text, chunk: chunk).transcript == whole)
    }
  }

  @Test(
    "is read in spite of its wrapping",
    arguments: [
      ("\u{FEFF}", ""), ("onInputData(", ");"), ("[", "]"), ("/* made by hand */ ", "\n\n"),
      ("", "trailing garbage ] }"), (#"[null, 12, "x", "#, "]"),
    ])
  func wrapping(_ before: String, _ after: String) {
    let read = ReadHAR(before + HARSamples.firefox + after)
    #expect(read.error == nil)
    #expect(read.transcript == ReadHAR(HARSamples.firefox).transcript)
  }

  @Test(
    "has the same headers however they are written",
    arguments: [
      #"{"name":"Origin","value":"https://app.test"}"#,
      #"{"value":"https://app.test","name":"Origin"}"#,
      "{\n          \"name\": \"Origin\",\n          \"value\": \"https://app.test\"\n        }",
      "{\r\n\t\"name\"\t:\r\n\t\"Origin\" , \"value\" : \"https://app.test\"\r\n}",
      #"{"name":"Origin","comment":{"a":[1]},"value":"https://app.test"}"#,
      #"{"name":"Origin","value":"https://app.test","comment":"}"}"#,
      #"{"name":"Origin","value":"https:\/\/\u0061pp.test"}, {"name":"Origin"}"#,
      #"{"name":"Y","value":7}, {"name":"Origin","value":"https://app.test"}, {"name":"Z","value":null}"#,
    ])
  func headerShapes(_ header: String) {
    let entry = """
      {"request":{"url":"http://api.example.com/","method":"GET","headers":[
      {"name":"Host","value":"api.example.com"},\(header)]},"response":{"status":204}}
      """
    for chunk in [1, 7, 4096] {
      let read = ReadHAR(HARSamples.file("Firefox", [entry]), chunk: chunk)
      #expect(read.error == nil)
      #expect(read.first.text(.origin) == "https://app.test")
      #expect(read.first.state(.referer) == .absent)
    }
  }

  @Test(
    "is the same with every letter escaped",
    arguments: [
      HARSamples.chromium, HARSamples.firefox,
      HARSamples.file("Playwright", [HARSamples.shapes, HARSamples.data]),
      HARSamples.firefox.replacing(#"{"log":"#, with: #"{"version":1,"log":"#),
    ])
  func escapes(_ text: String) {
    let escaped = HARSamples.escapingLetters(text)
    let isRecognised = HARIngestor.recognises(Array(escaped.utf8).span)
    #expect(isRecognised)
    let plain = ReadHAR(text)
    for chunk in [1, 50, 4096] {
      let read = ReadHAR(escaped, chunk: chunk)
      #expect(read.error == nil)
      #expect(read.transcript == plain.transcript)
      #expect(read.first.batch.asides.total == plain.first.batch.asides.total)
      #expect(read.first.batch.records.map(\.traits) == plain.first.batch.records.map(\.traits))
      let leaks = read.first.batch.bytes.span.contains("topsecret")
      #expect(!leaks)
    }
  }

  @Test("is read where its shapes are wrong")
  func wrongShapes() {
    let entry = """
      {"request":{"url":"http://api.example.com","method":"GET","headers":{"Host":"api.example.com",
       "Origin":"https://app.test","Accept":["a","b"],"X":{"y":1},"Referer":5}},
       "response":{"status":"204","headers":null},"time":"7","startedDateTime":""}
      """
    let read = ReadHAR(HARSamples.file("Tool", [entry, "null", "{}", "7"]))
    #expect(read.error == nil)
    #expect(read.entries == 4)
    let parsed = read.first
    #expect(parsed.text(.origin) == "https://app.test")
    #expect(parsed.text(.referer) == "5")
    #expect(parsed.text(.target) == "/")
    #expect(parsed.batch.records[0].status == 204)
    #expect(parsed.batch.records[0].duration == 7_000_000)
    #expect(parsed.state(.start) == .notObservable)
    #expect(parsed.state(.allowOrigin) == .notObservable)
    #expect(read.refusals == [.missingField, .missingField, .missingField])
  }

  @Test("without its outermost object is read")
  func bare() {
    let text = HARSamples.firefox.dropFirst(#"{"log":"#.count).dropLast()
    let recognised = HARIngestor.recognises(Array(text.utf8).span)
    #expect(recognised)
    #expect(ReadHAR(String(text)).transcript == ReadHAR(HARSamples.firefox).transcript)
  }

  @Test("with two documents is read on")
  func twoDocuments() {
    let read = ReadHAR("[\(HARSamples.firefox),\(HARSamples.chromium)]")
    #expect(read.entries == 6)
    #expect(read.first.batch.records.map(\.position) == [0, 1, 2, 3, 5])
  }

  @Test("whose URL cannot be read loses that entry alone")
  func badURL() {
    let bad = HARSamples.firefoxBlocked.replacing("https://api.example.com/", with: "nowhere")
    let read = ReadHAR(HARSamples.file("Firefox", [bad, HARSamples.firefoxBlocked]))
    #expect(read.refusals == [.badURL])
    #expect(read.first.batch.records.map(\.position) == [1])
  }

  @Test("with a body or a URL larger than its window is read on")
  func largeValues() {
    let body = String(repeating: #"\"x\\"#, count: 60_000)
    let large = HARSamples.firefoxBlocked.replacing(
      #""status":200"#, with: #""content":{"text":"\#(body)"},"status":200"#)
    let url = HARSamples.data.replacing("AAAA", with: String(repeating: "A", count: 200_000))
    let text = HARSamples.file("Firefox", [large, url, HARSamples.firefoxBlocked])
    let read = ReadHAR(text, chunk: 1000)
    #expect(read.error == nil)
    #expect(read.first.batch.records.map(\.position) == [0, 2])
    #expect(ReadHAR(text, chunk: 1 << 20).transcript == read.transcript)
  }

  @Test("is cut into batches of bounded size")
  func batches() {
    let entries = Array(repeating: HARSamples.firefoxBlocked, count: 9000)
    let read = ReadHAR(HARSamples.file("Firefox", entries), chunk: 64 << 10)
    #expect(read.batches.count > 2)
    #expect(read.entries == 9000)
    // All of the file is accounted for, though none of it is kept as it stands.
    let size = HARSamples.file("Firefox", entries).utf8.count
    #expect(read.batches.reduce(0) { $0 + $1.batch.skippedCount } == size)
    #expect(read.batches.allSatisfy { $0.batch.positionCount <= 4096 })
  }

  @Test("is told from other JSON")
  func recognition() {
    for text in [
      HARSamples.chromium, "\u{FEFF}" + HARSamples.firefox, "onInputData(" + HARSamples.firefox,
      "[" + HARSamples.firefox, #"{"x":{"y":[1]}, "log" : {"entries":[]}}"#,
      "{\"log\":\n[1,2]\n\"request:\"}",
    ] {
      let recognised = HARIngestor.recognises(Array(text.utf8).span)
      #expect(recognised)
    }
    for text in [
      "", "{", "[]", CaddyFormatTests.preflight, OperatorJSONTests.line, #"{"log":"text"}"#,
      "GET / HTTP/1.1",
    ] {
      let recognised = HARIngestor.recognises(Array(text.utf8).span)
      #expect(!recognised)
    }
  }
}
