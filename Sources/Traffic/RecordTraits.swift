/// Facts about a record that are no field of their own, yet bear on how it may be read.
public struct RecordTraits: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a trait.
  public var rawValue: UInt32

  /// Makes the set whose bits are `rawValue`.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The request asked for an upgrade to WebSocket.
  @inlinable public static var webSocket: RecordTraits { RecordTraits(rawValue: 1 << 0) }
  /// The request had `Upgrade-Insecure-Requests`, or accepted HTML first: a page was navigated to.
  @inlinable public static var navigation: RecordTraits { RecordTraits(rawValue: 1 << 1) }
  /// The browser answered from its cache: no request went out, and its headers are provisional.
  @inlinable public static var fromCache: RecordTraits { RecordTraits(rawValue: 1 << 2) }
  /// A service worker answered the page: the worker's own request is another record.
  @inlinable public static var fromServiceWorker: RecordTraits { RecordTraits(rawValue: 1 << 3) }
  /// No response was seen, though the request was.
  @inlinable public static var responseMissing: RecordTraits { RecordTraits(rawValue: 1 << 4) }
  /// A message was cut (snapshot length, lost segment), so what follows the cut is unknown.
  @inlinable public static var cut: RecordTraits { RecordTraits(rawValue: 1 << 5) }
  /// ``Record/start`` is the time at which the exchange ended; its duration is unknown.
  @inlinable public static var startIsEnd: RecordTraits { RecordTraits(rawValue: 1 << 6) }
  /// The producer marked the request as a CORS-preflight request.
  @inlinable public static var markedPreflight: RecordTraits { RecordTraits(rawValue: 1 << 7) }
  /// The log keeps one value of a repeated response header: duplicates cannot be seen.
  @inlinable public static var hidesRepeats: RecordTraits { RecordTraits(rawValue: 1 << 8) }
  /// ``Record/start`` was written without a zone: it is local time read as UTC.
  @inlinable public static var zoneMissing: RecordTraits { RecordTraits(rawValue: 1 << 10) }
  /// ``Record/start`` was written without a year, and stands in 1972.
  @inlinable public static var yearMissing: RecordTraits { RecordTraits(rawValue: 1 << 11) }
  /// A client's, or its proxy's, own recording holds the record.
  @inlinable public static var recorded: RecordTraits { RecordTraits(rawValue: 1 << 16) }
  /// The request's headers are those noted before it was sent, or instead of sending it.
  @inlinable public static var provisional: RecordTraits { RecordTraits(rawValue: 1 << 17) }
  /// The page, or the user, gave the request up before it was answered.
  @inlinable public static var aborted: RecordTraits { RecordTraits(rawValue: 1 << 18) }
  /// The response has a status and not one header, as a browser shows what a page may not read.
  @inlinable public static var withheldResponse: RecordTraits { RecordTraits(rawValue: 1 << 19) }
  /// The request had `Sec-Fetch-Storage-Access`, which browsers send with credentials only.
  @inlinable public static var storageAccess: RecordTraits { RecordTraits(rawValue: 1 << 20) }
  /// The request had a header that no browser adds by itself.
  @inlinable public static var ownHeader: RecordTraits { RecordTraits(rawValue: 1 << 21) }
  /// A service worker made the request.
  @inlinable public static var workerRequest: RecordTraits { RecordTraits(rawValue: 1 << 22) }
  /// The recording leaves out preflights: that none is there says nothing.
  @inlinable public static var hidesPreflights: RecordTraits { RecordTraits(rawValue: 1 << 23) }
  /// A script asked for it, by fetch or XMLHttpRequest.
  @inlinable public static var scriptRequest: RecordTraits { RecordTraits(rawValue: 1 << 24) }
  /// The response set a cookie.
  @inlinable public static var setsCookie: RecordTraits { RecordTraits(rawValue: 1 << 12) }
  /// The response's Content-Type is HTML.
  @inlinable public static var htmlResponse: RecordTraits { RecordTraits(rawValue: 1 << 13) }
  /// A cache between client and origin answered: X-Cache, CF-Cache-Status or the like say `hit`.
  @inlinable public static var sharedCacheHit: RecordTraits { RecordTraits(rawValue: 1 << 14) }
  /// The response's Cache-Control lets shared caches keep it: `public` or `s-maxage`.
  @inlinable public static var sharedCacheable: RecordTraits { RecordTraits(rawValue: 1 << 15) }
  /// The response's Cache-Control forbids shared caches to keep it: `no-store` or `private`.
  @inlinable public static var uncacheable: RecordTraits { RecordTraits(rawValue: 1 << 25) }
  /// A header of the given-up Private Network Access was sent, in request or response.
  @inlinable public static var privateNetwork: RecordTraits { RecordTraits(rawValue: 1 << 26) }
  /// All records of the input are one client's, whatever its address.
  @inlinable public static var oneClient: RecordTraits { RecordTraits(rawValue: 1 << 27) }
  /// What came for a response is none to the client, or the server hung up instead: a network
  /// error.
  @inlinable public static var networkError: RecordTraits { RecordTraits(rawValue: 1 << 28) }
  /// A worker's script was loaded before: the request may be the worker's, and not the page's.
  @inlinable public static var afterWorker: RecordTraits { RecordTraits(rawValue: 1 << 29) }
}
