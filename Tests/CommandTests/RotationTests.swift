import Foundation
import Testing

@Suite("A folder of rotated logs")
struct RotationTests {
  private func line(_ second: Int) -> String {
    #"203.0.113.7 - - [22/Nov/2026:16:35:\#(second < 10 ? "0" : "")\#(second) +0000] "#
      + #""GET /n\#(second) HTTP/1.1" 200 58 "-" "Mozilla/5.0 (X11; Linux x86_64)""# + "\n"
  }

  private func targets(_ output: String) -> [String] {
    output.split(separator: "\n").compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["target"] as? String
    }
  }

  @Test("is read whole, once and in the order of time")
  func order() throws {
    let folder = try Scratch()
    let first = (0..<20).map(line).joined()
    let second = (20..<40).map(line).joined()
    _ = try folder.write("access.log", Data((40..<44).map(line).joined().utf8))
    _ = try folder.write("access.log.1", Data(second.utf8))
    _ = try folder.write("access.log.2", Data(first.utf8))
    // A copy under another name, and one that was cut.
    _ = try folder.write("access.log-20261122", Data(second.utf8))
    _ = try folder.write("cut.log", Data(first.utf8.prefix(1200)))
    let listed = try Tool.corscope(["exchanges", folder.path("")])
    #expect(targets(listed.output) == (0..<44).map { "/n\($0)" })
    #expect(listed.errors.contains("the same as"))
    #expect(listed.errors.contains("a part of"))
  }

  @Test("may lie in a tar archive, whose files are read once each by their own names")
  func tar() throws {
    let folder = try Scratch()
    let first = (0..<20).map(line).joined()
    let second = (20..<40).map(line).joined()
    _ = try folder.write("access.log", Data(second.utf8))
    _ = try folder.write("access.log.1", Data(first.utf8))
    _ = try folder.write("another-copy.log", Data(first.utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "tar -czf a.tar.gz access.log access.log.1 another-copy.log && tar -cf a.tar access.log.1",
    ]
    process.currentDirectoryURL = folder.folder
    try process.run()
    process.waitUntilExit()
    let listed = try Tool.corscope(["exchanges", folder.path("a.tar.gz")])
    #expect(targets(listed.output) == (0..<40).map { "/n\($0)" })
    #expect(listed.output.contains("a.tar.gz:access.log.1"))
    #expect(listed.errors.contains("a.tar.gz:another-copy.log: the same as"))
    let plain = try Tool.corscope(["exchanges", folder.path("a.tar")])
    #expect(targets(plain.output).count == 20)
  }

  @Test("is recognised by the whole of a file, in an archive as on its own")
  func spreadSample() throws {
    let folder = try Scratch()
    let json =
      #"{"msec":"1795365302.516","request_method":"GET","request_uri":"/a","status":"200","#
      + #""http_origin":"https://app.example.com","http_host":"api.example.com"}"# + "\n"
    // It begins with what is no exchange, as a burst of errors is.
    let noise = #"{"level":"error","text":""# + String(repeating: "x", count: 4000) + "\"}\n"
    let text = String(repeating: noise, count: 40) + String(repeating: json, count: 2000)
    _ = try folder.write("access.log", Data(text.utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "tar -cf a.tar access.log && tar -czf a.tgz access.log"]
    process.currentDirectoryURL = folder.folder
    try process.run()
    process.waitUntilExit()
    for name in ["access.log", "a.tar", "a.tgz"] {
      let report = try Tool.report([folder.path(name)])
      let inputs = try #require(report["inputs"] as? [[String: Any]])
      #expect(inputs.first?["format"] as? String == "nginx-json", "\(name)")
    }
  }

  @Test("of several machines in one archive are each read, though they begin alike")
  func machines() throws {
    let folder = try Scratch()
    let lines = (0..<20).map(line).joined()
    _ = try folder.write("access.log", Data(lines.utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "mkdir one two && cp access.log one && cp access.log two && cp access.log two/copy.log && "
        + "tar -cf a.tar ./one ./two",
    ]
    process.currentDirectoryURL = folder.folder
    try process.run()
    process.waitUntilExit()
    let listed = try Tool.corscope(["exchanges", folder.path("a.tar")])
    #expect(targets(listed.output).count == 40)
    #expect(listed.errors.contains("a.tar:two/access.log: the same as"))
    #expect(!listed.errors.contains("a.tar:one/access.log"))
  }

  @Test("tells of a copy that is damaged, and takes line ends for equal")
  func damaged() throws {
    let folder = try Scratch()
    let text = (0..<40).map(line).joined()
    _ = try folder.write("access.log", Data(text.utf8))
    _ = try folder.write("windows.log", Data(text.replacing("\n", with: "\r\n").utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "gzip -c access.log | head -c -40 > cut.log.gz"]
    process.currentDirectoryURL = folder.folder
    try process.run()
    process.waitUntilExit()
    let listed = try Tool.corscope(["exchanges", folder.path("")])
    #expect(targets(listed.output) == (0..<40).map { "/n\($0)" })
    #expect(listed.errors.contains("windows.log: the same as"))
    #expect(listed.errors.contains("cut.log.gz: a part of"))
    #expect(listed.errors.contains("ends in the middle"))
  }

  @Test("that all begin within one second is read by the numbers in its names")
  func ties() throws {
    let folder = try Scratch()
    for (index, name) in ["access.log.2", "access.log.1", "access.log"].enumerated() {
      let lines = (0..<3).map { line($0).replacing("/n", with: "/\(index)-") }.joined()
      _ = try folder.write(name, Data(lines.utf8))
    }
    let listed = try Tool.corscope(["exchanges", folder.path("")])
    #expect(targets(listed.output).count == 9)
    #expect(targets(listed.output).prefix(3) == ["/0-0", "/0-1", "/0-2"])
    #expect(targets(listed.output).suffix(3) == ["/2-0", "/2-1", "/2-2"])
  }

  @Test("keeps logs that only begin alike")
  func alike() throws {
    let folder = try Scratch()
    let head = (0..<20).map(line).joined()
    _ = try folder.write("a.log", Data((head + line(21)).utf8))
    _ = try folder.write("b.log", Data((head + line(22)).utf8))
    let listed = try Tool.corscope(["exchanges", folder.path("")])
    #expect(targets(listed.output).count == 42)
  }

  @Test("is recognised by lines from all over a file, not by its beginning alone")
  func spread() throws {
    let folder = try Scratch()
    let probes = (0..<12_000).map { "probe \($0) of something else altogether\n" }.joined()
    let lines = (0..<60).map { line($0 % 60) }.joined()
    let text = probes + String(repeating: lines, count: 40)
    let path = try folder.write("access.log", Data(text.utf8))
    let listed = try Tool.corscope(["exchanges", path])
    #expect(targets(listed.output).count == 2_400)
    #expect(listed.errors.contains("11999 more"))
    // The explanation is of the same choice, and its line one of the beginning.
    let report = try Tool.report([path])
    let format = try #require((report["inputs"] as? [[String: Any]])?.first?["format"] as? String)
    let explained = try Tool.corscope(["formats", "--explain", path])
    #expect(explained.output.contains("→ \(format) "))
    #expect(explained.output.contains("access.log:1 as \(format)"))
  }

  @Test("of times without a zone takes the one that is assumed")
  func zone() throws {
    let folder = try Scratch()
    let line = #"{"time":"2026-07-15T12:00:00","method":"GET","url":"/a","status":200}"# + "\n"
    let path = try folder.write("a.json", Data(line.utf8))
    let plain = try Tool.corscope(["exchanges", path])
    #expect(plain.errors.contains("--assume-time-zone"))
    #expect(plain.output.contains(#""start":1784116800"#))
    let shifted = try Tool.corscope([
      "exchanges", path, "--assume-time-zone", "+02:00", "--assume-scheme", "https",
      "--assume-host", "api.example.com",
    ])
    #expect(shifted.errors.isEmpty)
    #expect(shifted.output.contains(#""start":1784109600"#))
    #expect(shifted.output.contains(#""scheme":"https""#))
    #expect(shifted.output.contains(#""host":"api.example.com""#))
    let wrong = try Tool.corscope([
      path, "--assume-time-zone", "Nowhere", "--assume-scheme", "ftp", "--assume-host", "a/b",
      "--key", "nothing=x",
    ])
    #expect(wrong.status == 2)
    for option in ["time-zone", "scheme", "host", "key"] {
      #expect(wrong.errors.contains("-\(option): "))
    }
  }
}
