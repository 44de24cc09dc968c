import Ingest
import Testing
import Traffic

@Suite("JSON strings and durations")
struct JSONTextTests {
  @Test(
    "lose their escapes",
    arguments: [
      (#"plain"#, "plain"), (#"a\"b\\c\/d"#, "a\"b\\c/d"), (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
      (#"\u00e9\u20ac"#, "é€"), (#"\ud83d\ude00!"#, "😀!"), (#"\ud83d!"#, "\u{FFFD}!"),
      (#"\ude00"#, "\u{FFFD}"), (#"\x41\x7a"#, "Az"), (#"\v\q"#, #"\v\q"#), (#"\u12"#, #"\u12"#),
      (#"\xg"#, #"\xg"#), (#"end\"#, #"end\"#), ("", ""),
    ])
  func unescapes(_ raw: String, _ value: String) {
    var output: [UInt8] = []
    let bytes = Array(raw.utf8)
    JSONText.decode(bytes.span, from: 0, to: bytes.count, into: &output)
    let decoded = String(decodingUTF8: output.span)
    #expect(decoded == value)
  }

  @Test("give back the bytes that a producer could not decode")
  func surrogateEscapes() {
    var output: [UInt8] = []
    let bytes = Array(#"a\udcfcb\xc3"#.utf8)
    JSONText.decode(bytes.span, from: 0, to: bytes.count, into: &output)
    #expect(output == [0x61, 0xFC, 0x62, 0xC3])
  }

  @Test(
    "are read with and without units",
    arguments: [
      ("0.002", 2_000_000), ("0.006712727", 6_712_727), ("1", 1_000_000_000), ("6.7e-05", 67_000),
      ("880.063µs", 880_063), ("1.267888ms", 1_267_888), ("1m2.5s", 62_500_000_000),
      ("15ns", 15), ("2h", 7_200_000_000_000), ("0", 0),
    ] as [(String, Int64)])
  func durations(_ text: String, _ nanoseconds: Int64) {
    let read = DurationText.nanoseconds(Array(text.utf8).span)
    #expect(read == nanoseconds)
  }

  @Test(
    "of a few digits are read from a word as from their text, whatever stands behind",
    arguments: [
      ("0", true), ("7", true), ("12.5", true), ("0.264", true), ("1234567", true),
      ("0.00001", true), ("5.", true), ("0.9999", true), ("99999.9", true), ("0000001", true),
      ("", false), (".", false), (".5", false), ("1.2.3", false), ("12a", false), ("-1", false),
      ("1e3", false), ("12345678", false),
    ])
  func shortDurations(_ text: String, _ isShort: Bool) {
    let bytes = Array(text.utf8)
    for unit in [1, 1_000, 1_000_000, 1_000_000_000] as [Double] {
      let expected = isShort ? DurationText.nanoseconds(bytes.span, unit: unit) : nil
      for filler in Array(",}9.\"".utf8) {
        let padded = bytes + [UInt8](repeating: filler, count: 8)
        let word = padded.span.loadWord(at: 0)
        #expect(DurationText.short(word, count: bytes.count, unit: unit) == expected)
      }
    }
  }

  @Test(
    "that are no durations are refused",
    arguments: [
      "", "-", "-1", "x", "1x", "ms", ".", "1e999", "99999999999999999999", "1..2", "NaN",
    ]
  )
  func notDurations(_ text: String) {
    let read = DurationText.nanoseconds(Array(text.utf8).span)
    #expect(read == nil)
  }
}

@Suite("The parts of a URL")
struct URLPlacesTests {
  struct Case: Sendable {
    let url: String
    let kind: URLPlaces.Kind
    var host = ""
    var port: Int?
    var target = ""
  }

  static let cases = [
    Case(url: "http://app.test/a?b#c", kind: .http, host: "app.test", target: "/a?b"),
    Case(url: "HTTPS://app.test:8443", kind: .http, host: "app.test", port: 8443),
    Case(url: "https://u:secret@app.test/x@y", kind: .http, host: "app.test", target: "/x@y"),
    Case(
      url: "https://[2001:db8::1]:99/p", kind: .http, host: "[2001:db8::1]", port: 99, target: "/p"),
    Case(url: "wss://app.test?q", kind: .http, host: "app.test", target: "?q"),
    Case(url: "data:text/plain,x", kind: .otherScheme),
    Case(url: "chrome-extension://abc/x.js", kind: .otherScheme),
    Case(url: "about:blank", kind: .otherScheme),
    Case(url: "app.test:443", kind: .malformed),
    Case(url: "/path", kind: .malformed),
    Case(url: "", kind: .malformed),
    Case(url: "http:", kind: .malformed),
    Case(url: "http://", kind: .malformed),
    Case(url: "http://:80/", kind: .malformed),
    Case(url: "http://app.test:99999/", kind: .malformed),
    Case(url: "http://[::1/", kind: .malformed),
  ]

  @Test("are found", arguments: cases)
  func parts(_ sample: Case) {
    let bytes = Array(sample.url.utf8)
    let places = URLPlaces(url: bytes.span)
    #expect(places.kind == sample.kind)
    guard sample.kind == .http else { return }
    let host = String(decodingUTF8: bytes.span.extracting(places.host.range))
    let target = String(decodingUTF8: bytes.span.extracting(places.target.range))
    #expect(host == sample.host)
    #expect(target == sample.target)
    #expect(places.port == sample.port)
  }
}
