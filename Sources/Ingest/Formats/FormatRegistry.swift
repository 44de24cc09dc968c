/// Every log format that is known by a name; of equals the earlier is preferred.
package enum FormatRegistry {
  /// The formats, those that say more first.
  ///
  /// Making them takes longer than reading a small log: ask for all only where all are needed.
  package static var all: [LogFormat] { formats(of: .text) + formats(of: .json) }

  /// The names of ``all``, for which none is made.
  package static let names = (text + json).map(\.name)

  /// The formats whose lines begin with `shape`.
  package static func formats(of shape: LogFormat.Shape) -> [LogFormat] {
    (shape == .json ? json : text).map { $0.make() }
  }

  /// The wrappers, tried before the formats.
  package static let wrappers: [any LogWrapper] = [
    JournalWrapper(), JournalJSONWrapper(), DockerWrapper(), MessageWrapper(), CRIWrapper(),
    Syslog5424Wrapper(),
    SyslogWrapper(),
    CaddyConsoleWrapper(), RubyLoggerWrapper(),
    PodPrefixWrapper(), TimePrefixWrapper(),
  ]

  /// The wrappers that are tried only where no format makes good sense of what stands there,
  /// because what they take off might belong to it.
  package static let looseWrappers: [any LogWrapper] = [
    ColourWrapper(), CSVWrapper(), LeadWrapper(),
  ]

  /// The format called `name`; no other is made.
  package static func named(_ name: String) -> LogFormat? {
    (text + json).first { $0.name == name }?.make()
  }

  /// A format's name, and what makes it once.
  private typealias Entry = (name: String, make: @Sendable () -> LogFormat)

  private static let text: [Entry] = [
    ("combined-keys", { .combinedKeys }),
    ("alb", { .alb }),
    ("elb", { .classicELB }),
    ("s3", { .s3 }),
    ("cloudfront", { .cloudFront }),
    ("cloudfront-realtime", { .cloudFrontRealTime }),
    ("w3c", { .w3c }),
    ("haproxy-https", { .haproxyTLS }),
    ("haproxy", { .haproxy }),
    ("istio", { .istio }),
    ("envoy", { .envoy }),
    ("ingress-nginx", { .ingressNginx }),
    ("kong-text", { .kong }),
    ("apisix", { .apisix }),
    ("traefik-clf", { .traefikText }),
    ("squid", { .squid }),
    ("squid-combined", { .squidCombined }),
    ("squid-common", { .squidCommon }),
    ("vhost_combined", { .vhostCombined }),
    ("vhost", { .vhost }),
    ("lighttpd", { .lighttpd }),
    ("varnish", { .varnish }),
    ("nginx-main", { .nginxMain }),
    ("combined", { .combined }),
    ("common", { .common }),
    ("rack", { .rack }),
    ("aiohttp", { .aiohttp }),
    ("werkzeug", { .werkzeug }),
    ("django", { .django }),
    ("webrick", { .webrick }),
    ("hypercorn", { .hypercorn }),
    ("daphne", { .daphne }),
    ("tornado", { .tornado }),
    ("uwsgi", { .uwsgi }),
    ("gin", { .gin }),
    ("chi", { .chi }),
    ("fiber", { .fiber }),
    ("php-fpm", { .phpFPM }),
    ("php-server", { .phpServer }),
    ("morgan-short", { .morganShort }),
    ("morgan-tiny", { .morganTiny }),
    ("morgan-dev", { .morganDev }),
    ("uvicorn", { .uvicorn }),
    ("common-start", { .commonStart }),
    ("zeek", { .zeek }),
    ("ltsv", { .ltsv }),
    ("logfmt", { .logfmt }),
  ]

  private static let json: [Entry] = [
    ("caddy", { .caddy }),
    ("cloudfront-json", { .cloudFrontJSON }),
    ("aws-waf", { .awsFirewall }),
    ("traefik", { .traefik }),
    ("envoy-json", { .envoyJSON }),
    ("kong", { .kongJSON }),
    ("cloudflare", { .cloudflare }),
    ("gcp-lb", { .googleCloud }),
    ("azure-app-gateway", { .azureGateway }),
    ("azure-front-door", { .azureFrontDoor }),
    ("akamai", { .akamai }),
    ("vercel", { .vercel }),
    ("tomcat", { .tomcatJSON }),
    ("api-gateway", { .apiGateway }),
    ("zeek-json", { .zeekJSON }),
    ("suricata", { .suricata }),
    ("otlp", { .openTelemetry }),
    ("ecs", { .elastic }),
    ("nginx-json", { .nginxJSON }),
    ("json", { .json }),
  ]
}
