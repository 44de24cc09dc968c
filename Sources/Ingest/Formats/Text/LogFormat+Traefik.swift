extension LogFormat {
  /// Traefik's text format.
  package static let traefikText = LogFormat(
    name: "traefik-clf", summary: "Traefik's text format, which can hold no headers",
    server: "nginx",
    #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "#
      + #""$http_referer" "$http_user_agent" $connection "$router" "$service" ${request_time_ms}ms"#,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/2.0" 200 58 "-" "#
        + #""Mozilla/5.0" 41 "api@docker" "http://10.0.0.1:8080" 2ms"#
    ])
}
