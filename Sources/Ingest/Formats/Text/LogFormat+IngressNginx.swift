extension LogFormat {
  /// What ingress-nginx writes where nothing else is asked for.
  package static let ingressNginx = LogFormat(
    name: "ingress-nginx", summary: "the ingress controller of Kubernetes, its own log format",
    server: "nginx",
    #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "#
      + #""$http_referer" "$http_user_agent" $request_length $request_time "#
      + "[$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr "
      + "$upstream_response_length $upstream_response_time $upstream_status $req_id",
    samples: [
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "OPTIONS /v1/items HTTP/2.0" 204 0 "#
        + #""https://app.example.com/" "Mozilla/5.0" 310 0.002 [shop-api-80] [] 10.0.0.1:8080 "#
        + "0 0.002 204 6f1c0d8b5a3e4c7f9a2b1d0e8c6f4a21"
    ])
}
