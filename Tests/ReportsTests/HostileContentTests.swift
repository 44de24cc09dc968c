import Analysis
import Foundation
import Reports
import Testing

/// Each payload stands in every field that an attacker can choose.
@Suite("Hostile content")
struct HostileContentTests {
  private static func text(_ format: String, _ payload: String) throws -> String {
    let format = try #require(ReportFormat.named(format))
    let bytes = format.renderer(RenderOptions()).render(Samples.filled(with: payload))
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  @Test("comes in at least three hundred kinds")
  func payloads() {
    #expect(Set(Payloads.all).count >= 300)
  }

  @Test("shows no control or mark of direction in any format")
  func controls() throws {
    for format in ReportFormat.all where format.names.first != "csv-zip" {
      for payload in Payloads.bare {
        let text = try Self.text(try #require(format.names.first), payload)
        let bad = text.unicodeScalars.first { scalar in
          let category = scalar.properties.generalCategory
          return scalar != "\n" && scalar != "\r"
            && [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
        }
        #expect(bad == nil, "\(format.names): \(payload.debugDescription)")
        // One value cannot blow a report up that people read; JSON has all of it.
        let isJSON = format.names.first?.hasPrefix("json") == true
        #expect(isJSON || text.utf8.count < 500_000, "\(format.names)")
      }
    }
  }

  @Test("is no formula in a table, and makes no rows or columns")
  func tables() throws {
    for payload in Payloads.all {
      for table in CSVTables.all(Samples.filled(with: payload)) {
        let rows = CSVReading.rows(String(decoding: table.content, as: UTF8.self))
        let wanted = CSVTables.all(Samples.filled(with: "x")).first { $0.name == table.name }
        let plain = CSVReading.rows(String(decoding: wanted?.content ?? [], as: UTF8.self))
        #expect(
          rows.map(\.count) == plain.map(\.count), "\(table.name) \(payload.debugDescription)")
        for cell in rows.joined() {
          let start = cell.unicodeScalars.first { $0 != " " && $0 != "\"" }
          let isNumber = cell.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
          #expect(
            start.map { !"=+-@＝＋－＠|%".unicodeScalars.contains($0) } ?? true || isNumber, "\(cell)")
        }
      }
    }
  }

  @Test("stays in code or plain words in Markdown")
  func markdown() throws {
    let plain = MarkdownReading.text(try Self.text("markdown", "x"))
    for payload in Payloads.all {
      let outside = MarkdownReading.text(try Self.text("markdown", payload))
      for sign in ["<", ">", "[", "]", "@", "!", "\\", "://", "www."] {
        let count = { (text: String) in text.components(separatedBy: sign).count }
        #expect(count(outside) <= count(plain), "\(sign) in \(payload.debugDescription)")
      }
      let heads = { (text: String) in text.split(separator: "\n").count { $0.hasPrefix("#") } }
      #expect(heads(outside) == heads(plain), "\(payload.debugDescription)")
    }
  }

  @Test("makes no links and no foreign addresses in SARIF")
  func sarif() throws {
    for payload in Payloads.all {
      let data = Data(try Self.text("sarif", payload).utf8)
      let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      for (key, value) in JSONReading.strings(log) {
        if key == "uri" {
          let isPlain = value.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/%".utf8.contains(byte)
          }
          #expect(isPlain || value.hasPrefix("file:///"), "\(value)")
          #expect(!value.hasPrefix("//"), "\(value)")
        } else if key == "text" {
          let unescaped = value.replacingOccurrences(of: "\\\\", with: "")
            .replacingOccurrences(of: "\\[", with: "").replacingOccurrences(of: "\\]", with: "")
          #expect(!unescaped.contains("[") && !unescaped.contains("]"), "\(value)")
        }
      }
    }
  }

  @Test("makes no series and no lines among metrics")
  func metrics() throws {
    let plain = try Self.text("prometheus", "x").split(separator: "\n")
    for payload in Payloads.all {
      let lines = try Self.text("prometheus", payload).split(separator: "\n")
      #expect(lines.count == plain.count, "\(payload.debugDescription)")
      #expect(Set(lines).count == lines.count)
      for line in lines where !line.hasPrefix("# ") {
        let isSample =
          line.wholeMatch(
            of: /corscope_[a-z_]+(\{([a-z_]+="([^"\\]|\\[\\"n])*",?)+\})? -?[0-9.]+/
              .matchingSemantics(.unicodeScalar)) != nil
        #expect(isSample, "\(line)")
      }
    }
  }

  @Test("makes no elements in JUnit's XML")
  func junit() throws {
    let plain = MarkupReading.structure(try Self.text("junit", "x"))
    for payload in Payloads.all {
      let text = try Self.text("junit", payload)
      #expect(MarkupReading.structure(text) == plain, "\(payload.debugDescription)")
    }
  }

  @Test("cannot leave its quotes in a shell")
  func shells() throws {
    for payload in Payloads.all {
      let report = Samples.filled(with: payload)
      let command = try #require(Reproduction.command(report.blocked[1]))
      // Outside single quotes only plain words and the escaped quote remain.
      let whole = command.replacingOccurrences(of: "'\\''", with: "", options: .literal)
      var outside = ""
      let parts = whole.utf8.split(
        separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() where index % 2 == 0 {
        outside += String(decoding: part, as: UTF8.self)
      }
      let isPlain = outside.utf8.allSatisfy { byte in
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || " -._~/:,\\".utf8.contains(byte)
      }
      #expect(isPlain && parts.count % 2 == 1, "\(command)")
      #expect(!command.contains("\n"))
    }
  }
}
