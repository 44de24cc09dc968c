/// What to add to one server's configuration so that its log can answer.
struct SetupGuide: Sendable {
  /// The name on the command line.
  let name: String
  /// What to add, with comments that say where.
  let text: String
  /// What no configuration of this server can log, in words; empty where all can be.
  let misses: String
  /// A line that the server writes then; a test reads it without an option.
  let sample: String

  /// The guides, by name.
  static let all: [SetupGuide] = [
    .apache, .caddy, .envoy, .haproxy, .iis, .ingressNginx, .kong, .nginx, .squid, .traefik,
    .varnish,
  ]

  /// The request headers that are logged beside the cookies' and credentials' presence, with the
  /// keys that corscope knows.
  static let requestHeaders = [
    ("origin", "Origin"), ("acrm", "Access-Control-Request-Method"),
    ("acrh", "Access-Control-Request-Headers"), ("sec_fetch_mode", "Sec-Fetch-Mode"),
    ("sec_fetch_site", "Sec-Fetch-Site"), ("sec_fetch_dest", "Sec-Fetch-Dest"),
    ("referer", "Referer"), ("user_agent", "User-Agent"),
  ]

  /// The response headers that are logged.
  static let responseHeaders = [
    ("acao", "Access-Control-Allow-Origin"), ("acac", "Access-Control-Allow-Credentials"),
    ("acam", "Access-Control-Allow-Methods"), ("acah", "Access-Control-Allow-Headers"),
    ("aceh", "Access-Control-Expose-Headers"), ("acma", "Access-Control-Max-Age"),
    ("vary", "Vary"), ("location", "Location"),
  ]
}
