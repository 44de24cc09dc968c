/// A request that a page makes, as its author wrote it.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-request
public struct FetchRequest: Sendable {
  /// The absolute URL.
  public var url: [UInt8]
  /// The page's serialised origin; `null` where it is opaque.
  public var origin: [UInt8]
  /// The method as the author wrote it.
  public var method: [UInt8]
  /// What made the request.
  public var initiator: Initiator
  /// The mode, where it is given; else it follows from the initiator.
  public var mode: RequestMode?
  /// The credentials mode, where it is given; else it follows from the initiator.
  public var credentials: CredentialsMode?
  /// The redirect mode.
  public var redirect: RedirectMode
  /// The element's `crossorigin` attribute.
  public var crossOrigin: CrossOriginAttribute
  /// What a preload is for (`as`), in lower case.
  public var destination: String
  /// The author's headers, one line an entry as they were appended.
  public var headers: [HeaderLine]
  /// The body.
  public var body: RequestBody
  /// Whether the author listens to the upload's progress.
  public var listensToUpload: Bool
  /// Whether the cache mode asks for the network (`reload`, `no-store`).
  public var bypassesCaches: Bool
  /// The integrity metadata; empty where there is none.
  public var integrity: [UInt8]

  /// Makes a GET by `fetch()` of `url` from a page at `origin`.
  public init(url: [UInt8], origin: [UInt8]) {
    self.url = url
    self.origin = origin
    method = Array("GET".utf8)
    initiator = .fetch
    mode = nil
    credentials = nil
    redirect = .follow
    crossOrigin = .missing
    destination = ""
    headers = []
    body = .none
    listensToUpload = false
    bypassesCaches = false
    integrity = []
  }
}
