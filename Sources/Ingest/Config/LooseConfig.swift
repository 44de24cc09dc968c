import Traffic

/// Finds log formats in configurations that are programs, YAML or command lines.
enum LooseConfig {
  /// Reads `file` into `config`, by the server that it belongs to.
  static func read(_ file: ConfigFile, into config: inout LogConfig) {
    switch config.server {
    case "lighttpd": readLighttpd(file, into: &config)
    case "morgan": readMorgan(file, into: &config)
    case "varnish": readVarnish(file, into: &config)
    default: readYAML(file, into: &config)
    }
  }

  private static func readLighttpd(_ file: ConfigFile, into config: inout LogConfig) {
    var path = ""
    for line in file.lines where line.text.contains("accesslog.") {
      guard line.text.drop(while: { $0 == " " || $0 == "\t" }).first != "#",
        let (value, _) = literals(line.text, quotes: [0x22]).first
      else { continue }
      if line.text.contains("accesslog.filename") {
        path = value
        for index in config.entries.indices where config.entries[index].path.isEmpty {
          config.entries[index].path = value
        }
      } else if line.text.contains("accesslog.format") {
        config.add(path: path, name: "accesslog.format", place: file.place(line.number)) {
          () throws(IngestError) in
          try ApacheLogFormat.compile("\"\(value.replacing("\"", with: "\\\""))\"", .lighttpd)
        }
      }
    }
  }

  /// The strings of a program that hold morgan's tokens, and the names of its own formats.
  private static func readMorgan(_ file: ConfigFile, into config: inout LogConfig) {
    var line = 1
    for (value, before) in literals(file.text, quotes: [0x22, 0x27, 0x60]) {
      line = 1 + before
      let isFormat = value.contains(":status") && (value.contains(":url") || value.contains(":req"))
      let known = MorganLogFormat.predefined.first { $0.name == value }
      guard isFormat || known != nil else { continue }
      config.add(
        path: "", name: known?.name ?? "a format of morgan's", place: file.place(line)
      ) { () throws(IngestError) in try MorganLogFormat.compile(known?.format ?? value) }
    }
  }

  /// What stands behind `-F` on a command line of varnishncsa.
  private static func readVarnish(_ file: ConfigFile, into config: inout LogConfig) {
    for line in file.lines {
      guard let option = line.text.range(of: "-F") else { continue }
      guard
        let (value, _) = literals(String(line.text[option.upperBound...]), quotes: [0x22, 0x27])
          .first
      else { continue }
      config.add(path: "", name: "-F", place: file.place(line.number)) {
        () throws(IngestError) in
        var template = try ApacheLogFormat.compile(value, .varnish)
        // With `-j` values are escaped for JSON, and those that are not there are empty.
        if line.text.contains(" -j ") { (template.escape, template.null) = (.json, .empty) }
        return template
      }
    }
  }

  /// Envoy's and Istio's formats, and that of ingress-nginx's ConfigMap.
  private static func readYAML(_ file: ConfigFile, into config: inout LogConfig) {
    let keys = ["inline_string", "text_format", "accessLogFormat", "log-format-upstream", "format"]
    let isJSON = file.text.replacing("\"", with: "").contains("log-format-escape-json: true")
    let lines = file.lines
    for (index, line) in lines.enumerated() {
      let trimmed = line.text.drop { $0 == " " || $0 == "-" || $0 == "\"" }
      guard
        let key = keys.first(where: { trimmed.hasPrefix($0 + ":") || trimmed.hasPrefix($0 + "\":") }
        ),
        let colon = trimmed.firstIndex(of: ":")
      else { continue }
      var value = ConfigText.trim(String(trimmed[trimmed.index(after: colon)...]))
      if value.first == "|" || value.first == ">" {
        let indent = line.text.prefix { $0 == " " }.count
        value = lines[(index + 1)...].prefix { next in
          next.text.prefix { $0 == " " }.count > indent && !next.text.isEmpty
        }.map { ConfigText.trim($0.text) }.joined(separator: value.first == "|" ? "" : " ")
      } else if let (quoted, _) = literals(value, quotes: [0x22, 0x27]).first,
        value.first == "\"" || value.first == "'"
      {
        value = quoted
      }
      guard value.contains("%") || value.contains("$") else { continue }
      config.add(path: "", name: key, place: file.place(line.number)) { () throws(IngestError) in
        if key == "log-format-upstream" {
          let escape = isJSON ? "escape=json " : ""
          return try NginxLogFormat.compile(
            "log_format upstream \(escape)'\(value.replacing("'", with: "\\'"))'")
        }
        return try EnvoyLogFormat.compile(value)
      }
    }
  }

  /// The quoted strings of `text`, each with the number of line ends before it.
  private static func literals(_ text: String, quotes: [UInt8]) -> [(String, Int)] {
    var found: [(String, Int)] = []
    var bytes = Array(text.utf8)[...]
    var lines = 0
    while let byte = bytes.popFirst() {
      if byte == 0x0A { lines += 1 }
      guard quotes.contains(byte) else { continue }
      var value: [UInt8] = []
      var rest = bytes
      var isClosed = false
      while let next = rest.popFirst() {
        if next == byte {
          isClosed = true
          break
        }
        if next == 0x0A, byte != 0x60 { break }
        if next == 0x5C, let escaped = rest.popFirst() {
          value += ConfigText.unescape(escaped)
        } else {
          value.append(next)
        }
      }
      guard isClosed else { continue }
      lines += bytes[..<rest.startIndex].count { $0 == 0x0A }
      bytes = rest
      found.append((String(decoding: value, as: UTF8.self), lines))
    }
    return found
  }
}

extension String {
  /// The first place of `text`; no Foundation is at hand.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
