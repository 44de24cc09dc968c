import Ingest
import Testing
import Traffic

@Suite("A logged request line")
struct RequestLineTests {
  private func read(_ line: String) throws -> ParsedBatch {
    try ParsedBatch("[\(line)] 400", apache: "[%r] %>s")
  }

  @Test(
    "gives method, target and protocol",
    arguments: [
      ("GET / HTTP/1.1", "GET", "/", "HTTP/1.1"), ("PRI * HTTP/2.0", "PRI", "*", "HTTP/2.0"),
      ("GET /a b c HTTP/1.0", "GET", "/a b c", "HTTP/1.0"),
      ("get /x HTTP/1.1", "get", "/x", "HTTP/1.1"),
      ("CONNECT api.example.com:443 HTTP/1.1", "CONNECT", "api.example.com:443", "HTTP/1.1"),
      ("OPTIONS * HTTP/1.1", "OPTIONS", "*", "HTTP/1.1"),
      ("M-SEARCH * HTTP/1.1", "M-SEARCH", "*", "HTTP/1.1"),
      ("GET /go?u=http://a.test/ HTTP/1.1", "GET", "/go?u=http://a.test/", "HTTP/1.1"),
      ("GET go?u=http://a.test/ HTTP/1.1", "GET", "go?u=http://a.test/", "HTTP/1.1"),
      ("GET ://a.test/ HTTP/1.1", "GET", "://a.test/", "HTTP/1.1"),
      ("GET 1http://a.test/ HTTP/1.1", "GET", "1http://a.test/", "HTTP/1.1"),
    ])
  func lines(_ line: String, _ method: String, _ target: String, _ version: String) throws {
    let parsed = try read(line)
    #expect(parsed.says(.method) == method)
    #expect(parsed.says(.target) == target)
    #expect(parsed.says(.protocol) == version)
    #expect(parsed.says(.host) == "?")
    #expect(parsed.says(.scheme) == "?")
  }

  @Test(
    "that is none leaves all unknown, and the exchange stays",
    arguments: [
      "", "-", #"\x16\x03\x01"#, #"\x16\x03\x01 \x02 HTTP/1.1"#, "GET", " / HTTP/1.1",
      "- error:invalid-request HTTP/0.0", "{\"a\": 1}", "<x> /a HTTP/1.1",
    ])
  func garbage(_ line: String) throws {
    let parsed = try read(line)
    #expect(parsed.batch.records.count == 1)
    #expect(parsed.state(.method) == .notObservable)
    #expect(parsed.state(.target) == .notObservable)
    #expect(parsed.says(.status) == "400")
  }

  @Test("with nothing between method and protocol has no target")
  func empty() throws {
    let parsed = try read("GET  HTTP/1.1")
    #expect(parsed.says(.method) == "GET")
    #expect(parsed.state(.target) == .notObservable)
  }

  @Test(
    "in absolute form gives scheme, host and port, and no user",
    arguments: [
      ("http://a.test/x?y", "http", "a.test", "?", "/x?y"),
      ("https://a.test:8443/x", "https", "a.test", "8443", "/x"),
      ("HTTP://user:secret@a.test:81/x", "HTTP", "a.test", "81", "/x"),
      ("http://secret@b@a.test/x@y", "http", "a.test", "?", "/x@y"),
      ("http://a.test?q=http://b.test", "http", "a.test", "?", "?q=http://b.test"),
      ("http://[2001:db8::1]:80/", "http", "[2001:db8::1]", "80", "/"),
      ("http://[2001:db8::1]/", "http", "[2001:db8::1]", "?", "/"),
    ])
  func absolute(
    _ written: String, _ scheme: String, _ host: String, _ port: String, _ target: String
  ) throws {
    let parsed = try read("GET \(written) HTTP/1.1")
    #expect(parsed.says(.scheme) == scheme)
    #expect(parsed.says(.host) == host)
    #expect(parsed.says(.port) == port)
    #expect(parsed.says(.target) == target)
    #expect(!parsed.anyField(holds: "secret"))
  }

  @Test("in absolute form without a path has no target of its own")
  func bareAuthority() throws {
    let parsed = try read("GET http://user:secret@a.test HTTP/1.1")
    #expect(parsed.says(.host) == "a.test")
    #expect(parsed.says(.target) == "")
    #expect(!parsed.anyField(holds: "secret"))
  }

  @Test("gives way to fields that say the same")
  func outranked() throws {
    let parsed = try ParsedBatch(
      #"POST /real "GET http://x.test/a HTTP/1.1" h.test 200"#,
      nginx: #"$request_method $request_uri "$request" $http_host $status"#)
    #expect(parsed.says(.method) == "POST")
    #expect(parsed.says(.target) == "/real")
    #expect(parsed.says(.host) == "h.test")
  }
}

@Suite("The text of a host")
struct HostTextTests {
  @Test(
    "is split from its port where one is written",
    arguments: [
      ("a.test", "a.test", 0), ("a.test:80", "a.test", 80), ("a.test:65535", "a.test", 65_535),
      ("a.test:65536", "a.test:65536", 0), ("a.test:", "a.test:", 0), (":80", "", 0),
      ("80", "80", 0), ("[::1]", "[::1]", 0), ("[::1]:80", "[::1]", 80), ("[::1:80", "[::1:80", 0),
      ("203.0.113.7:1", "203.0.113.7", 1), ("a:b:80", "a:b:80", 0), ("::1", "::1", 0),
      ("2001:db8::7:80", "2001:db8::7:80", 0),
      ("a.test:99999999999999999999", "a.test:99999999999999999999", 0),
    ])
  func split(_ text: String, _ host: String, _ port: Int) {
    var record = Record()
    let bytes = utf8("x" + text + "y")
    HostText.fill(&record, from: ByteRange(1, bytes.count - 1), in: bytes.span)
    let found = Array(bytes[record.places[Int(Field.host.rawValue)].range])
    #expect(String(decoding: found, as: UTF8.self) == host)
    #expect(Int(record.port) == port)
    #expect(record.present.contains(.port) == (port > 0))
  }

  @Test("that is empty is none")
  func empty() {
    var record = Record()
    HostText.fill(&record, from: ByteRange(0, 0), in: [UInt8]().span)
    #expect(record.state(.host) == .notObservable)
  }
}
