/// Facts about a record that are no field of their own, yet bear on how it may be read.
public struct RecordTraits: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a trait.
  public var rawValue: UInt16

  /// Makes the set whose bits are `rawValue`.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

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
}
