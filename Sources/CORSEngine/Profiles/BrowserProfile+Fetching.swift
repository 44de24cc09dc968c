/// Where engines deviate from the standard in how they make requests.
///
/// Each property names the behaviour and is true of the engines that were seen to behave so; the
/// conformance rows of the tests show the case.
extension BrowserProfile {
  /// Fonts of style sheets are loaded in no-cors mode, with cookies.
  var loadsFontsWithoutCORS: Bool { self == .webkit }

  /// `<track>` without `crossorigin` is loaded in no-cors mode, not in same-origin mode.
  var loadsTracksWithoutCORS: Bool { self == .webkit }

  /// `preload as=font` without `crossorigin` is a CORS request, as the font itself will be.
  var preloadsFontsWithCORS: Bool { self == .firefox }

  /// A preload whose CORS check fails fires `load` all the same; the console tells.
  var hidesFailedPreloads: Bool { self == .firefox }

  /// A User-Agent set by a script is dropped in silence.
  var dropsUserAgentHeader: Bool { self == .chromium }

  /// Upload listeners on a request without a body ask for no preflight.
  var ignoresUploadListenersWithoutBody: Bool { self == .chromium }

  /// A stream as body asks for no preflight.
  var sendsStreamsWithoutPreflight: Bool { self == .firefox }

  /// A stream as body is refused before anything is sent.
  var refusesStreams: Bool { self == .webkit }

  /// A stream as body is sent over HTTP/2 and later only, which shows after the preflight.
  var refusesStreamsAfterPreflight: Bool { self == .chromium }

  /// A no-cors request to a URL with a user name or password is refused.
  var refusesUserinfoInSubresources: Bool { self == .chromium }

  /// Equal IP addresses are one site to Cross-Origin-Resource-Policy.
  var takesAddressesForSites: Bool { self != .chromium }
}

/// Where engines deviate from the standard in redirects.
extension BrowserProfile {
  /// A request that once needed a preflight needs one after each redirect across origins, even
  /// when its method and headers no longer ask for one.
  var keepsPreflightOverRedirects: Bool { self == .firefox || self == .webkit }

  /// Such a preflight still names headers that the redirect took away.
  var keepsHeadersOverRedirects: Bool { self == .webkit }

  /// After a tainting redirect the preflight still carries the page's origin.
  var preflightsWithPageOrigin: Bool { self == .firefox }

  /// A preflight at the page's own origin needs no Access-Control-Allow-Origin.
  var trustsOwnOriginInPreflights: Bool { self == .firefox }

  /// DELETE without a body becomes GET on any redirect that is followed.
  var turnsBodilessDeleteToGet: Bool { self == .webkit }

  /// Whether a redirect with an empty Location is given to the page (`true`) or fails (`false`);
  /// `nil` where it leads to the same URL, as the standard has it.
  var deliversEmptyLocation: Bool? {
    switch self {
    case .chromium: true
    case .webkit: false
    case .fetch, .firefox: nil
    }
  }
}

/// Where engines deviate from the standard in the CORS-preflight cache.
extension BrowserProfile {
  /// A grant to a credentialed request does not count for one without credentials.
  var separatesCacheByCredentials: Bool { self == .firefox }

  /// `*` in a cached grant is a wildcard.
  var cachesWildcards: Bool { self != .firefox }

  /// A cached `*` covers Authorization.
  var cachesAuthorizationUnderWildcard: Bool { self == .webkit }

  /// A new preflight's grant takes the place of the former one instead of adding to it.
  public var replacesCacheEntries: Bool { self == .chromium || self == .webkit }

  /// The cache modes `reload` and `no-store` pass by the CORS-preflight cache, too.
  var bypassesPreflightCache: Bool { self == .chromium || self == .firefox }

  /// A failed CORS check on the response itself drops the grant, as the standard has it.
  public var clearsCacheAfterFailedResponse: Bool { self == .fetch || self == .firefox }

  /// The largest number of URLs with grants; `nil` where none is known.
  var cacheLimit: Int? { self == .firefox ? 100 : nil }
}

/// Where engines deviate from the standard in headers.
extension BrowserProfile {
  /// The values of one name are joined before they are measured against the safelist.
  var joinsValuesForSafelist: Bool { self == .chromium || self == .webkit }

  /// The total length of safelisted values does not matter.
  var ignoresTotalLength: Bool { self == .firefox }

  /// Bytes from 0x80 on are unsafe in Accept and Content-Type.
  var takesHighBytesForUnsafe: Bool { self == .firefox }

  /// Content-Type's parameters are read strictly.
  var readsParametersStrictly: Bool { self == .firefox }

  /// Client hints of the network and the viewport are safelisted.
  var safelistsClientHints: Bool { self == .chromium }

  /// Range is read leniently: any case of its unit, a sign before its first number.
  var readsRangeLeniently: Bool { self == .webkit }

  /// Of several lines of Access-Control-Allow-Credentials, empty ones do not count.
  var dropsEmptyCredentialsLines: Bool { self == .firefox }
}
