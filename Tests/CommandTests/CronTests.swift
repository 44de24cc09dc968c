import Foundation
import Testing

@Suite("The nightly script")
struct CronTests {
  private func run(_ folder: Scratch, _ inputs: [String]) throws -> Tool.Outcome {
    try Tool.run(
      "/bin/sh", [Tool.root.appendingPathComponent("samples/cron/corscope-nightly").path] + inputs,
      environment: [
        "PATH": "\(Tool.products.path):/usr/bin:/bin", "CORSCOPE_STATE": folder.folder.path,
        "CORSCOPE_TEXTFILE": folder.folder.path, "CORSCOPE_SINCE": "10000d",
        "CORSCOPE_FAIL_ON": "new-origin",
      ])
  }

  @Test("is silent on good nights and tells of what is new")
  func nights() throws {
    let folder = try Scratch()
    let log = try String(
      contentsOf: Tool.root.appendingPathComponent("samples/caddy.log"), encoding: .utf8)
    let lines = log.split(separator: "\n")
    let usual = try folder.write(
      "usual.log", lines.filter { !$0.contains("partner") }.joined(separator: "\n") + "\n")
    let all = try folder.write("all.log", log)
    for _ in 0..<2 {
      let quiet = try run(folder, [usual])
      #expect(quiet.status == 0 && quiet.output == "" && quiet.errors == "", "\(quiet)")
    }
    let worse = try run(folder, [all])
    #expect(worse.status == 1)
    #expect(worse.output.contains("1 origin blocked for the first time"))
    let metrics = try String(contentsOfFile: folder.path("corscope.prom"), encoding: .utf8)
    #expect(metrics.contains("corscope_new_blocked_origins 1\n"))
    let lost = try run(folder, [folder.path("none.log")])
    #expect(lost.status == 2 && lost.errors.contains("none.log"))
  }
}
