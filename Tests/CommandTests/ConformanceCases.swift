import Foundation

/// The fetches that were run in browsers, as `corscope check` takes them, and what was observed.
enum Conformance {
  struct Case {
    var id: String
    /// A line for `corscope check`.
    var line: Data
    /// What was observed, by engine.
    var observed: [String: String]
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Conformance")
  private static let names = [
    "O": "Access-Control-Allow-Origin", "C": "Access-Control-Allow-Credentials",
    "M": "Access-Control-Allow-Methods", "H": "Access-Control-Allow-Headers",
    "E": "Access-Control-Expose-Headers", "A": "Access-Control-Max-Age", "L": "Location",
  ]

  /// The cases of every file.
  static func cases() throws -> [Case] {
    let aliases = try String(
      contentsOf: folder.appendingPathComponent("aliases.txt"), encoding: .utf8
    ).split(separator: "\n").map { line -> (String, String) in
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      return ("{\(parts[0])}", String(parts[1]))
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".jsonl")
    }
    return try files.sorted().flatMap { file in
      var text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for (alias, meaning) in aliases { text = text.replacingOccurrences(of: alias, with: meaning) }
      return try text.split(separator: "\n").map { try parse(String($0)) }
    }
  }

  private static func parse(_ line: String) throws -> Case {
    let start = try object(line)
    let id = try text(start["id"])
    let json = try object(line.replacingOccurrences(of: "/~/", with: "/c/\(id)/"))
    var result: [String: Any] = [
      "id": id, "request": try request(json["q"], id), "response": try answer(json["r"]),
    ]
    if let preflight = json["p"] { result["preflight"] = try answer(preflight) }
    if let hops = json["h"] as? [[Any]] {
      result["hops"] = try hops.map {
        ["preflight": try answer($0[0]), "response": try answer($0[1])]
      }
    }
    if let second = json["s"] as? [Any] {
      result["second"] = ["after": second[0], "request": try request(second[1], id)]
    }
    var observed = (json["o"] as? [String]) ?? []
    if observed.count == 1 { observed = Array(repeating: observed[0], count: 3) }
    let engines = ["chromium", "firefox", "webkit"]
    guard observed.count == engines.count else { throw Broken() }
    return Case(
      id: id, line: try JSONSerialization.data(withJSONObject: result),
      observed: Dictionary(uniqueKeysWithValues: zip(engines, observed)))
  }

  private struct Broken: Error {}

  private static func object(_ line: String) throws -> [String: Any] {
    guard
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { throw Broken() }
    return json
  }

  private static func text(_ value: Any?) throws -> String {
    guard let text = value as? String else { throw Broken() }
    return text
  }

  private static func request(_ value: Any?, _ id: String) throws -> [String: Any] {
    guard let given = value as? [String: Any] else { throw Broken() }
    let defaults: [String: Any] = [
      "origin": "http://127.0.0.1:8701", "url": "http://127.0.0.1:8702/c/\(id)/0",
    ]
    return defaults.merging(given) { $1 }
  }

  private static func answer(_ value: Any?) throws -> [String: Any] {
    guard let parts = value as? [Any], let status = parts[0] as? Int else { throw Broken() }
    var headers = try parts.dropFirst().map { line -> [String] in
      guard let pair = line as? [String], pair.count == 2 else { throw Broken() }
      return [names[pair[0]] ?? pair[0], pair[1]]
    }
    if status < 0 { headers += [["Content-Type", "text/plain"], ["Content-Length", "15"]] }
    return ["status": abs(status), "headers": headers]
  }
}
