import Traffic

/// Reads `log_format`, `access_log` and what they depend on out of nginx.conf.
///
/// - SeeAlso: https://nginx.org/en/docs/http/ngx_http_log_module.html
struct NginxConfig {
  /// One directive: its words, and the line on which it begins.
  private struct Directive {
    var words: [ConfigText.Word]
    var place: String
  }

  private var formats: [(name: String, words: [ConfigText.Word], place: String)] = []
  private var logs: [(path: String, format: String, place: String)] = []
  private var variables: [String: String] = [:]
  private var depth = 0
  private var seen: Set<String> = []

  /// Reads `file` and what it includes into `config`.
  static func read(
    _ file: ConfigFile, _ files: (String) -> [(path: String, text: String)],
    into config: inout LogConfig
  ) {
    var reader = NginxConfig()
    reader.read(file, files)
    // nginx has this one without being told.
    let combined =
      #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "#
      + #""$http_referer" "$http_user_agent""#
    var used: Set<String> = []
    let known = Dictionary(reader.formats.map { ($0.name, $0) }) { first, _ in first }
    for log in reader.logs {
      used.insert(log.format)
      if let format = known[log.format] {
        config.add(path: log.path, name: format.name, place: format.place) {
          () throws(IngestError) in
          try NginxLogFormat.template(Array(format.words), reader.variables)
        }
      } else if log.format == "combined" {
        config.add(path: log.path, name: "combined", place: log.place) {
          () throws(IngestError) in try NginxLogFormat.compile(combined)
        }
      } else {
        config.problems.append("\(log.place): there is no log_format '\(log.format)'")
      }
    }
    for format in reader.formats where !used.contains(format.name) {
      config.add(path: "", name: format.name, place: format.place) { () throws(IngestError) in
        try NginxLogFormat.template(Array(format.words), reader.variables)
      }
    }
  }

  private mutating func read(
    _ file: ConfigFile, _ files: (String) -> [(path: String, text: String)]
  ) {
    guard depth < 8, seen.insert(file.path).inserted else { return }
    depth += 1
    for directive in NginxConfig.directives(file) { take(directive, files) }
    depth -= 1
  }

  private mutating func take(
    _ directive: Directive, _ files: (String) -> [(path: String, text: String)]
  ) {
    let words = directive.words
    guard let name = words.first?.text, words.count > 1 else { return }
    switch name {
    case "include":
      for included in files(words[1].text) {
        read(ConfigFile(path: included.path, text: included.text), files)
      }
    case "log_format":
      formats.append((words[1].text, Array(words.dropFirst(2)), directive.place))
    case "access_log":
      guard words[1].text != "off" else { return }
      let format = words.dropFirst(2).first { !$0.text.contains("=") }?.text ?? "combined"
      let path = words[1].text.hasPrefix("syslog:") ? "" : words[1].text
      logs.append((path, format, directive.place))
    case "set" where words.count == 3, "map" where words.count == 3:
      // `map $http_cookie $has_cookie { … }` and `set $o $http_origin`.
      let (variable, source) = name == "set" ? (words[1], words[2]) : (words[2], words[1])
      if variable.text.hasPrefix("$"), source.text.hasPrefix("$") {
        // Of what a map makes of a value only a presence can be known.
        let prefix = name == "map" ? "map:" : ""
        variables[String(variable.text.dropFirst())] = prefix + source.text.dropFirst()
      }
    default: break
    }
  }

  /// The directives of a file, whatever blocks they stand in.
  private static func directives(_ file: ConfigFile) -> [Directive] {
    var directives: [Directive] = []
    var current = Directive(words: [], place: "")
    var bytes = Array(file.text.utf8)[...]
    var line = 1
    var word: [UInt8] = []
    var inWord = false
    func end(_ quoted: Bool) {
      guard inWord || quoted else { return }
      if current.words.isEmpty { current.place = file.place(line) }
      current.words.append(
        ConfigText.Word(String(decoding: word, as: UTF8.self), quoted: quoted))
      word = []
      inWord = false
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x0A:
        end(false)
        line += 1
      case 0x20, 0x09, 0x0D: end(false)
      case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        // `${name}` is no block.
        if byte != UInt8(ascii: ";"), inWord,
          byte == UInt8(ascii: "{") && word.last == 0x24
            || byte == UInt8(ascii: "}") && word.contains(0x7B)
        {
          word.append(byte)
          continue
        }
        end(false)
        if !current.words.isEmpty { directives.append(current) }
        current = Directive(words: [], place: "")
      case UInt8(ascii: "#") where !inWord:
        while let next = bytes.first, next != 0x0A { bytes.removeFirst() }
      case 0x22 where !inWord, 0x27 where !inWord:
        if current.words.isEmpty { current.place = file.place(line) }
        while let next = bytes.popFirst(), next != byte {
          if next == 0x0A { line += 1 }
          if next == 0x5C, let escaped = bytes.popFirst() {
            word += ConfigText.unescape(escaped)
          } else {
            word.append(next)
          }
        }
        end(true)
      case 0x5C:
        inWord = true
        if let escaped = bytes.popFirst() { word += ConfigText.unescape(escaped) }
      default:
        inWord = true
        word.append(byte)
      }
    }
    return directives
  }
}
