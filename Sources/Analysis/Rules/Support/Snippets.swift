/// The configuration that mends what rules find, by cause: four servers each.
///
/// Names and origins in them are invented; whoever copies one puts in their own.
enum Snippets {
  /// A list of origins, compared as a whole; nothing is sent to others.
  static let allowList = pieces(
    nginx: """
      map $http_origin $cors_origin {
        default                    "";
        "https://app.example.com"  "https://app.example.com";
        "https://shop.example.com" "https://shop.example.com";
      }
      add_header Access-Control-Allow-Origin $cors_origin always;
      add_header Vary Origin always;
      """,
    apache: """
      SetEnvIf Origin "^https://(app|shop)\\.example\\.com$" CORS_ORIGIN=$0
      Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
      Header always merge Vary "Origin"
      """,
    envoy: """
      typed_per_filter_config:
        envoy.filters.http.cors:
          "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
          allow_origin_string_match:
            - exact: https://app.example.com
            - exact: https://shop.example.com
      """,
    express: """
      app.use(cors({ origin: ['https://app.example.com', 'https://shop.example.com'] }))
      """)

  /// Everyone may read, without credentials.
  static let publicRead = pieces(
    nginx: """
      add_header Access-Control-Allow-Origin "*" always;
      # and no Access-Control-Allow-Credentials
      """,
    apache: """
      Header always set Access-Control-Allow-Origin "*"
      Header always unset Access-Control-Allow-Credentials
      """,
    envoy: """
      allow_origin_string_match:
        - safe_regex: { regex: ".*" }
      allow_credentials: false
      """,
    express: """
      app.use('/public', cors({ origin: '*', credentials: false }))
      """)

  /// One layer sends the header.
  static let oneLayer = pieces(
    nginx: """
      # the application's lines are dropped, nginx's own remain
      proxy_hide_header Access-Control-Allow-Origin;
      proxy_hide_header Access-Control-Allow-Credentials;
      add_header Access-Control-Allow-Origin $cors_origin always;
      """,
    apache: """
      # "always" and "onsuccess" are two tables: a line in each is sent twice
      Header onsuccess unset Access-Control-Allow-Origin
      Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
      """,
    envoy: """
      # in the route, where the cors filter adds the header already
      response_headers_to_remove: [access-control-allow-origin]
      """,
    express: """
      // cors() once, and no res.set('Access-Control-Allow-Origin', …) beside it
      app.use(cors({ origin: ['https://app.example.com'] }))
      """)

  /// Preflights are answered before anything else happens to them.
  static let preflight = pieces(
    nginx: """
      location /api/ {
        if ($request_method = OPTIONS) {
          add_header Access-Control-Allow-Origin $cors_origin;
          add_header Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE";
          add_header Access-Control-Allow-Headers "authorization, content-type";
          add_header Access-Control-Max-Age 7200;
          add_header Vary Origin;
          return 204;
        }
        proxy_pass http://backend;
      }
      """,
    apache: """
      # before authentication and before any other RewriteRule
      RewriteEngine On
      RewriteCond %{REQUEST_METHOD} =OPTIONS
      RewriteCond %{HTTP:Access-Control-Request-Method} .
      RewriteRule ^ - [R=204,L]
      <LimitExcept OPTIONS>
        Require valid-user
      </LimitExcept>
      """,
    envoy: """
      http_filters:
        - name: envoy.filters.http.cors        # before jwt_authn, ext_authz and ratelimit
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
        - name: envoy.filters.http.jwt_authn
      """,
    express: """
      app.use(cors(options))      // answers OPTIONS itself
      app.use(authenticate)       // and comes after it
      """)

  /// The headers are sent whatever the status.
  static let always = pieces(
    nginx: """
      # without "always" only 200 201 204 206 301 302 303 304 307 308 get it
      add_header Access-Control-Allow-Origin $cors_origin always;
      add_header Vary Origin always;
      """,
    apache: """
      Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
      Header always merge Vary "Origin"
      """,
    envoy: """
      # the filter comes first, so that answers of the filters behind it pass through it
      http_filters:
        - name: envoy.filters.http.cors
        - name: envoy.filters.http.ratelimit
        - name: envoy.filters.http.router
      """,
    express: """
      app.use(cors(options))      // before the routes and before whatever may answer early
      app.use(rateLimit)
      app.use(routes)
      app.use((error, req, res, next) => res.status(500).json({ error: 'internal' }))
      """)

  /// Every response of the resource says that it depends on Origin.
  static let vary = pieces(
    nginx: """
      add_header Vary Origin always;   # outside of any "if": with and without Origin
      """,
    apache: """
      Header always merge Vary "Origin"
      """,
    envoy: """
      response_headers_to_add:
        - header: { key: vary, value: origin }
          append_action: APPEND_IF_EXISTS_OR_ADD
      """,
    express: """
      app.use((req, res, next) => { res.vary('Origin'); next() })
      """)
}
