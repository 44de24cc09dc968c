/// The signals that a judgement rests on.
package struct Basis: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a signal, in the order of the printed names.
  package var rawValue: UInt32

  /// Makes the set whose bits are `rawValue`.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// OPTIONS with Origin and Access-Control-Request-Method.
  package static let requestMethodHeader = Basis(rawValue: 1 << 0)
  /// The producer marked the entry as a preflight.
  package static let producerMark = Basis(rawValue: 1 << 1)
  /// OPTIONS from a browser, in a log without header columns.
  package static let optionsMethod = Basis(rawValue: 1 << 2)
  /// Sec-Fetch-Mode.
  package static let fetchMode = Basis(rawValue: 1 << 3)
  /// Sec-Fetch-Site.
  package static let fetchSite = Basis(rawValue: 1 << 4)
  /// Origin differs from the target's.
  package static let crossOrigin = Basis(rawValue: 1 << 5)
  /// Origin equals the target's.
  package static let sameOrigin = Basis(rawValue: 1 << 6)
  /// Same host, but the server saw http where the page says https: TLS ended in front of it.
  package static let tlsTerminator = Basis(rawValue: 1 << 7)
  /// No Origin was sent.
  package static let noOrigin = Basis(rawValue: 1 << 8)
  /// Origin on GET or HEAD, which only a CORS request sends.
  package static let originOnGet = Basis(rawValue: 1 << 9)
  /// The target's host is not known, so the Origin cannot be compared.
  package static let hostUnknown = Basis(rawValue: 1 << 10)
  /// The User-Agent is no browser's.
  package static let notABrowser = Basis(rawValue: 1 << 11)
  /// An upgrade to WebSocket.
  package static let webSocket = Basis(rawValue: 1 << 12)
  /// Upgrade-Insecure-Requests, or HTML accepted first.
  package static let navigation = Basis(rawValue: 1 << 13)
  /// A cookie was sent cross-origin: the credentials mode is include.
  package static let cookie = Basis(rawValue: 1 << 14)
  /// No cookie was sent, which leaves the credentials mode open.
  package static let noCookie = Basis(rawValue: 1 << 15)
  /// The browser's own record of an error, or of none.
  package static let browserError = Basis(rawValue: 1 << 16)
  /// A preflight for this request failed.
  package static let failedPreflight = Basis(rawValue: 1 << 17)
  /// No response was seen.
  package static let noResponse = Basis(rawValue: 1 << 18)
  /// A 304: the stored response's headers apply, and they are not here.
  package static let storedResponse = Basis(rawValue: 1 << 19)
  /// The log keeps one of several equal headers: a duplicate would not show.
  package static let repeatsHidden = Basis(rawValue: 1 << 20)
  /// The page is an extension or an app, which may be exempt from CORS.
  package static let appOrigin = Basis(rawValue: 1 << 21)
  /// Referer names a page of the same, or of another, origin.
  package static let referer = Basis(rawValue: 1 << 22)

  /// Sec-Fetch-Storage-Access, or that a browser which would send it did not.
  package static let storageAccess = Basis(rawValue: 1 << 23)
  /// The request that the preflight was made for was sent.
  package static let requestFollowed = Basis(rawValue: 1 << 24)
  /// A service worker made the request for the page.
  package static let serviceWorker = Basis(rawValue: 1 << 25)
  /// The request needed a preflight, and none is there.
  package static let preflightNotSeen = Basis(rawValue: 1 << 26)
  /// The browser shows the response without its headers.
  package static let headersWithheld = Basis(rawValue: 1 << 27)
  /// The preflight before it passes only without credentials.
  package static let preflightExcludes = Basis(rawValue: 1 << 28)

  /// A redirect of a cross-origin request led to it.
  package static let redirected = Basis(rawValue: 1 << 29)

  /// What the redirect leads to is not in the recording.
  package static let targetNotSeen = Basis(rawValue: 1 << 30)

  /// A method, or a name asked for, that no page can make a browser send.
  package static let noBrowserSends = Basis(rawValue: 1 << 31)

  /// The printed names of the signals in the set.
  package var names: [String] {
    Basis.names.enumerated().compactMap {
      rawValue & (1 << UInt32($0.offset)) != 0 ? $0.element : nil
    }
  }

  private static let names = [
    "options-origin-acrm", "marked-preflight", "options-method", "sec-fetch-mode",
    "sec-fetch-site", "cross-origin", "same-origin", "tls-terminator", "no-origin",
    "origin-on-get", "host-unknown", "non-browser-user-agent", "websocket-upgrade", "navigation",
    "cookie-sent", "no-cookie-sent", "browser-error", "failed-preflight", "no-response",
    "stored-response", "repeats-hidden", "app-origin", "referer",
    "sec-fetch-storage-access", "request-followed", "service-worker", "preflight-not-seen",
    "headers-withheld", "preflight-excludes-credentials",
    "redirected", "redirect-target-not-seen", "no-browser-sends-it",
  ]
}
