import Traffic

/// Reads `logformat` and `access_log` out of squid.conf.
///
/// - SeeAlso: http://www.squid-cache.org/Doc/config/access_log/
enum SquidConfig {
  /// Reads `file` and what it includes into `config`.
  static func read(
    _ file: ConfigFile, _ files: (String) -> [(path: String, text: String)],
    into config: inout LogConfig
  ) {
    var formats: [(name: String, text: String, place: String)] = []
    var logs: [(path: String, format: String, place: String)] = []
    var pending = [file]
    var seen: Set<String> = []
    while let file = pending.popLast() {
      guard seen.insert(file.path).inserted, seen.count < 100 else { continue }
      for line in file.lines {
        let text = ConfigText.trim(line.text)
        let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        guard words.count > 1 else { continue }
        switch words[0] {
        case "include":
          for word in words.dropFirst() {
            pending += files(word).map { ConfigFile(path: $0.path, text: $0.text) }
          }
        case "logformat": formats.append((words[1], text, file.place(line.number)))
        case "access_log":
          guard words[1] != "none" else { continue }
          let path = words[1].split(separator: ":", maxSplits: 1).last.map(String.init) ?? words[1]
          var format = "squid"
          for word in words.dropFirst(2) {
            if word.hasPrefix("logformat=") {
              format = String(word.dropFirst(10))
            } else if word == words[2], !word.contains("=") {
              format = word
            }
          }
          logs.append((path, format, file.place(line.number)))
        default: break
        }
      }
    }
    var used: Set<String> = []
    for log in logs {
      used.insert(log.format)
      if let known = formats.last(where: { $0.name == log.format }) {
        config.add(path: log.path, name: known.name, place: known.place) {
          () throws(IngestError) in try SquidLogFormat.compile(known.text)
        }
      } else if let known = try? SquidLogFormat.known(log.format) {
        config.add(path: log.path, name: log.format, place: log.place) {
          () throws(IngestError) in known
        }
      } else {
        config.problems.append("\(log.place): there is no logformat '\(log.format)'")
      }
    }
    for format in formats where !used.contains(format.name) {
      config.add(path: "", name: format.name, place: format.place) { () throws(IngestError) in
        try SquidLogFormat.compile(format.text)
      }
    }
  }
}
