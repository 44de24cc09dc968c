// Unsafe: writes files by open(2) and write(2).
import ArgumentParser
import Glibc

/// `corscope-bench samples FOLDER`: writes the sample files anew.
struct SamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples", abstract: "Writes the sample files, the same every time.")

  @Argument(help: "The folder to write to.")
  var folder: String

  mutating func run() throws {
    let story = SampleStory().exchanges
    try write("nginx-cors.json.log", Array(SampleLogs.nginxJSON(story).utf8))
    try write("nginx-cors.log", Array(SampleLogs.nginxText(story).utf8))
    try write("nginx-cors.conf", Array((SampleLogs.nginxFormat + "\n").utf8))
    try write("combined.log", Array(SampleLogs.combined(story).utf8))
    try write("caddy.log", Array(SampleLogs.caddy(story).utf8))
    try write("chrome.har", Array(SampleRecordings.har(story).utf8))
    try write("cors.pcap", SampleRecordings.capture(story))
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    let path = "\(folder)/\(name)"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ValidationError("\(path) cannot be written") }
    defer { _ = close(descriptor) }
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
      }
      guard written > 0 else { throw ValidationError("\(path) cannot be written") }
      start += written
    }
  }
}
