/// What servers lose of a header that was sent on several lines, in words for a report.
package enum RepeatsLoss {
  /// nginx before 1.23 knew only the first of equal headers.
  package static let nginx = "nginx before 1.23 logs the first of several equal headers"
  /// Apache joins a request's headers, and logs the first of a response's.
  package static let apache = "Apache logs the first of several equal response headers"
  /// HAProxy's captures and fetches give the last.
  package static let haproxy = "HAProxy logs the last of several equal headers"
  /// varnishncsa gives the last.
  package static let varnish = "Varnish logs the last of several equal headers"
  /// Envoy's operators give the first.
  package static let envoy = "Envoy logs the first of several equal headers"
  /// IIS is not known to join them.
  package static let iis = "IIS may log one of several equal headers"
  /// A log whose server is not known.
  package static let unknown =
    "what wrote it is unknown, and nginx before 1.23, Apache, HAProxy and Varnish log one of several "
    + "equal headers"

  /// The loss of the `server` called so by `--log-format`.
  package static func of(_ server: String) -> String {
    switch server {
    case "nginx": nginx
    case "apache": apache
    case "haproxy": haproxy
    case "varnish": varnish
    case "envoy", "istio": envoy
    case "w3c": iis
    default: ""
    }
  }
}
