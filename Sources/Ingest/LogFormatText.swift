package import Traffic

/// A log format in the words of the server that writes it.
package enum LogFormatText {
  /// The servers whose format text is understood, by the names that `--log-format` begins with.
  package static let servers = [
    "nginx", "apache", "haproxy", "envoy", "istio", "squid", "varnish", "lighttpd", "morgan", "w3c",
    "cloudfront", "gunicorn", "jetty", "undertow",
  ]

  /// What the `server` called so is called by people.
  package static func producer(_ server: String) -> String {
    switch server {
    case "apache": "Apache"
    case "haproxy": "HAProxy"
    case "envoy", "istio": "Envoy"
    case "squid": "Squid"
    case "varnish": "Varnish"
    case "cloudfront": "CloudFront"
    case "gunicorn": "Gunicorn"
    case "jetty": "Jetty"
    case "undertow": "Undertow"
    case "w3c": "IIS"
    default: server
    }
  }

  /// Compiles `text`, the format of the `server` called so.
  ///
  /// - Throws: `IngestError` when the text is no format of that server's, or the server is unknown.
  package static func compile(_ text: String, server: String) throws(IngestError) -> LogTemplate {
    switch server {
    case "nginx": return try NginxLogFormat.compile(text)
    case "apache": return try ApacheLogFormat.compile(text)
    case "varnish": return try ApacheLogFormat.compile(text, .varnish)
    case "gunicorn": return try ApacheLogFormat.template(GunicornDirectives.rewrite(text))
    case "jetty": return try ApacheLogFormat.compile(text, .jetty)
    case "undertow": return try ApacheLogFormat.compile(text, .undertow)
    case "lighttpd": return try ApacheLogFormat.compile(text, .lighttpd)
    case "haproxy": return try HAProxyLogFormat.compile(text)
    case "envoy", "istio": return try EnvoyLogFormat.compile(text)
    case "squid": return try SquidLogFormat.compile(text)
    case "morgan": return try MorganLogFormat.compile(text)
    case "w3c": return try W3CColumns.template(text, style: .spaced)
    case "cloudfront": return try W3CColumns.template(text, style: .cloudFront)
    default:
      throw IngestError(
        "no server '\(server)' is known", mend: "it is one of \(servers.joined(separator: ", "))")
    }
  }
}
