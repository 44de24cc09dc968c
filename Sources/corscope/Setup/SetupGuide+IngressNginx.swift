extension SetupGuide {
  /// The ingress controller of Kubernetes.
  static let ingressNginx = SetupGuide(
    name: "ingress-nginx",
    text: """
      # In the controller's ConfigMap; the log goes on to standard output as before.
      data:
        http-snippet: |
          map $http_cookie $has_cookie { "" 0; default 1; }
          map $http_authorization $has_authorization { "" 0; default 1; }
        log-format-escape-json: "true"
        log-format-upstream: '\(nginxKeys.joined())'
      # Then: kubectl logs -n ingress-nginx deploy/ingress-nginx-controller | corscope -

      """,
    misses: "", sample: nginxSample)
}
