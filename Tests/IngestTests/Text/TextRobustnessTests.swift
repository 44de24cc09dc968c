import Ingest
import Testing
import Traffic

@Suite("Text lines that are broken")
struct TextRobustnessTests {
  @Test("are whole to begin with")
  func whole() throws {
    let samples = try TextSample.all()
    #expect(samples.count >= 8)
    for sample in samples {
      let parsed = sample.read()
      #expect(parsed.batch.records.count == 1, "\(sample.name)")
      #expect(parsed.batch.refusals.total == 0)
      #expect(parsed.state(.method) == .value)
      #expect(parsed.state(.start) == .value)
      #expect(parsed.placesAreSound)
    }
  }

  @Test("cut anywhere are read or refused, with a column within the line")
  func prefixes() throws {
    for sample in try TextSample.all() {
      let bytes = utf8(sample.line)
      for end in 1..<bytes.count {
        let parsed = sample.read(Array(bytes[..<end]))
        #expect(parsed.batch.records.count + parsed.batch.refusals.total == 1)
        #expect(parsed.placesAreSound)
        let columns = parsed.batch.refusals.examples.map(\.column)
        #expect(columns.allSatisfy { (1...end + 1).contains($0) })
      }
    }
  }

  @Test("with one byte changed do not trap, and count as at most two lines")
  func changes() throws {
    let wrong: [UInt8] = [
      0, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x2D, 0x2F, 0x3A, 0x40, 0x5B, 0x5C, 0x5D, 0x39, 0x75, 0x78,
      0xFF,
    ]
    for sample in try TextSample.all() {
      let bytes = utf8(sample.line)
      for index in bytes.indices {
        for byte in wrong {
          var changed = bytes
          changed[index] = byte
          let parsed = sample.read(changed)
          #expect(parsed.placesAreSound)
          let lines = parsed.batch.records.count + parsed.batch.refusals.total
          #expect(lines >= 1 && lines <= (byte == 0x0A ? 2 : 1))
        }
      }
    }
  }

  @Test("of one format do not trap another")
  func foreign() throws {
    let samples = try TextSample.all()
    for left in samples {
      for right in samples {
        let parsed = left.read(utf8(right.line))
        #expect(parsed.placesAreSound)
        #expect(parsed.batch.records.count + parsed.batch.refusals.total == 1)
      }
    }
  }

  @Test("in any order are each read as if alone, at their own place")
  func together() throws {
    for sample in try TextSample.all() {
      let alone = sample.read()
      let text = "\(sample.line)\r\n\nnot a line\n\(sample.line)\n\(sample.line.dropLast(40))"
      let parsed = sample.read(utf8(text))
      #expect(parsed.batch.positionCount == 5)
      #expect(parsed.batch.records.prefix(2).map(\.position) == [0, 3])
      #expect(parsed.batch.refusals.examples.first?.position == 2)
      for field in Field.allCases {
        #expect(parsed.says(field, 0) == alone.says(field), "\(sample.name): \(field)")
        #expect(parsed.says(field, 1) == alone.says(field), "\(sample.name): \(field)")
      }
    }
  }

  @Test(
    "are refused for what is wrong, at its column",
    arguments: [
      (#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET / HTTP/1.1" x00 5"#, .badStatus, 63),
      (#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET / HTTP/1.1" 2000 5"#, .badStatus, 63),
      (#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET / HTTP/1.1"#, .unterminatedQuote, 47),
      (#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /\""#, .unterminatedQuote, 47),
      (#"203.0.113.7 - - [22/Nov/2026 16:35:02 +0000] "GET / HTTP/1.1" 200 5"#, .badTime, 18),
      (#"203.0.113.7 - - 22/Nov/2026:16:35:02 "GET / HTTP/1.1" 200 5"#, .notThisFormat, 15),
      ("203.0.113.7", .notThisFormat, 1),
    ] as [(String, LineError, Int)])
  func refusals(_ line: String, _ reason: LineError, _ column: Int) throws {
    let parsed = try ParsedBatch(utf8(line), LogFormat.common)
    #expect(parsed.batch.records.isEmpty)
    #expect(parsed.batch.refusals.examples.map(\.reason) == [reason])
    #expect(parsed.batch.refusals.examples.map(\.column) == [column])
  }

  @Test("that go on are refused where the format does not allow more")
  func more() throws {
    let parsed = try ParsedBatch("200 GET x", nginx: "$status [$request_method]")
    #expect(parsed.batch.refusals.count(.notThisFormat) == 1)
    let longer = try ParsedBatch("200 [GET] x", nginx: "$status [$request_method]")
    #expect(longer.batch.refusals.examples.map(\.column) == [10])
  }

  @Test(
    "never make a format trap",
    arguments: [
      NginxFormatTests.directive, ApacheFormatTests.directive, "$", "%", "${", "%{", "log_format",
      "LogFormat", "CustomLog", "'", "\"", "\\", "%^t", "$a${b}$c", "%U%q%q%U", "$args$uri$args",
    ])
  func formats(_ format: String) {
    let bytes = utf8(format)
    for end in 0...bytes.count {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      for template in [try? NginxLogFormat.compile(text), try? ApacheLogFormat.compile(text)] {
        guard let template else { continue }
        _ = template.warnings
        for line in [NginxFormatTests.line, ApacheFormatTests.line, "", "-"] {
          #expect(ParsedBatch(utf8(line), template).placesAreSound)
        }
      }
    }
  }
}
