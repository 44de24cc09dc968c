import Ingest
import Testing
import Traffic

@Suite("The recognition of logs")
struct RecognitionTests {
  static let common =
    #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58"#
  static let combined = common + #" "https://app.example.com/" "Mozilla/5.0 [en]""#
  static let vhost = "api.example.com:443 " + combined

  private func names(_ text: String) -> [String] {
    LogRecognition.candidates(head: utf8(text)).map(\.format.name)
  }

  @Test(
    "tells the known formats apart",
    arguments: [
      (common, "common"), (combined, "combined"), (vhost, "vhost_combined"),
      (combined + #" "203.0.113.9" 0.002 [default-api-80]"#, "combined"),
      (common + " 0.002", "common"),
      (combined.replacing("203.0.113.7 - -", with: "2001:db8::7 - -"), "combined"),
      (combined.replacing("203.0.113.7 - -", with: "2001:db8::7 - frank"), "combined"),
      (combined.replacing("- -", with: "- al ice"), "combined"),
      (combined.replacing("203.0.113.7", with: "client.example.net"), "combined"),
      (vhost.replacing("api.example.com:443", with: "[2001:db8::1]:443"), "vhost_combined"),
    ])
  func formats(_ line: String, _ name: String) {
    for end in ["", "\n", "\r\n"] {
      #expect(names(line + end).first == name)
      #expect(names("\(line)\n\(line)\r\n\(line)\(end)").first == name)
    }
  }

  @Test(
    "does not take a format with a column too many in front for one without",
    arguments: ["- -", "- frank", "- al ice"])
  func shifted(_ user: String) {
    let line = Self.combined.replacing("- -", with: user)
    #expect(names("www.example.com \(line)\n") == ["vhost"])
    #expect(names("api.example.com:443 \(line)\n") == ["vhost_combined"])
  }

  @Test("does not vouch for the hosts of whole URLs, which may be those of back ends")
  func wholeURLs() throws {
    let line = Self.common.replacing("GET /a", with: "GET http://10.0.0.1:8080/a") + "\n"
    let whole = try #require(LogRecognition.candidates(head: utf8(line + line)).first)
    #expect(whole.format.settled.isSuperset(of: FieldSet(.host, .target)))
    let one = try #require(
      LogRecognition.candidates(head: utf8(line + Self.common + "\n" + Self.common + "\n")).first)
    #expect(!one.format.settled.contains(.host))
  }

  @Test(
    "vouches for the hosts of whole URLs where the server puts them together from what was sent",
    arguments: ["alb", "elb", "chi", "haproxy"])
  func wholeURLsAsked(_ name: String) throws {
    let sample = try #require(FormatRegistry.named(name)?.samples.first)
    let isWhole = sample.contains("://api.")
    let line = isWhole ? sample : sample.replacing(" /", with: " https://a.test/")
    let best = try #require(LogRecognition.candidates(head: utf8("\(line)\n")).first)
    #expect((best.format.name, best.understood) == (name, 1))
    #expect(ParsedBatch(utf8("\(line)\n"), parser: best.parser).says(.host) != "?")
    #expect(!best.format.settled.contains(.host) && !best.format.settled.contains(.target))
  }

  @Test(
    "takes no lines for a log of another's that tell of nothing but connections or events",
    arguments: [
      "11/22/2026-16:35:02.516 api.example.com[**]/a[**]x[**]203.0.113.7:5 -> 198.51.100.1:80",
      #"{"level":"warn","ts":1795365866.02,"logger":"tls","msg":"stapling OCSP"}"#,
      "lrwxrwxrwx 1 root root 11 Nov 22 16:35 bin -> /usr/bin",
    ])
  func events(_ line: String) { #expect(names("\(line)\n\(line)\n").isEmpty) }

  @Test("finds objects behind the words that a program greets with")
  func greeting() {
    let object = #"{"method":"GET","uri":"/a","status":200}"# + "\n"
    #expect(names("> app@1.0.0 start\nlistening on 3000\n\(object)\(object)").first == "json")
  }

  @Test("goes by what nearly all lines are, says how many, and reads the others too")
  func majority() throws {
    let text =
      ([Self.common] + [String](repeating: Self.combined, count: 19) + ["garbage"])
      .joined(separator: "\n") + "\n"
    let candidates = LogRecognition.candidates(head: utf8(text))
    #expect(candidates.map(\.format.name).prefix(2) == ["combined", "common"])
    let best = try #require(candidates.first)
    #expect((best.understood, best.seen) == (19, 21))
    #expect(abs(best.share - 19.0 / 21) < 1e-9)
    #expect(candidates[1].understood == 20)
    let parsed = ParsedBatch(utf8(text), parser: best.parser)
    #expect(parsed.batch.records.count == 20)
    #expect(parsed.says(.referer, 0) == "?")
    #expect(parsed.says(.referer, 1) == "https://app.example.com/")
  }

  @Test("reads pairs of names and values behind a known format by their names")
  func keys() throws {
    let tail =
      #" host="h.test" scheme=https origin="https://a\"b.test" acao="-" rt=0.002 x=1 tls="-""#
    for (start, agent) in [(Self.combined, "Mozilla/5.0 [en]"), (Self.common, "?")] {
      let text = "\(start)\(tail)\n\(start)\(tail)\n"
      let best = try #require(LogRecognition.candidates(head: utf8(text)).first)
      #expect(best.format.name == "combined-keys")
      let parsed = ParsedBatch(utf8(text), parser: best.parser)
      for (field, value) in [
        (Field.host, "h.test"), (.scheme, "https"), (.origin, #"https://a"b.test"#),
        (.allowOrigin, "-"), (.duration, "2000000"), (.userAgent, agent), (.target, "/a"),
      ] {
        #expect(parsed.says(field, 1) == value, "\(field)")
      }
    }
    // Pairs of which no name is known leave the format as it is.
    #expect(names(Self.combined + " upstream=10.0.0.1 zone=a\n").first == "combined")
  }

  @Test("looks at two hundred lines, and not at a last one that is cut")
  func sample() throws {
    let lines = [String](repeating: Self.combined, count: 500).joined(separator: "\n")
    let best = try #require(LogRecognition.candidates(head: utf8(lines)).first)
    #expect(best.seen == 200)
    let cut = Self.combined + "\n" + Self.combined.prefix(30)
    let other = try #require(LogRecognition.candidates(head: utf8(cut)).first)
    #expect((other.understood, other.seen) == (1, 1))
  }

  @Test("finds nothing in nothing, in other text and in what is binary")
  func nothing() {
    for text in ["", "\n\n", "hello\n", "{", "\u{0}\u{1}\u{2}", "<html>\n<body>\n"] {
      #expect(names(text).isEmpty)
    }
    #expect(LogRecognition.unrecognised(utf8("\u{7F}ELF\u{0}")).message.hasPrefix("binary"))
    for text in [
      "*   << Request  >> 2\n-   ReqURL         /a\n",
      "  1 Begin          c sess 0 HTTP/1\n  1 SessOpen       c 127.0.0.1 36368 a0 127.0.0.1 80\n",
    ] {
      #expect(LogRecognition.unrecognised(utf8(text)).mend.contains("varnishncsa"))
    }
    let text = LogRecognition.unrecognised(utf8("hello\n"))
    #expect(text.message == "no known format fits its first lines")
    #expect(text.mend.contains("--log-format"))
  }

  @Test("reads a head that begins with a brace as JSON and nothing else")
  func json() {
    let line =
      #"{"msec":1795365302.5,"remote_addr":"203.0.113.7","request_method":"GET","#
      + #""request_uri":"/a","status":200,"http_origin":"https://app.example.com"}"#
    let found = names(line + "\n")
    #expect(found.count == 1)
    #expect(
      Set(found).isDisjoint(
        with: FormatRegistry.all.filter { $0.shape == .text }.map(\.name)))
    #expect(names(" \n" + line + "\n") == found)
  }

  @Test("goes by the keys of JSON, whatever stands for the client's address")
  func namedClients() throws {
    for name in ["kong", "caddy", "azure-app-gateway", "cloudfront-json", "nginx-json"] {
      let format = try #require(FormatRegistry.all.first { $0.name == name })
      let line = try #require(format.samples.first { $0.contains("203.0.113.7") }) + "\n"
      #expect(names(line).first == name)
      for odd in [#""client.example.net""#, "99999999999999"] {
        let other = line.replacing(#""203.0.113.7""#, with: odd)
        #expect(names(line + other + other + other).first == name, "\(name): \(odd)")
      }
    }
  }
}

@Suite("A request that a server refused to read")
struct RejectedRequestTests {
  private func record(_ status: Int) -> Record {
    var record = Record()
    for field: Field in [.referer, .hasCookie, .requestMethod, .allowOrigin, .method] {
      record.setAbsent(field)
    }
    record.set(.origin, ByteRange(0, 4))
    record.setStatus(status)
    RejectedRequest.forgetUnread(&record)
    return record
  }

  @Test(
    "says nothing of headers that are not there",
    arguments: [400, 408, 414, 431, 494, 495, 496, 497])
  func refused(_ status: Int) {
    let record = record(status)
    #expect(record.state(.referer) == .notObservable)
    #expect(record.state(.hasCookie) == .notObservable)
    #expect(record.state(.requestMethod) == .notObservable)
    // What it had read stands, and so does what it answered.
    #expect(record.state(.origin) == .value)
    #expect(record.state(.allowOrigin) == .absent)
    #expect(record.state(.method) == .notObservable)
  }

  @Test(
    "is told by its status", arguments: [0, 200, 204, 401, 403, 404, 413, 429, 493, 498, 499, 500])
  func others(_ status: Int) {
    #expect(record(status).state(.referer) == .absent)
    #expect(record(status).state(.hasCookie) == .absent)
  }
}

@Suite("A header's field")
struct HeaderFieldTests {
  @Test("of a secret is its presence alone", arguments: ["cookie", "authorization"])
  func secrets(_ name: String) {
    #expect(
      HeaderField.request(name) == .presence(name == "cookie" ? .hasCookie : .hasAuthorization))
    #expect(HeaderField.response(name) == .ignored)
  }

  @Test("of a response's secret, or of any header unheard of, is none")
  func ignored() {
    for name in ["set-cookie", "www-authenticate", "x-other", "", "origin"] {
      #expect(HeaderField.response(name) == .ignored)
    }
    for name in ["proxy-authorization", "set-cookie", "access-control-allow-origin", ""] {
      #expect(HeaderField.request(name) == .ignored)
    }
  }

  @Test(
    "is the one whose printed name it has",
    arguments: [
      "access-control-allow-origin", "access-control-allow-credentials",
      "access-control-allow-methods", "access-control-allow-headers",
      "access-control-expose-headers", "access-control-max-age", "vary", "location", "age",
      "timing-allow-origin", "cross-origin-resource-policy",
    ])
  func responses(_ name: String) throws {
    let field = try #require(Field(name: name.replacing("-", with: "_")))
    #expect(HeaderField.response(name) == .text(field))
  }

  @Test(
    "is the one whose printed name it has, in requests too",
    arguments: [
      "origin", "referer", "user-agent", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-dest",
      "content-type", "access-control-request-method", "access-control-request-headers",
    ])
  func requests(_ name: String) throws {
    let field = try #require(Field(name: name.replacing("-", with: "_")))
    #expect(HeaderField.request(name) == .text(field))
  }
}
