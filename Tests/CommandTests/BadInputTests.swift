import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  private static func sample(_ name: String) throws -> Data {
    try Data(contentsOf: Tool.root.appendingPathComponent("samples/\(name)"))
  }

  @Test("that is not there is told, and the rest is processed")
  func missingFile() throws {
    let outcome = try Tool.corscope(["no/such.log", "samples/caddy.log"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("no/such.log: there is no such file"))
    #expect(outcome.output.contains("50 lines read as caddy"))
    #expect(try Tool.corscope(["no/such.log"]).status == 2)
  }

  @Test(
    "of no known format is told with a remedy",
    arguments: [
      "just some prose\nand more of it\n", "\u{0}\u{1}\u{2}binary", "{\"a\":1}\n",
    ])
  func unknownFormat(_ text: String) throws {
    let folder = try Scratch()
    let path = try folder.write("input", text)
    let outcome = try Tool.corscope([path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(path))
    #expect(outcome.errors.contains("; "))
  }

  @Test(
    "that is cut gives what it holds and says where it ends",
    arguments: [
      "chrome.har", "cors.pcap",
    ])
  func cut(_ name: String) throws {
    let folder = try Scratch()
    let whole = try Self.sample(name)
    let path = try folder.write(name, whole.prefix(whole.count * 2 / 3))
    let outcome = try Tool.corscope([path])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("ends in the middle"))
    let exchanges = try Tool.exchanges([path])
    #expect(exchanges.count > 5)
    #expect(exchanges.count < 50)
  }

  @Test("lines that are cut or wrong are refused by position, and the rest is processed")
  func wrongLines() throws {
    let folder = try Scratch()
    var lines = String(decoding: try Self.sample("caddy.log"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    lines[6] = String(lines[6].prefix(90))
    lines[9] = "rubbish"
    let path = try folder.write("caddy.log", lines.joined(separator: "\n"))
    let report = try Tool.report([path])
    let input = try #require((report["inputs"] as? [[String: Any]])?.first)
    #expect(input["exchanges"] as? Int == 48)
    #expect((input["refused"] as? [String: Int])?["invalid-json"] == 2)
    let listed = try Tool.corscope(["exchanges", path])
    #expect(listed.errors.contains("\(path):7:"))
    #expect(listed.errors.contains("and 1 more"))
  }

  @Test("compressed and damaged is told with its cause")
  func otherCompression() throws {
    let folder = try Scratch()
    let path = try folder.write("log.zst", Data([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0]))
    let outcome = try Tool.corscope([path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("\(path): ") && outcome.errors.contains("zstd"))
  }

  @Test("cannot inject into the terminal, not even by its name")
  func injection() throws {
    let folder = try Scratch()
    let hostile = "https://\u{1B}]0;owned\u{7}\u{1B}[2J\u{202E}.example.com"
    var line = String(decoding: try Self.sample("caddy.log"), as: UTF8.self)
      .split(separator: "\n").map(String.init)[35]
    line = line.replacingOccurrences(
      of: "https://partner.example.net",
      with: hostile.unicodeScalars.map {
        $0.isASCII && $0.value >= 0x20 ? String($0) : String(format: "\\u%04x", $0.value)
      }.joined())
    let path = try folder.write("a\u{1B}[31m.log", line + "\n")
    for arguments in [[path], ["exchanges", path], ["--format", "json", path]] {
      let outcome = try Tool.corscope(arguments)
      #expect(outcome.status == 0)
      for scalar in (outcome.output + outcome.errors).unicodeScalars {
        let isPlain =
          scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        #expect(isPlain && scalar.value != 0x202E, "U+\(String(scalar.value, radix: 16))")
      }
      #expect(outcome.output.contains("owned"))
    }
  }

  @Test("never shows a secret unless it is asked for")
  func secrets() throws {
    let folder = try Scratch()
    let line = """
      {"msec":"1791187200.5","remote_addr":"203.0.113.5","request_method":"GET","scheme":"https",\
      "http_host":"api.example.com","request_uri":"/v1/x?access_token=SECRET1&page=2",\
      "status":"200","http_origin":"https://user:SECRET2@shop.example.com",\
      "http_referer":"https://shop.example.com/?sid=SECRET3","http_cookie":"a=SECRET4",\
      "http_authorization":"Bearer SECRET5","acao":"https://user:SECRET2@shop.example.com",\
      "http_user_agent":"Mozilla/5.0 Chrome/141.0.0.0"}

      """
    let path = try folder.write("secrets.log", line)
    for arguments in [[path], ["--format", "json", path], ["exchanges", path]] {
      let outcome = try Tool.corscope(arguments)
      #expect(outcome.status == 0)
      #expect(!(outcome.output + outcome.errors).contains("SECRET"))
    }
    #expect(try Tool.corscope(["exchanges", "--no-redact", path]).output.contains("SECRET1"))
    let masked = try Tool.exchanges(["--anonymize", path])
    #expect(masked.first?["client"] as? String == "203.0.113.0")
    let asked = try Tool.corscope(["exchanges", "--show-secrets", path]).output
    #expect(asked.contains("SECRET1"))
    #expect(!asked.contains("SECRET4"))
    #expect(!asked.contains("SECRET5"))
  }
}
