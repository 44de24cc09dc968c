import Traffic

/// Reads `LogFormat`, `CustomLog` and their like out of httpd.conf.
///
/// - SeeAlso: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html
struct ApacheConfig {
  private static let common = #"%h %l %u %t "%r" %>s %b"#

  private var formats: [String: (format: String, place: String)] = [:]
  private var order: [String] = []
  private var logs: [(path: String, format: String, place: String)] = []
  private var defines: [String: String] = [:]
  private var transfer = ApacheConfig.common
  private var root = ""
  private var depth = 0
  private var seen: Set<String> = []

  /// Reads `file` and what it includes into `config`.
  static func read(
    _ file: ConfigFile, _ files: (String) -> [(path: String, text: String)],
    into config: inout LogConfig
  ) {
    var reader = ApacheConfig()
    reader.read(file, files, &config)
    var used: Set<String> = []
    for log in reader.logs {
      if let known = reader.formats[log.format] {
        used.insert(log.format)
        config.add(path: log.path, name: log.format, place: known.place) {
          () throws(IngestError) in try ApacheLogFormat.template(known.format)
        }
      } else if log.format.contains("%") {
        config.add(path: log.path, name: "the format given there", place: log.place) {
          () throws(IngestError) in try ApacheLogFormat.template(log.format)
        }
      } else if log.format == "common" {
        config.add(path: log.path, name: "common", place: log.place) {
          () throws(IngestError) in try ApacheLogFormat.template(common)
        }
      } else {
        config.problems.append("\(log.place): there is no LogFormat '\(log.format)'")
      }
    }
    for name in reader.order where !used.contains(name) {
      guard let known = reader.formats[name] else { continue }
      config.add(path: "", name: name, place: known.place) { () throws(IngestError) in
        try ApacheLogFormat.template(known.format)
      }
    }
  }

  private mutating func read(
    _ file: ConfigFile, _ files: (String) -> [(path: String, text: String)],
    _ config: inout LogConfig
  ) {
    guard depth < 8, seen.insert(file.path).inserted else { return }
    depth += 1
    for line in file.lines {
      let text = ConfigText.trim(line.text)
      guard !text.isEmpty, text.first != "#", text.first != "<" else { continue }
      let place = file.place(line.number)
      do throws(IngestError) {
        let words = try ApacheConfig.words(text)
        take(words, place, files, &config)
      } catch {
        config.problems.append("\(place): \(error.message)")
      }
    }
    depth -= 1
  }

  private mutating func take(
    _ words: [String], _ place: String, _ files: (String) -> [(path: String, text: String)],
    _ config: inout LogConfig
  ) {
    guard let name = words.first?.lowercased(), words.count > 1 else { return }
    switch name {
    case "include", "includeoptional":
      var pattern = expand(words[1])
      if !pattern.hasPrefix("/"), !root.isEmpty { pattern = root + "/" + pattern }
      for included in files(pattern) {
        read(ConfigFile(path: included.path, text: included.text), files, &config)
      }
    case "define" where words.count > 2: defines[words[1]] = words[2]
    case "serverroot": root = words[1]
    case "logformat":
      guard words.count > 2 else {
        transfer = words[1]
        return
      }
      if formats[words[2]] == nil { order.append(words[2]) }
      formats[words[2]] = (words[1], place)
    case "customlog", "globallog":
      guard words.count > 2 else { return }
      logs.append((path(words[1]), words[2], place))
    case "transferlog": logs.append((path(words[1]), transfer, place))
    default: break
    }
  }

  /// The log's path; of a pipe the last word that looks like one.
  private func path(_ word: String) -> String {
    guard word.hasPrefix("|") else { return expand(word) }
    return expand(word.split(separator: " ").last { $0.contains("/") }.map(String.init) ?? "")
  }

  private func expand(_ text: String) -> String {
    var result = text
    for (name, value) in defines { result = result.replacing("${\(name)}", with: value) }
    // What the environment gives is not known; the file's name is what counts.
    while let start = result.firstIndex(of: "$"), let end = result[start...].firstIndex(of: "}") {
      result.removeSubrange(start...end)
    }
    return result
  }

  /// Splits a line; inside double quotes a backslash takes the meaning off a quote or a backslash.
  private static func words(_ line: String) throws(IngestError) -> [String] {
    var words: [String] = []
    var bytes = Array(line.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == 0x20 || byte == 0x09 { continue }
      var word: [UInt8] = []
      if byte == 0x22 || byte == 0x27 {
        var isClosed = false
        while let next = bytes.popFirst() {
          if next == byte {
            isClosed = true
            break
          }
          if next == 0x5C, let escaped = bytes.first, escaped == byte || escaped == 0x5C {
            word.append(escaped)
            bytes.removeFirst()
          } else {
            word.append(next)
          }
        }
        guard isClosed else { throw IngestError("a quote is not closed") }
      } else {
        word.append(byte)
        while let next = bytes.first, next != 0x20, next != 0x09 {
          word.append(next)
          bytes.removeFirst()
        }
      }
      words.append(String(decoding: word, as: UTF8.self))
    }
    return words
  }
}
