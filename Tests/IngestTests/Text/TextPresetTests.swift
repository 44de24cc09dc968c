import Ingest
import Testing
import Traffic

@Suite("The known text formats")
struct TextPresetTests {
  private func read(_ name: String, _ line: String) throws -> ParsedBatch {
    let format = try #require(FormatRegistry.named(name))
    return try ParsedBatch(utf8(line), format)
  }

  private let shared: [(Field, String)] = [
    (.client, "203.0.113.7"), (.method, "GET"), (.target, "/a"), (.protocol, "HTTP/1.1"),
    (.status, "200"), (.start, "1795365302000000000"), (.hasAuthorization, "?"), (.origin, "?"),
    (.allowOrigin, "?"), (.hasCookie, "?"), (.scheme, "?"), (.duration, "?"), (.port, "?"),
  ]

  @Test(
    "read the fields that they show and know nothing of others",
    arguments: [
      ("common", RecognitionTests.common, "?", "?", "?"),
      ("combined", RecognitionTests.combined, "https://app.example.com/", "Mozilla/5.0 [en]", "?"),
      (
        "vhost_combined", RecognitionTests.vhost, "https://app.example.com/", "Mozilla/5.0 [en]",
        "api.example.com"
      ),
    ])
  func fields(
    _ name: String, _ line: String, _ referer: String, _ agent: String, _ host: String
  ) throws {
    for more in ["", " \"more\" 0.002", " "] {
      let parsed = try read(name, line + more)
      for (field, text) in shared { #expect(parsed.says(field) == text, "\(field)") }
      #expect(parsed.says(.referer) == referer)
      #expect(parsed.says(.userAgent) == agent)
      #expect(parsed.says(.host) == host)
      // Apache's time is that of the request's start.
      #expect(parsed.batch.records.first?.traits == .hidesRepeats)
    }
  }

  @Test(
    "read lines as servers really write them",
    arguments: [
      (#"- - - [22/Nov/2026:16:35:02 +0000] "-" 408 - "-" "-""#, .method, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "" 408 0 "-" "-""#, .target, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "\x16\x03\x01" 400 0 "-" "-""#, .status, "400"),
      // Fastly puts quotes around what it has none of.
      (
        #"a "-" "-" [22/Nov/2026:16:35:02 +0000] "GET / HTTP/1.1" 200 0 "-" "-""#,
        .hasAuthorization,
        "?"
      ),
      // A request that was refused while it was read may have had a Referer.
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /" 400 0 "-" "-""#, .referer, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET / HTTP/1.1" 200 0 "-" "-""#, .referer, "-"),
      // HTTP/0.9 has no headers; what has headers and no version was cut.
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /old" 200 0 "-" "-""#, .target, "/old"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /old" 200 0 "-" "-""#, .protocol, "-"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /old" 200 0 "-" "-""#, .referer, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /cu" 200 0 "-" "x""#, .target, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /cu" 400 0 "-" "-""#, .target, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /cut HTTP/1.1" 414 0 "-" "-""#, .target, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /" 200 0 "" "-""#, .referer, ""),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /" 000 0 "-" "-""#, .status, "?"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /" - - "-" "-""#, .status, "-"),
      (#"a - "" [22/Nov/2026:16:35:02 +0000] "GET /" 401 0 "-" "-""#, .hasAuthorization, "yes"),
      (#"a - al ice [22/Nov/2026:16:35:02 +0000] "GET /" 200 0 "-" "-""#, .client, "a"),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /\"x\"" 200 0 "-" "\\""#, .userAgent, #"\"#),
      (
        #"2001:db8::7 - - [22/Nov/2026:16:35:02 +0000] "GET /" 200 0 "-" "-""#, .client,
        "2001:db8::7"
      ),
      (#"a - - [22/Nov/2026:16:35:02 +0000] "GET /" 200 0 "-" "x" TCP_MISS:NONE"#, .userAgent, "x"),
    ] as [(String, Field, String)])
  func lines(_ line: String, _ field: Field, _ text: String) throws {
    #expect(try read("combined", line).says(field) == text)
  }

  @Test("mark a status of zeros as a response that never came")
  func zeros() throws {
    let line = RecognitionTests.combined.replacing(" 200 ", with: " 000 ")
    let traits = try read("combined", line).batch.records.first?.traits
    #expect(traits == [.hidesRepeats, .responseMissing])
  }
}
