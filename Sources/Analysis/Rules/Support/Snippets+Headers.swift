/// Pieces about single headers.
extension Snippets {
  /// Credentials are allowed by the one value that counts.
  static let credentials = pieces(
    nginx: """
      add_header Access-Control-Allow-Credentials "true" always;
      """,
    apache: """
      Header always set Access-Control-Allow-Credentials "true"
      """,
    envoy: """
      allow_credentials: true
      """,
    express: """
      app.use(cors({ origin: allowed, credentials: true }))
      """)

  /// Methods and header names are listed.
  static let grants = pieces(
    nginx: """
      add_header Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE" always;
      add_header Access-Control-Allow-Headers "authorization, content-type, traceparent" always;
      """,
    apache: """
      Header always set Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE"
      Header always set Access-Control-Allow-Headers "authorization, content-type, traceparent"
      """,
    envoy: """
      allow_methods: "GET, POST, PUT, PATCH, DELETE"
      allow_headers: "authorization, content-type, traceparent"
      """,
    express: """
      app.use(cors({
        origin: allowed,
        methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowedHeaders: ['authorization', 'content-type', 'traceparent']
      }))
      """)

  /// Browsers keep answers to preflights as long as they can.
  static let maxAge = pieces(
    nginx: """
      add_header Access-Control-Max-Age 7200 always;
      """,
    apache: """
      Header always set Access-Control-Max-Age "7200"
      """,
    envoy: """
      max_age: "7200"
      """,
    express: """
      app.use(cors({ origin: allowed, maxAge: 7200 }))
      """)

  /// Only what pages read is exposed.
  static let exposed = pieces(
    nginx: """
      add_header Access-Control-Expose-Headers "etag, x-request-id" always;
      """,
    apache: """
      Header always set Access-Control-Expose-Headers "etag, x-request-id"
      """,
    envoy: """
      expose_headers: "etag, x-request-id"
      """,
    express: """
      app.use(cors({ origin: allowed, exposedHeaders: ['etag', 'x-request-id'] }))
      """)

  /// Shared caches keep no answer to a preflight.
  static let uncachedPreflight = pieces(
    nginx: """
      # in the location that answers OPTIONS
      add_header Cache-Control "no-store";
      add_header Vary "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
      """,
    apache: """
      Header always set Cache-Control "no-store" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
      Header always merge Vary "Origin, Access-Control-Request-Method"
      """,
    envoy: """
      # in the route for OPTIONS
      response_headers_to_add:
        - header: { key: cache-control, value: no-store }
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
      """,
    express: """
      app.options(/.*/, (req, res, next) => { res.set('Cache-Control', 'no-store'); next() })
      app.use(cors(options))
      """)

  /// Headers that only answers to preflights need are sent with those.
  static let preflightOnly = pieces(
    nginx: """
      map $request_method $cors_methods {
        default "";
        OPTIONS "GET, POST, PUT, PATCH, DELETE";
      }
      add_header Access-Control-Allow-Methods $cors_methods always;   # empty: not sent
      """,
    apache: """
      Header always unset Access-Control-Allow-Methods "expr=%{REQUEST_METHOD} != 'OPTIONS'"
      Header always unset Access-Control-Allow-Headers "expr=%{REQUEST_METHOD} != 'OPTIONS'"
      Header always unset Access-Control-Max-Age "expr=%{REQUEST_METHOD} != 'OPTIONS'"
      """,
    envoy: """
      # the cors filter does so by itself: take response_headers_to_add for these names out
      response_headers_to_remove: [access-control-allow-methods, access-control-max-age]
      """,
    express: """
      // cors() does so by itself: take res.set('Access-Control-Allow-Methods', …) out
      app.use(cors(options))
      """)

  /// The page calls https itself.
  static let secure = pieces(
    nginx: """
      add_header Strict-Transport-Security "max-age=31536000" always;   # in the https server
      """,
    apache: """
      Header always set Strict-Transport-Security "max-age=31536000"
      """,
    envoy: """
      response_headers_to_add:
        - header: { key: strict-transport-security, value: max-age=31536000 }
      """,
    express: """
      app.use((req, res, next) => {
        res.set('Strict-Transport-Security', 'max-age=31536000'); next()
      })
      """)

  /// One of the three tokens that browsers know.
  static let resourcePolicy = pieces(
    nginx: """
      add_header Cross-Origin-Resource-Policy same-site always;
      """,
    apache: """
      Header always set Cross-Origin-Resource-Policy "same-site"
      """,
    envoy: """
      response_headers_to_add:
        - header: { key: cross-origin-resource-policy, value: same-site }
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
      """,
    express: """
      app.use((req, res, next) => { res.set('Cross-Origin-Resource-Policy', 'same-site'); next() })
      """)

  /// Timing is told to those who need it.
  static let timing = pieces(
    nginx: """
      add_header Timing-Allow-Origin https://app.example.com always;
      """,
    apache: """
      Header always set Timing-Allow-Origin "https://app.example.com"
      """,
    envoy: """
      response_headers_to_add:
        - header: { key: timing-allow-origin, value: "https://app.example.com" }
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
      """,
    express: """
      app.use((req, res, next) => {
        res.set('Timing-Allow-Origin', 'https://app.example.com'); next()
      })
      """)
}
