/// What an entry of a recording is where it is no exchange of its own.
public enum Aside: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// A `data:` URL: nothing was asked for.
  case dataURL
  /// A `blob:` URL: nothing was asked for.
  case blobURL
  /// Another scheme than HTTP's and WebSocket's, such as `chrome-extension:`.
  case otherScheme
  /// A tunnel through a proxy; what went through it is not here.
  case tunnel
  /// The browser answered from its cache.
  case cacheHit
  /// The page's side of a request that a service worker made, which is another entry.
  case serviceWorker
  /// It was given up before it was answered.
  case aborted
  /// It was never sent, because its preflight failed.
  case neverSent

  /// The permanent kebab-case name, as reports print it.
  public var name: String {
    switch self {
    case .dataURL: "data-url"
    case .blobURL: "blob-url"
    case .otherScheme: "other-scheme"
    case .tunnel: "tunnel"
    case .cacheHit: "cache-hit"
    case .serviceWorker: "service-worker"
    case .aborted: "aborted"
    case .neverSent: "never-sent"
    }
  }
}
