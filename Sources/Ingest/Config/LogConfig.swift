package import Traffic

/// What a server's configuration says of its access logs.
package struct LogConfig: Sendable {
  /// One log, or one format that some log may have.
  package struct Entry: Sendable {
    /// The log's path as it is written there, or empty where the configuration does not say.
    package var path: String
    /// The format's name there.
    package var name: String
    /// The file and line at which the format is defined, such as `nginx.conf:12`.
    package var place: String
    /// The format.
    package var template: LogTemplate

    /// Describes an entry.
    package init(path: String, name: String, place: String, template: LogTemplate) {
      self.path = path
      self.name = name
      self.place = place
      self.template = template
    }
  }

  /// The server whose configuration it is, by its name for `--log-format`.
  package var server: String
  /// The logs, in the order of the configuration.
  package var entries: [Entry] = []
  /// What could not be understood, each with its place.
  package var problems: [String] = []

  /// The configuration of `server`, of which nothing is known yet.
  package init(server: String) { self.server = server }

  /// Reads a configuration file and what it includes.
  ///
  /// - Parameters:
  ///   - path: The file's path, as messages name it.
  ///   - text: Its content.
  ///   - files: Gives the files that an `include` names: its pattern, relative to nothing yet.
  /// - Throws: `IngestError` when it is no configuration that is known, or says nothing of logs.
  package init(
    path: String, text: String, files: (String) -> [(path: String, text: String)]
  ) throws(IngestError) {
    guard let server = LogConfig.server(of: text) else {
      throw IngestError(
        "no configuration of a server that is known",
        mend: "pass nginx.conf, httpd.conf, haproxy.cfg, squid.conf, lighttpd.conf, Envoy's YAML, "
          + "or the format itself with --log-format")
    }
    self.init(server: server)
    let file = ConfigFile(path: path, text: text)
    switch server {
    case "nginx": NginxConfig.read(file, files, into: &self)
    case "apache": ApacheConfig.read(file, files, into: &self)
    case "haproxy": HAProxyConfig.read(file, into: &self)
    case "squid": SquidConfig.read(file, files, into: &self)
    default: LooseConfig.read(file, into: &self)
    }
    guard !entries.isEmpty else {
      throw IngestError(
        "it says nothing of an access log's format" + (problems.first.map { ": \($0)" } ?? ""),
        mend: "pass the file that holds the format, or the format with --log-format")
    }
  }

  /// Whose configuration a text is, by what its lines begin with.
  private static func server(of text: String) -> String? {
    var words: Set<String> = []
    for line in text.split(whereSeparator: { $0.isNewline || $0 == "{" || $0 == ";" }) {
      let word = line.drop { $0 == " " || $0 == "\t" }.prefix {
        $0 != " " && $0 != "\t" && $0 != ";"
      }
      words.insert(word.lowercased())
    }
    let has = { (names: [String]) in names.contains { words.contains($0) } }
    if has(["logformat", "customlog", "transferlog", "<virtualhost", "serverroot", "globallog"]),
      !has(["http_port", "http_access", "cache_peer"]), !text.contains("\nlogformat ")
    {
      return "apache"
    }
    if has(["logformat", "http_port", "http_access", "cache_peer", "https_port"]) {
      return "squid"
    }
    if has(["log_format", "access_log", "http{"]) || has(["http"]) && has(["server"]) {
      return "nginx"
    }
    if has(["frontend", "backend", "listen", "defaults"]) { return "haproxy" }
    if text.contains("accesslog.") { return "lighttpd" }
    if text.contains("log-format-upstream") { return "ingress-nginx" }
    if text.contains("varnishncsa") { return "varnish" }
    if text.contains("morgan") { return "morgan" }
    if ["inline_string", "text_format", "accessLogFormat"].contains(where: text.contains) {
      return "envoy"
    }
    return nil
  }

  /// Adds the format `text` of the config's server, or notes what is wrong with it.
  mutating func add(
    path: String, name: String, place: String, template: () throws(IngestError) -> LogTemplate
  ) {
    do throws(IngestError) {
      entries.append(Entry(path: path, name: name, place: place, template: try template()))
    } catch {
      problems.append("\(place): \(error.message)")
    }
  }
}
