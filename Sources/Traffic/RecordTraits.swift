/// Facts about a record that are no field of their own, yet bear on how it may be read.
public struct RecordTraits: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a trait.
  public var rawValue: UInt32

  /// Makes the set whose bits are `rawValue`.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The request asked for an upgrade to WebSocket.
  public static let webSocket = RecordTraits(rawValue: 1 << 0)
  /// The request had `Upgrade-Insecure-Requests`, or accepted HTML first: a page was navigated to.
  public static let navigation = RecordTraits(rawValue: 1 << 1)
  /// The browser answered from its cache: no request went out, and its headers are provisional.
  public static let fromCache = RecordTraits(rawValue: 1 << 2)
  /// A service worker answered the page: the worker's own request is another record.
  public static let fromServiceWorker = RecordTraits(rawValue: 1 << 3)
  /// No response was seen, though the request was.
  public static let responseMissing = RecordTraits(rawValue: 1 << 4)
  /// A message was cut (snapshot length, lost segment), so what follows the cut is unknown.
  public static let cut = RecordTraits(rawValue: 1 << 5)
  /// ``Record/start`` is the time at which the exchange ended; its duration is unknown.
  public static let startIsEnd = RecordTraits(rawValue: 1 << 6)
  /// The producer marked the request as a CORS-preflight request.
  public static let markedPreflight = RecordTraits(rawValue: 1 << 7)
  /// The log keeps one value of a repeated response header: duplicates cannot be seen.
  public static let hidesRepeats = RecordTraits(rawValue: 1 << 8)
  /// ``Record/start`` was written without a zone: it is local time read as UTC.
  public static let zoneMissing = RecordTraits(rawValue: 1 << 10)
  /// ``Record/start`` was written without a year, and stands in 1972.
  public static let yearMissing = RecordTraits(rawValue: 1 << 11)
  /// A client's, or its proxy's, own recording holds the record.
  public static let recorded = RecordTraits(rawValue: 1 << 16)
  /// The request's headers are those noted before it was sent, or instead of sending it.
  public static let provisional = RecordTraits(rawValue: 1 << 17)
  /// The page, or the user, gave the request up before it was answered.
  public static let aborted = RecordTraits(rawValue: 1 << 18)
  /// The response has a status and not one header, as a browser shows what a page may not read.
  public static let withheldResponse = RecordTraits(rawValue: 1 << 19)
  /// The request had `Sec-Fetch-Storage-Access`, which browsers send with credentials only.
  public static let storageAccess = RecordTraits(rawValue: 1 << 20)
  /// The request had a header that no browser adds by itself.
  public static let ownHeader = RecordTraits(rawValue: 1 << 21)
  /// A service worker made the request.
  public static let workerRequest = RecordTraits(rawValue: 1 << 22)
  /// The recording leaves out preflights: that none is there says nothing.
  public static let hidesPreflights = RecordTraits(rawValue: 1 << 23)
  /// A script asked for it, by fetch or XMLHttpRequest.
  public static let scriptRequest = RecordTraits(rawValue: 1 << 24)
  /// The response set a cookie.
  public static let setsCookie = RecordTraits(rawValue: 1 << 12)
  /// The response's Content-Type is HTML.
  public static let htmlResponse = RecordTraits(rawValue: 1 << 13)
  /// A cache between client and origin answered: X-Cache, CF-Cache-Status or the like say `hit`.
  public static let sharedCacheHit = RecordTraits(rawValue: 1 << 14)
  /// The response's Cache-Control lets shared caches keep it: `public` or `s-maxage`.
  public static let sharedCacheable = RecordTraits(rawValue: 1 << 15)
  /// The response's Cache-Control forbids shared caches to keep it: `no-store` or `private`.
  public static let uncacheable = RecordTraits(rawValue: 1 << 25)
  /// A header of the given-up Private Network Access was sent, in request or response.
  public static let privateNetwork = RecordTraits(rawValue: 1 << 26)
  /// All records of the input are one client's, whatever its address.
  public static let oneClient = RecordTraits(rawValue: 1 << 27)
  /// What came for a response is none to the client, or the server hung up instead: a network error.
  public static let networkError = RecordTraits(rawValue: 1 << 28)
  /// A worker's script was loaded before: the request may be the worker's, and not the page's.
  public static let afterWorker = RecordTraits(rawValue: 1 << 29)
}
