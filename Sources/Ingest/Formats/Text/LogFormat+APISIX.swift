extension LogFormat {
  /// What Apache APISIX writes where nothing else is asked for.
  package static let apisix = LogFormat(
    name: "apisix", summary: "Apache APISIX, its own log format", server: "nginx",
    #"$remote_addr - $remote_user [$time_local] $http_host "$request" $status $body_bytes_sent "#
      + #"$request_time "$http_referer" "$http_user_agent" $upstream_addr $upstream_status "#
      + #"$upstream_response_time "$upstream_scheme://$upstream_host$upstream_uri""#,
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] api.example.com "GET /v1/items HTTP/1.1" 200 "#
        + #"58 0.002 "https://app.example.com/" "Mozilla/5.0" 10.0.0.1:8080 200 0.001 "#
        + #""http://10.0.0.1/v1/items""#
    ])
}
