import Traffic

/// The program that wrote a HAR, as far as that changes what its silence means.
///
/// What each leaves out was seen in files that it wrote, or read in its source.
enum HARProducer: UInt8, CaseIterable, BitwiseCopyable {
  case unknown
  case chromium, firefox, webkit, internetExplorer, firebug
  case playwright, chromeHAR, browsertime, webPageTest
  case mitmproxy, charles, fiddler, browserMob, otherProxy
  case insomnia, postman, polly, k6, captureHAR

  /// Whether a request without a cookie or an authorization in the file was sent without.
  ///
  /// Chromium leaves both out unless it is told otherwise, and nothing in the file says which;
  /// tools that record tests are often told to take them out.
  var keepsSecrets: Bool {
    switch self {
    case .firefox, .playwright, .mitmproxy, .charles, .fiddler, .otherProxy: true
    default: false
    }
  }

  /// Whether an entry without an error had none.
  var tellsErrors: Bool { self == .chromium || self == .playwright || self == .webkit }

  /// Whether it leaves preflights out, or those that passed.
  var hidesPreflights: Bool {
    switch self {
    case .playwright, .webkit, .insomnia, .postman, .polly, .k6, .captureHAR: true
    default: false
    }
  }

  /// Whether it leaves out the responses of requests that failed, or these requests.
  var hidesFailures: Bool {
    switch self {
    case .playwright, .chromeHAR, .browsertime, .webPageTest: true
    default: false
    }
  }

  /// Whether it lists request headers twice, as the page and as the network saw them.
  var listsTwice: Bool { self == .chromeHAR || self == .browsertime }

  /// Whether it stands between the browser and the network.
  var isProxy: Bool {
    switch self {
    case .mitmproxy, .charles, .fiddler, .browserMob, .otherProxy: true
    default: false
    }
  }

  /// Whether it sends requests itself, for which no browser stands.
  var isNoBrowser: Bool {
    switch self {
    case .insomnia, .postman, .k6, .captureHAR: true
    default: false
    }
  }

  /// The name that reports print.
  var name: String {
    switch self {
    case .unknown: ""
    case .chromium: "Chromium DevTools"
    case .firefox: "Firefox"
    case .webkit: "Safari Web Inspector"
    case .internetExplorer: "Internet Explorer"
    case .firebug: "Firebug"
    case .playwright: "Playwright"
    case .chromeHAR: "chrome-har"
    case .browsertime: "Browsertime"
    case .webPageTest: "WebPageTest"
    case .mitmproxy: "mitmproxy"
    case .charles: "Charles"
    case .fiddler: "Fiddler"
    case .browserMob: "BrowserMob Proxy"
    case .otherProxy: "a proxy"
    case .insomnia: "Insomnia"
    case .postman: "Postman"
    case .polly: "Polly.JS"
    case .k6: "k6"
    case .captureHAR: "capture-har"
    }
  }

  /// What it leaves out, each a phrase that can follow "does not show".
  var hides: [String] {
    switch self {
    case .unknown: [HARLoss.verdict]
    case .chromium:
      [
        "the headers of requests that were never sent, were answered from the cache, or whose "
          + "response the page may not read",
        "why a request failed beyond net::ERR_FAILED, which stands for CORS and for much else",
      ]
    case .firefox:
      [
        "whether the browser kept a response from the page: what CORS blocked looks like any other",
        "why a request got no response: no error is noted",
        "requests that service workers made, their preflights included",
        "that a response came from the cache",
      ]
    case .webkit:
      [
        "preflights that passed",
        "whether a response header stood on several lines: they are joined into one",
        "the headers of what came from the memory cache",
      ]
    case .internetExplorer, .firebug:
      [HARLoss.verdict, "why a request got no response: no error is noted"]
    case .playwright:
      [
        "the preflights of pages",
        "the response, Origin and Sec-Fetch-* of requests that failed: what CORS blocked looks like "
          + "any other failure",
        "that a response came from the cache or a service worker",
      ]
    case .chromeHAR, .browsertime, .webPageTest:
      [HARLoss.failed, HARLoss.verdict, "responses from the cache and from service workers"]
    case .mitmproxy: HARLoss.proxy + [HARLoss.upstream]
    case .charles, .fiddler, .browserMob, .otherProxy: HARLoss.proxy
    case .polly:
      [
        "preflights", HARLoss.verdict,
        "the headers that a browser adds by itself, Origin among them, unless it recorded a browser "
          + "from outside",
      ]
    case .insomnia, .postman, .k6, .captureHAR:
      [
        "what a browser would do: no browser sent these requests, so that there is neither Origin "
          + "nor preflight"
      ]
    }
  }
}

/// Losses that several producers share.
enum HARLoss {
  static let verdict = "whether the browser kept a response from the page"
  static let failed = "requests that failed: they are left out"
  static func secrets(_ producer: HARProducer) -> String {
    producer == .chromium
      ? "cookies and authorization, unless it is exported with sensitive data: that there are none "
        + "does not say that none were sent"
      : "with certainty that no cookie was sent: such files are often cleaned of them"
  }
  static let upstream =
    "in reverse mode, the URL that the browser asked for: the upstream's stands in its place"
  static let proxy = [
    verdict,
    "requests that never left the browser: those kept back by a failed preflight, those answered "
      + "from the cache or by a service worker",
  ]
}
