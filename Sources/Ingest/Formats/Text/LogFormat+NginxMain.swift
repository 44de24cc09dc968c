extension LogFormat {
  /// The format called main in the configuration that nginx's own packages install.
  package static let nginxMain = LogFormat(
    name: "nginx-main", summary: "nginx's main: combined and X-Forwarded-For", server: "nginx",
    #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "#
      + #""$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
    samples: [
      #"10.0.0.9 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 "-" "#
        + #""Mozilla/5.0" "203.0.113.7, 10.0.0.2""#
    ])
}
