import Traffic

/// Reads the frontends' log formats and captures out of haproxy.cfg.
///
/// - SeeAlso: https://docs.haproxy.org/2.8/configuration.html#8
struct HAProxyConfig {
  /// What one section says, or takes over from `defaults`.
  private struct Section {
    var name = ""
    var isFrontend = false
    var format: String?
    var place = ""
    var captures = HAProxyLogFormat.Captures()
  }

  private var defaults = Section()
  private var current: Section?
  private var sections: [Section] = []
  private var isDefaults = false
  private var variables: [String: TemplateSlot] = [:]

  /// Reads `file` into `config`.
  static func read(_ file: ConfigFile, into config: inout LogConfig) {
    var reader = HAProxyConfig()
    for line in file.lines {
      let words = HAProxyWords.split(line.text)
      guard let first = words.first else { continue }
      reader.take(first, words, line.text, file.place(line.number))
    }
    reader.close()
    for section in reader.sections where section.isFrontend {
      guard let format = section.format else { continue }
      var captures = section.captures
      captures.variables = reader.variables
      config.add(path: "", name: section.name, place: section.place) { () throws(IngestError) in
        try HAProxyLogFormat.template(format, captures)
      }
    }
  }

  private mutating func close() {
    if let current { isDefaults ? (defaults = current) : sections.append(current) }
    current = nil
  }

  private mutating func take(_ first: String, _ words: [String], _ line: String, _ place: String) {
    switch first {
    case "defaults", "frontend", "listen", "backend", "global", "peers", "resolvers", "userlist",
      "cache", "program", "http-errors", "ring", "mailers":
      close()
      isDefaults = first == "defaults"
      var section = isDefaults ? Section() : defaults
      section.name = words.count > 1 ? words[1] : first
      section.isFrontend = first == "frontend" || first == "listen"
      section.captures = HAProxyLogFormat.Captures()
      current = section
    case "option" where words.count > 1: option(words, place)
    case "log-format":
      // A format may stand in quotes, or have its blanks kept by backslashes.
      setFormat(words.dropFirst().joined(separator: " "), place)
    case "capture" where words.count > 3 && words[2] == "header":
      let slot =
        words[1] == "request"
        ? HeaderField.request(words[3].lowercased()) : HeaderField.response(words[3].lowercased())
      append(
        HAProxyLogFormat.Captured(slot: slot, limit: length(words)),
        isRequest: words[1] == "request")
    case "declare" where words.count > 2 && words[1] == "capture":
      append(
        HAProxyLogFormat.Captured(slot: .ignored, limit: length(words)),
        isRequest: words[2] == "request")
    case "http-request", "http-response", "http-after-response", "tcp-request":
      action(words, isRequest: first.hasSuffix("request"))
    default: break
    }
  }

  private mutating func setFormat(_ format: String, _ place: String) {
    current?.format = format
    current?.place = place
  }

  private mutating func option(_ words: [String], _ place: String) {
    switch words[1] {
    case "httplog":
      setFormat(words.contains("clf") ? HAProxyLogFormat.clf : HAProxyLogFormat.http, place)
    case "httpslog": setFormat(HAProxyLogFormat.https, place)
    case "tcplog": setFormat(HAProxyLogFormat.tcp, place)
    default: break
    }
  }

  /// `capture SAMPLE len N` takes the next slot, `capture SAMPLE id N` one that was declared;
  /// `set-var(txn.x) SAMPLE` names what a variable holds.
  private mutating func action(_ words: [String], isRequest: Bool) {
    guard words.count > 2 else { return }
    let sample = HAProxySample(words[2], current?.captures ?? HAProxyLogFormat.Captures())
    if words[1] == "capture" {
      if let id = number(after: "id", words) {
        fill(id, sample.slot, isRequest: isRequest)
      } else {
        append(
          HAProxyLogFormat.Captured(slot: sample.slot, limit: length(words)), isRequest: isRequest)
      }
    } else if words[1].hasPrefix("set-var("), let open = words[1].firstIndex(of: "(") {
      let name = words[1][words[1].index(after: open)...].prefix { $0 != ")" && $0 != "," }
      variables[name.lowercased()] = sample.slot
    }
  }

  private mutating func append(_ captured: HAProxyLogFormat.Captured, isRequest: Bool) {
    if isRequest {
      current?.captures.request.append(captured)
    } else {
      current?.captures.response.append(captured)
    }
  }

  private mutating func fill(_ id: Int, _ slot: TemplateSlot, isRequest: Bool) {
    if isRequest, current?.captures.request.indices.contains(id) == true {
      current?.captures.request[id].slot = slot
    } else if !isRequest, current?.captures.response.indices.contains(id) == true {
      current?.captures.response[id].slot = slot
    } else {
      // A backend fills what its frontends declared.
      for index in sections.indices {
        if isRequest, sections[index].captures.request.indices.contains(id) {
          sections[index].captures.request[id].slot = slot
        } else if !isRequest, sections[index].captures.response.indices.contains(id) {
          sections[index].captures.response[id].slot = slot
        }
      }
    }
  }

  private func length(_ words: [String]) -> Int { number(after: "len", words) ?? 0 }

  private func number(after name: String, _ words: [String]) -> Int? {
    guard let index = words.firstIndex(of: name), index + 1 < words.count else { return nil }
    return Int(words[index + 1])
  }
}
