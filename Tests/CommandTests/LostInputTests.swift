import Foundation
import Testing

@testable import corscope

@Suite("Inputs that are lost, empty or odd")
struct LostInputTests {
  private static func sample(_ name: String) throws -> Data {
    try Data(contentsOf: Tool.root.appendingPathComponent("samples/\(name)"))
  }

  /// Runs a shell's command in the project's folder.
  private static func shell(_ command: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = Tool.root
    try process.run()
    return process
  }

  @Test("are no failure when they are empty, as a log is after its rotation")
  func emptyInput() throws {
    let folder = try Scratch()
    let outcome = try Tool.corscope([try folder.write("access.log", "")])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("is empty"))
    #expect(outcome.output.contains("0 exchanges"))
  }

  @Test("stand in the report when they are lost")
  func lostInput() throws {
    let report = try Tool.report(["samples/caddy.log", "no/such.log"])
    let inputs = try #require(report["inputs"] as? [[String: Any]])
    #expect(inputs.count == 2)
    #expect((inputs.last?["error"] as? String)?.contains("no such file") == true)
  }

  @Test("end with status 2 when nothing of them is understood")
  func nothingUnderstood() throws {
    let outcome = try Tool.corscope(["--input-format", "combined", "samples/caddy.log"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("nothing in the inputs could be understood"))
  }

  @Test("end every command with status 2 when a capture holds nothing to read")
  func brokenCapture() throws {
    let folder = try Scratch()
    let header: [UInt8] = [
      0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0,
    ]
    let broken = folder.path("broken.pcap")
    try Data(header + [UInt8](repeating: 0x78, count: 40)).write(to: URL(fileURLWithPath: broken))
    let cut = folder.path("cut.pcap")
    try Data(header.prefix(10)).write(to: URL(fileURLWithPath: cut))
    for command in ["analyze", "exchanges", "explain"] {
      for path in [broken, cut] {
        let outcome = try Tool.corscope([command, "--quiet", path])
        #expect(outcome.status == 2, "\(command) \(path)")
        #expect(outcome.errors.contains("\(path): "), "\(command) \(path)")
      }
      // What is understood of the others counts.
      let both = try Tool.corscope([command, broken, "samples/caddy.log"])
      #expect(both.status == 0, "\(command)")
      #expect(both.errors.contains("broken.pcap"), "\(command)")
    }
  }

  @Test("are read whole when they can be read only once")
  func pipe() throws {
    let folder = try Scratch()
    let path = folder.path("pipe")
    let writer = try Self.shell("mkfifo '\(path)' && cat samples/caddy.log > '\(path)'")
    while !FileManager.default.fileExists(atPath: path) { usleep(1000) }
    let outcome = try Tool.corscope([path])
    writer.waitUntilExit()
    #expect(outcome.output.contains("50 lines read as caddy"))
    // In a folder a pipe would be waited for; it is passed over.
    _ = try folder.write("a.log", try Self.sample("caddy.log"))
    let whole = try Tool.corscope([folder.folder.path])
    #expect(whole.output.contains("50 lines read as caddy"))
  }

  @Test("are never written over by the report")
  func outputIsInput() throws {
    let folder = try Scratch()
    let log = try Self.sample("caddy.log")
    let path = try folder.write("access.json", log)
    let outcome = try Tool.corscope(["-o", path, path])
    #expect(outcome.status == 2)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == log)
  }

  @Test("are told to need their format when their lines go on after the known columns")
  func furtherColumns() throws {
    let outcome = try Tool.corscope(["samples/nginx-cors.log"])
    #expect(outcome.output.contains("--log-format"))
    #expect(try !Tool.corscope(["samples/combined.log"]).output.contains("--log-format"))
  }

  @Test("are counted once when they are named twice")
  func namedTwice() throws {
    let report = try Tool.report(["samples/caddy.log", "./samples/../samples/caddy.log"])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["exchanges"] as? Int == 50)
  }

  @Test("say so when they are long gzip cut short")
  func cutGzip() throws {
    let folder = try Scratch()
    let path = folder.path("long.log.gz")
    let times = (1...20).map { _ in "samples/caddy.log" }.joined(separator: " ")
    try Self.shell("cat \(times) | gzip -1 > '\(path)' && truncate -s 20000 '\(path)'")
      .waitUntilExit()
    let outcome = try Tool.corscope([path])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("the gzip stream ends in the middle"))
    #expect(try Tool.exchanges([path]).count > 50)
  }

  @Test("are read by the format that the setup prints")
  func setup() throws {
    let text = try Tool.corscope(["setup", "nginx"]).output
    let begin = try #require(text.range(of: "log_format corscope"))
    let end = try #require(text.range(of: ";", range: begin.upperBound..<text.endIndex))
    let format = "nginx:" + text[begin.lowerBound..<end.upperBound]
    let folder = try Scratch()
    let line = try #require(SetupGuide.all.first { $0.name == "nginx" }).sample
    let sample = try folder.write("access.log", Data((line + "\n").utf8))
    let read = try Tool.exchanges(["--log-format", format, sample])
    let recognised = try Tool.exchanges([sample])
    #expect(read.count == 1)
    for (left, right) in zip(read, recognised) {
      for key in ["outcome", "reason", "target", "origin", "has_cookie", "start"] {
        #expect(left[key] as? NSObject == right[key] as? NSObject, "\(key)")
      }
    }
  }
}
