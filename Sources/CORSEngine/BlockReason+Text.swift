/// The words of each reason, by raw value.
extension BlockReason {
  typealias Text = (id: String, summary: String, mend: String)

  var text: Text { BlockReason.texts[Int(rawValue)] }

  static let texts: [Text] = [
    (
      "mode-same-origin", "the page asked for same-origin requests only and the target is not",
      "nothing on the server: change the page's request mode to 'cors'"
    ),
    (
      "scheme-not-cors", "the target's scheme takes no part in CORS",
      "serve the resource over https"
    ),
    (
      "no-cors-redirect-mode", "a no-cors request did not let redirects be followed",
      "nothing on the server: let the page follow redirects or use mode 'cors'"
    ),
    (
      "network-failure", "no usable response arrived",
      "look for resets, timeouts and broken responses in front of the application"
    ),
    (
      "preflight-no-response", "the preflight got no usable response",
      "answer OPTIONS on this route, at the proxy too, with a 204 and the CORS headers"
    ),
    (
      "preflight-redirect", "the preflight was answered with a redirect",
      "answer OPTIONS at the URL that is asked for: redirects to https, to a slash or to a login"
        + " must leave OPTIONS alone"
    ),
    (
      "acao-missing", "the response has no Access-Control-Allow-Origin",
      "send 'Access-Control-Allow-Origin' with the request's Origin for origins you trust,"
        + " on errors and redirects too, and 'Vary: Origin'"
    ),
    (
      "acao-multiple", "Access-Control-Allow-Origin holds more than one value",
      "send one value on one line: set the header in one place (proxy or application), and choose"
        + " the one origin that matches the request"
    ),
    (
      "acao-malformed", "Access-Control-Allow-Origin is a value that no origin can equal",
      "send the origin as the browser does: lower-case scheme and host, a port only if it is not"
        + " the default, no slash, path, quotes or pattern"
    ),
    (
      "acao-mismatch", "Access-Control-Allow-Origin names another origin than the request's",
      "compare the request's Origin with your list and send it back, with 'Vary: Origin'"
    ),
    (
      "acao-wildcard-with-credentials",
      "Access-Control-Allow-Origin is '*' and the request includes credentials",
      "send the request's Origin instead of '*', or let the page drop the credentials"
    ),
    (
      "acac-not-true",
      "the request includes credentials and Access-Control-Allow-Credentials is not 'true'",
      "send 'Access-Control-Allow-Credentials: true' once, in lower case, on the preflight and on"
        + " the response"
    ),
    (
      "preflight-status-not-ok", "the preflight was answered with a status outside 200 to 299",
      "answer OPTIONS with 204 before authentication, routing and rate limits apply"
    ),
    (
      "acam-unparseable", "Access-Control-Allow-Methods is not a list of methods",
      "send method names separated by commas, without quotes or blanks inside a name"
    ),
    (
      "acah-unparseable", "Access-Control-Allow-Headers is not a list of header names",
      "send header names separated by commas, without quotes, colons or blanks inside a name"
    ),
    (
      "method-not-allowed", "Access-Control-Allow-Methods does not grant the request's method",
      "list the method in 'Access-Control-Allow-Methods', in upper case as the browser sends it;"
        + " '*' does not count for requests with credentials"
    ),
    (
      "authorization-not-covered-by-wildcard",
      "Access-Control-Allow-Headers is '*', which does not cover Authorization",
      "list 'authorization' by name in 'Access-Control-Allow-Headers'"
    ),
    (
      "header-not-allowed", "Access-Control-Allow-Headers does not grant a header of the request",
      "list the header in 'Access-Control-Allow-Headers'; '*' does not count for requests with"
        + " credentials"
    ),
    (
      "redirect-non-http-scheme", "a redirect leads to a scheme that is not http or https",
      "send a 'Location' with an https URL"
    ),
    (
      "redirect-limit-exceeded", "the redirects did not end after twenty",
      "break the redirect loop"
    ),
    (
      "redirect-to-userinfo-url", "a redirect leads to a URL with a user name or password",
      "take the user name and password out of 'Location'"
    ),
    (
      "redirect-body-not-replayable", "a redirect asks to send a streamed body again",
      "answer without a redirect, or with 303"
    ),
    (
      "corp-blocked", "Cross-Origin-Resource-Policy keeps the response from this site",
      "send 'Cross-Origin-Resource-Policy: cross-origin' or 'same-site' for resources that other"
        + " origins may embed"
    ),
    (
      "local-network-denied", "the browser keeps public pages from the local network",
      "serve the page over https and let the user grant local network access"
    ),
    (
      "client-disabled", "CORS is switched off in the client",
      "nothing on the server"
    ),
  ]
}
