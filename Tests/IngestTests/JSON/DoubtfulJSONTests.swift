import Ingest
import Testing
import Traffic

@Suite("Values of JSON lines that are not what was sent")
struct DoubtfulJSONTests {
  private func read(_ format: String, _ line: String) throws -> ParsedBatch {
    let format = try #require(FormatRegistry.named(format))
    return try ParsedBatch(utf8(line), format)
  }

  @Test(
    "are left out, or made what they were",
    arguments: [
      // A version in the request line is the client's.
      (
        "json", #"{"request":"GET /a HTTP/1.1","proto":"HTTP/1.0","status":400}"#, Field.protocol,
        "HTTP/1.1"
      ),
      ("json", #"{"request":"GET /a","proto":"HTTP/1.0","status":400}"#, .protocol, "?"),
      ("json", #"{"request":"GET /a","proto":"HTTP/1.0","status":400}"#, .target, "?"),
      // HAProxy's word for a request line that it could not read, and its escapes.
      (
        "json",
        #"{"method":"GET","uri":"/a","status":200,"server":"s1"}"# + "\n"
          + #"{"method":"<BADREQ>","uri":"<BADREQ>","status":400,"server":"<NOSRV>"}"#, .method, "?"
      ),
      (
        "json",
        #"{"method":"GET","uri":"/q#22x","status":200,"server":"<NOSRV>"}"#, .target, #"/q"x"#
      ),
      ("json", #"{"method":"GET","uri":"/q#22x","status":200,"server":"s1"}"#, .target, "/q#22x"),
      ("json", #"{"method":"GET","url":"error:invalid-request","status":400}"#, .target, "?"),
      // Node takes each byte for a character.
      (
        "json",
        #"{"method":"GET","url":"/a","status":200,"origin":"https://Ã¼n.test"}"#, .origin,
        "https://ün.test"
      ),
      (
        "json",
        #"{"method":"GET","url":"/a","status":200,"origin":"https://ün.test"}"#, .origin,
        "https://ün.test"
      ),
      (
        "json",
        #"{"method":"GET","url":"/a","status":200,"origin":"https://日本.test"}"#, .origin,
        "https://日本.test"
      ),
      ("json", #"{"method":"GET","url":"/a","status":200,"host":"a.test, b.test"}"#, .host, "?"),
    ] as [(String, String, Field, String)])
  func lines(_ format: String, _ line: String, _ field: Field, _ text: String) throws {
    let parsed = try read(format, line)
    #expect(parsed.says(field, parsed.batch.records.count - 1) == text)
  }

  private func suricata(_ http: String) throws -> ParsedBatch {
    try read(
      "suricata",
      #"{"timestamp":"2026-11-22T16:35:02.516474+0000","event_type":"http","#
        + #""src_ip":"2001:0db8:0000:0000:0000:0000:0000:0001","http":{\#(http)}}"#)
  }

  @Test("of Suricata are the bytes and addresses of other logs")
  func suricataBytes() throws {
    let parsed = try suricata(
      #""url":"/latin/\\xe9","http_method":"GET","protocol":"HTTP/1.1","status":200"#)
    let place = parsed.batch.records[0].places[Int(Field.target.rawValue)]
    #expect(Array(parsed.batch.bytes[place.range]) == utf8("/latin/") + [0xE9])
    #expect(parsed.says(.client) == "2001:db8::1")
    #expect(parsed.batch.refusals.count(.invalidEscape) == 1)
    let cut = try suricata(
      #""url":"/libhtp::request_uri_not_seen","http_method":"GET","request_headers":[]"#)
    #expect(cut.says(.target) == "?")
    #expect(cut.says(.origin) == "?")
    #expect(cut.says(.start) == "?")
    let garbage = try suricata(
      #""url":"x","http_method":"\u0003\\xe0","status":400"#)
    #expect(garbage.says(.method) == "?")
    #expect(garbage.says(.target) == "?")
  }

  @Test("of Suricata that a bare line feed ended are not known")
  func lineFeeds() throws {
    let parsed = try suricata(
      #""url":"/a","http_method":"GET","status":400,"request_headers":["#
        + #"{"name":"User-Agent","value":"x"},{"name":"Origin","value":"https://a.test"},"#
        + #"{"name":"127.0.0.1 - - [22/Nov/2026","value":"00:00:00 +0000]"}]"#)
    #expect(parsed.says(.origin) == "?")
    #expect(parsed.says(.userAgent) == "x")
  }

  @Test("of Squid that it could not read are told from those not sent")
  func squid() throws {
    let parsed = try read(
      "json",
      #"{"m":"GET","u":"error:invalid-request","s":400,"o":"-","ua":"-"}"# + "\n"
        + #"{"m":"GET","u":"http://a.test/x","s":200,"o":"-","ua":"-"}"# + "\n"
        + #"{"m":"GET","u":"http://a.test/x","s":200,"o":"-","ua":"x"}"#)
    #expect(parsed.says(.userAgent, 1) == "?")
    #expect(parsed.says(.origin, 1) == "?")
    #expect(parsed.says(.origin, 2) == "-")
  }

  @Test(
    "tell which server wrote them, where that shows, and what it made of them",
    arguments: [
      (#"{"method":"GET","url":"http://a.test/a","status":200,"r":"TCP_MISS"}"#, "Squid", true),
      (#"{"method":"GET","request_uri":"/a","status":200,"term":"----"}"#, "HAProxy", true),
      (#"{"method":"GET","request_uri":"/\xc3\xa9","status":200}"#, "Apache", false),
      (#"{"method":"GET","url":"/a","status":200}"#, "", true),
      (#"{"request_method":"GET","request_uri":"/a","status":"200","o":""}"#, "", false),
    ])
  func servers(_ line: String, _ name: String, _ isTold: Bool) throws {
    // What clients choose tells nothing.
    let sent =
      line + "\n" + #"{"method":"GET","url":"/a","status":200,"origin":"<NOSRV>","ua":"TCP_MISS"}"#
    #expect(LogRecognition.candidates(head: utf8(sent)).first?.format.producer == name)
    let best = try #require(LogRecognition.candidates(head: utf8(line)).first)
    #expect(best.format.producer == name)
    #expect(best.format.hides.isEmpty == !isTold)
    #expect(best.format.settled.contains(.target) == (name == "Squid" || line.contains("url\"")))
  }

  @Test("do not tell that Squid wrote them by a word that clients can write")
  func squidWord() throws {
    let lines =
      #"{"method":"GET","url":"http://a.test/a","status":200,"ua":"error:invalid-request"}"# + "\n"
      + #"{"method":"GET","url":"http://a.test/b","status":400,"ua":"x"}"# + "\n"
    #expect(LogRecognition.candidates(head: utf8(lines)).first?.format.producer == "")
    let own = lines.replacing("http://a.test/b", with: "error:invalid-request")
    #expect(LogRecognition.candidates(head: utf8(own)).first?.format.producer == "Squid")
  }

  @Test("are shortened where an address is of eight whole groups")
  func addresses() throws {
    for (long, short) in [
      ("0000:0000:0000:0000:0000:0000:0000:0001", "::1"),
      ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
      ("fe80:0000:0000:0000:0000:0000:0000:0000", "fe80::"),
      ("2001:0db8:0001:0002:0003:0004:0005:0006", "2001:db8:1:2:3:4:5:6"),
      ("2001:0db8:0000:0001:0001:0001:0001:0001", "2001:db8:0:1:1:1:1:1"),
    ] {
      let line = #"{"method":"GET","url":"/a","status":200,"remote_addr":"\#(long)"}"#
      #expect(
        try read("nginx-json", line.replacing("url", with: "request_uri")).says(.client) == short)
    }
  }

  @Test("of LTSV are escaped as its servers do, which is no repair")
  func pairs() throws {
    let parsed = try read(
      "ltsv",
      "time:22/Nov/2026:16:35:02 +0000\thost:203.0.113.7\treq:GET /a\\x22 HTTP/1.0\tstatus:200\tvhost:a.test"
    )
    #expect(parsed.says(.target) == #"/a""#)
    #expect(parsed.says(.host) == "?")
    #expect(parsed.batch.refusals.counts.allSatisfy { $0 == 0 })
  }
}
