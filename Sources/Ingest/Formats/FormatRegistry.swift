/// Every log format that is known by a name; of equals the earlier is preferred.
package enum FormatRegistry {
  /// The formats, those that say more first.
  package static let all: [LogFormat] = text + json

  /// The wrappers, tried before the formats.
  package static let wrappers: [any LogWrapper] = [
    JournalWrapper(), JournalJSONWrapper(), DockerWrapper(), MessageWrapper(), CRIWrapper(),
    Syslog5424Wrapper(),
    SyslogWrapper(),
    CaddyConsoleWrapper(),
    PodPrefixWrapper(), TimePrefixWrapper(),
  ]

  /// The format called `name`.
  package static func named(_ name: String) -> LogFormat? { all.first { $0.name == name } }

  private static let text: [LogFormat] = [
    .combinedKeys, .alb, .classicELB, .s3, .cloudFront, .cloudFrontRealTime, .w3c, .haproxyTLS,
    .haproxy, .istio,
    .envoy, .ingressNginx, .kong, .traefikText, .squid, .squidCombined, .squidCommon,
    .vhostCombined, .vhost, .lighttpd, .varnish, .nginxMain, .combined, .common, .morganShort,
    .morganTiny,
    .morganDev, .uvicorn, .commonStart, .zeek, .ltsv, .logfmt,
  ]

  private static let json: [LogFormat] = [
    .caddy, .cloudFrontJSON, .awsFirewall, .traefik, .envoyJSON, .kongJSON, .cloudflare,
    .googleCloud, .azureGateway,
    .azureFrontDoor, .akamai, .apiGateway, .zeekJSON, .suricata, .openTelemetry, .elastic,
    .nginxJSON, .json,
  ]
}
