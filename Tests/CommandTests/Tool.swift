import Foundation

/// Runs the project's programs as a user does.
enum Tool {
  /// What a program printed and how it ended.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder in which this test run's programs were built.
  static let products: URL = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var path = URL(fileURLWithPath: bundle)
    while path.pathComponents.contains(where: { $0.hasSuffix(".xctest") }) {
      path.deleteLastPathComponent()
    }
    return path
  }()

  /// The project's own folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Runs corscope in the project's folder.
  static func corscope(_ arguments: [String], input: Data? = nil) throws -> Outcome {
    try run("corscope", arguments, input: input)
  }

  /// Runs one of the built programs, or one at an absolute path, in the project's folder.
  static func run(
    _ name: String, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL =
      name.hasPrefix("/") ? URL(fileURLWithPath: name) : products.appendingPathComponent(name)
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "100"]
      .merging(environment) { $1 }
    // Files, not pipes: a pipe that nobody empties would stop the program.
    let folder = try Scratch()
    let output = folder.path("output")
    let errors = folder.path("errors")
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    if let input {
      let path = folder.path("input")
      try input.write(to: URL(fileURLWithPath: path))
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try text(output), errors: try text(errors))
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  /// The exchanges that corscope prints, each as its keys and values.
  static func exchanges(_ arguments: [String]) throws -> [[String: Any]] {
    let outcome = try corscope(["exchanges", "--quiet"] + arguments)
    return try outcome.output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// The JSON report of the inputs.
  static func report(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try corscope(["--quiet", "--format", "json"] + arguments)
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      ?? [:]
  }
}

/// A folder of its own, gone when it is let go.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("corscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file and tells its path.
  func write(_ name: String, _ content: Data) throws -> String {
    try content.write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Writes a file of text and tells its path.
  func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }
}
