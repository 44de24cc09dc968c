import Foundation
import Testing

@Suite("corscope analyze")
struct AnalyzeTests {
  @Test(
    "prints the same report for any number of workers",
    arguments: ["samples/nginx-cors.json.log", "samples/cors.pcap", "samples/chrome.har"])
  func isTheSameForAnyJobs(_ path: String) throws {
    let one = try Tool.corscope(["--jobs", "1", "--format", "json", path]).output
    #expect(one.contains("\"schema\""))
    for jobs in ["2", "3", "8"] {
      #expect(try Tool.corscope(["--jobs", jobs, "--format", "json", path]).output == one)
    }
  }

  @Test("prints the same figures for one log and for its parts, whatever their order")
  func isTheSameForParts() throws {
    let lines = try String(
      contentsOf: Tool.root.appendingPathComponent("samples/caddy.log"), encoding: .utf8
    ).split(separator: "\n")
    let folder = try Scratch()
    let first = try folder.write("a.log", lines[..<20].joined(separator: "\n") + "\n")
    let second = try folder.write("b.log", lines[20...].joined(separator: "\n") + "\n")
    let whole = try Tool.report(["samples/caddy.log"])
    for inputs in [[first, second], [second, first], [folder.folder.path]] {
      let parts = try Tool.report(inputs)
      for key in ["summary", "preflights", "timeline", "by_status", "by_engine"] {
        let message: Comment = "\(key) differs"
        #expect(parts[key] as? NSObject == whole[key] as? NSObject, message)
      }
      let rules = { (report: [String: Any]) in
        (report["findings"] as? [[String: Any]] ?? []).map {
          "\($0["rule"] ?? "") \($0["count"] ?? 0)"
        }
      }
      #expect(rules(parts) == rules(whole))
    }
  }

  @Test("reads standard input like a file")
  func readsStandardInput() throws {
    let log = try Data(contentsOf: Tool.root.appendingPathComponent("samples/caddy.log"))
    let outcome = try Tool.corscope(["--format", "json", "-"], input: log)
    #expect(outcome.status == 0)
    let direct = try Tool.corscope(["--format", "json", "samples/caddy.log"])
    let path = "samples/caddy.log"
    #expect(
      outcome.output == direct.output.replacingOccurrences(of: "\"\(path)\"", with: "\"-\""))
  }

  @Test(
    "takes only what the filters leave",
    arguments: [
      (["--origin", "https://partner.example.net"], 2), (["--outcome", "conditional"], 1),
      (["--host", "API.example.com"], 50), (["--host", "other.example.com"], 0),
      (["--since", "2026-10-05T08:01:00Z"], 3), (["--until", "2026-10-05T08:00:05Z"], 3),
      (["--outcome", "blocked,opaque"], 18),
    ])
  func filters(_ arguments: [String], _ count: Int) throws {
    let exchanges = try Tool.exchanges(arguments + ["samples/caddy.log"])
    #expect(exchanges.count == count)
    let report = try Tool.report(arguments + ["samples/caddy.log"])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["exchanges"] as? Int == count)
  }

  @Test("reads only the packets that the capture filter keeps")
  func filtersPackets() throws {
    let kept = try Tool.exchanges(["--capture-filter", "host 203.0.113.30", "samples/cors.pcap"])
    #expect(kept.count == 3)
    #expect(kept.allSatisfy { $0["client"] as? String == "203.0.113.30" })
    let wrong = try Tool.corscope(["--capture-filter", "no such thing", "samples/cors.pcap"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("--capture-filter"))
  }

  @Test("writes reports to files by their ending")
  func writesFiles() throws {
    let folder = try Scratch()
    let outcome = try Tool.corscope([
      "-o", folder.path("r.json"), "-o", "text=\(folder.path("r.report"))", "samples/caddy.log",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    let json = try String(contentsOfFile: folder.path("r.json"), encoding: .utf8)
    #expect(json.contains("corscope.report/1"))
    let text = try String(contentsOfFile: folder.path("r.report"), encoding: .utf8)
    #expect(text.contains("judged cross-origin fetches were blocked"))
  }

  @Test("leaves a file as it was when it cannot be written, and still writes the others")
  func writesWhole() throws {
    let folder = try Scratch()
    let kept = try folder.write("kept.json", "old")
    let outcome = try Tool.corscope([
      "-o", folder.path("no/such/r.json"), "-o", folder.path("r.md"), "-o", kept,
      "samples/caddy.log",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("no/such/r.json: cannot be written: no such file"))
    #expect(FileManager.default.fileExists(atPath: folder.path("r.md")))
    #expect(try String(contentsOfFile: kept, encoding: .utf8).hasPrefix("{"))
    // Nothing half-written stays behind.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
    #expect(Set(names) == ["kept.json", "r.md"])
  }

  @Test("replaces what a link stands for, keeps modes, and writes every table into a folder")
  func writesInPlace() throws {
    let folder = try Scratch()
    let file = try folder.write("report.json", "old")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("latest.json"), withDestinationPath: "report.json")
    let outcome = try Tool.corscope([
      "-o", folder.path("latest.json"), "-o", "csv=\(folder.path("tables"))/", "-o", "md=-",
      "samples/caddy.log",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("## CORS report"))
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("corscope.report/1"))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let tables = try FileManager.default.contentsOfDirectory(atPath: folder.path("tables"))
    #expect(tables.count == 14 && tables.contains("findings.csv"))
  }

  @Test("compares with an earlier report and fails on what is new")
  func comparesWithBaseline() throws {
    let folder = try Scratch()
    let old = folder.path("old.json")
    let some = ["--origin", "https://shop.example.com", "samples/caddy.log"]
    #expect(try Tool.corscope(["-o", old] + some).status == 0)
    let outcome = try Tool.corscope([
      "--baseline", old, "--fail-on", "new-origin,new-finding", "--quiet", "samples/caddy.log",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("2 origins blocked for the first time"))
    let same = ["--baseline", old, "--fail-on", "new-origin", "--fail-on", "worse", "--quiet"]
    #expect(try Tool.corscope(same + some).status == 0)
    let without = try Tool.corscope(["--fail-on", "new-origin", "samples/caddy.log"])
    #expect(without.status == 2 && without.errors.contains("pass --baseline"))
    let wrong = try Tool.corscope(["--baseline", "samples/caddy.log", "samples/caddy.log"])
    #expect(wrong.status == 2 && wrong.errors.contains("no JSON report"))
  }

  @Test(
    "guesses what was meant",
    arguments: [
      (["--format", "jsno"], "'json'"), (["-o", "sarf=x"], "'sarif'"),
      (["--fail-on", "hihg"], "'high'"), (["--fail-on", "blocked-clint>3"], "'blocked-clients'"),
    ])
  func guesses(_ arguments: [String], _ name: String) throws {
    let outcome = try Tool.corscope(arguments + ["samples/caddy.log"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("did you mean \(name)?"), "\(outcome.errors)")
  }

  @Test(
    "exits with 1 when a condition holds, with 0 when none does",
    arguments: [
      ("high", Int32(1)), ("critical", 1), ("blocked-rate>1%", 1), ("blocked-rate>99%", 0),
      ("blocked>=18", 1), ("blocked>18", 0),
    ])
  func failsOnConditions(_ condition: String, _ status: Int32) throws {
    let outcome = try Tool.corscope(["--fail-on", condition, "samples/caddy.log"])
    #expect(outcome.status == status)
    #expect(outcome.output.contains("Findings"))
  }

  @Test("tells of all wrong options at once and reads nothing")
  func tellsAllWrongOptions() throws {
    let outcome = try Tool.corscope([
      "--since", "yesterday", "--outcome", "bad", "--jobs", "0", "--format", "pdf",
      "--fail-on", "many", "--log-format", "iis:x", "samples/caddy.log",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    for option in ["--since", "--outcome", "--jobs", "--format", "--fail-on", "--log-format"] {
      #expect(outcome.errors.contains(option))
    }
  }

  @Test("exits with 2 for an unknown option and for no input", arguments: [["--nope"], []])
  func refusesWrongUsage(_ arguments: [String]) throws {
    let outcome = try Tool.corscope(arguments)
    #expect(outcome.status == 2)
    #expect(!outcome.errors.isEmpty)
  }

  @Test("prints help and version on standard output", arguments: ["--help", "--version"])
  func printsHelp(_ option: String) throws {
    let outcome = try Tool.corscope([option])
    #expect(outcome.status == 0)
    #expect(!outcome.output.isEmpty)
    #expect(outcome.errors.isEmpty)
  }

  @Test("prints nothing on a good night where it is to be quiet, and the report on a bad one")
  func quiet() throws {
    let file = "samples/nginx-cors.json.log"
    let good = try Tool.corscope(["--quiet", "--fail-on", "blocked-rate>90%", file])
    #expect(good.status == 0 && good.output.isEmpty && good.errors.isEmpty)
    let bad = try Tool.corscope(["--quiet", "--fail-on", "blocked-rate>1%", file])
    #expect(bad.status == 1 && bad.errors.isEmpty)
    #expect(bad.output.hasPrefix("17 of 39 judged"))
    let asked = try Tool.corscope(
      ["--quiet", "--fail-on", "blocked-rate>90%", "--format", "text", file])
    #expect(asked.status == 0 && asked.output.hasPrefix("17 of 39 judged"))
    let plain = try Tool.corscope(["--quiet", file])
    #expect(plain.status == 0 && plain.output == asked.output)
  }
}
