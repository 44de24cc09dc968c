extension LogFormat {
  /// What Kong 3 writes where nothing else is asked for.
  package static let kong = LogFormat(
    name: "kong-text", summary: "Kong's proxy access log, its own format", server: "nginx",
    #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "#
      + #""$http_referer" "$http_user_agent" kong_request_id: "$kong_request_id""#,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 "-" "#
        + #""Mozilla/5.0" kong_request_id: "7d3a5c1e9b2f4806""#
    ])
}
