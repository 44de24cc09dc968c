/// A header of which not the value is kept, but what it says of caches, cookies and the like.
public enum TraitHeader: UInt8, Sendable, BitwiseCopyable, Hashable {
  case setCookie, responseType, cacheControl, cacheStatus, privateNetwork

  /// Finds the response header `name`, ASCII case apart.
  public init?(response name: Span<UInt8>) {
    switch name.count {
    case 7 where name.equalsIgnoringCase("x-cache"): self = .cacheStatus
    case 10 where name.equalsIgnoringCase("set-cookie"): self = .setCookie
    case 12 where name.equalsIgnoringCase("content-type"): self = .responseType
    case 12 where name.equalsIgnoringCase("cache-status"): self = .cacheStatus
    case 13 where name.equalsIgnoringCase("cache-control"): self = .cacheControl
    case 14 where name.equalsIgnoringCase("x-cache-status"): self = .cacheStatus
    case 15 where name.equalsIgnoringCase("cf-cache-status"): self = .cacheStatus
    case 36 where name.equalsIgnoringCase("access-control-allow-private-network"):
      self = .privateNetwork
    default: return nil
    }
  }

  /// Finds the request header `name`, ASCII case apart.
  public init?(request name: Span<UInt8>) {
    guard name.count == 38,
      name.equalsIgnoringCase("access-control-request-private-network")
    else { return nil }
    self = .privateNetwork
  }

  /// What the header's value says.
  ///
  /// - SeeAlso: https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2
  public func traits(_ value: Span<UInt8>) -> RecordTraits {
    switch self {
    case .setCookie: .setsCookie
    case .privateNetwork: .privateNetwork
    case .responseType:
      value.count >= 9 && value.extracting(0..<9).equalsIgnoringCase("text/html")
        ? .htmlResponse : []
    case .cacheStatus: TraitHeader.cacheStatus(value)
    case .cacheControl: TraitHeader.cacheControl(value)
    }
  }

  /// Whether one of the caches that the answer came through had it: `hit`, `HIT from …`, `TCP_HIT`,
  /// `MISS, HIT`; nginx and Cloudflare have words for what is old.
  private static func cacheStatus(_ value: Span<UInt8>) -> RecordTraits {
    var caches = HeaderList(value)
    while let cache = caches.next() {
      if cache.contains("hit", ignoringCase: true), !cache.contains("miss", ignoringCase: true) {
        return .sharedCacheHit
      }
      for word in oldHits where cache.equalsIgnoringCase(word) { return .sharedCacheHit }
    }
    return []
  }

  private static let oldHits: [StaticString] = ["stale", "updating", "revalidated"]

  private static func cacheControl(_ value: Span<UInt8>) -> RecordTraits {
    var traits: RecordTraits = []
    var directives = HeaderList(value)
    while let directive = directives.next() {
      if directive.equalsIgnoringCase("public") { traits.insert(.sharedCacheable) }
      if directive.count > 9, directive.extracting(0..<9).equalsIgnoringCase("s-maxage="),
        directive[9] != 0x30
      {
        traits.insert(.sharedCacheable)
      }
      if directive.equalsIgnoringCase("no-store") || directive.equalsIgnoringCase("private") {
        traits.insert(.uncacheable)
      }
    }
    return traits.contains(.uncacheable) ? .uncacheable : traits
  }
}
