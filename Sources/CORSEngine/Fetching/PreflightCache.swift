import Traffic

/// The CORS-preflight cache: what earlier preflights granted, and for how long.
///
/// It never answers for a request whose fresh preflight, answered the same, would fail.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cache
public struct PreflightCache: Sendable {
  /// What entries belong to: the page's serialised origin and the URL, query and fragment included.
  public struct Key: Sendable, Hashable {
    /// The request's Origin header.
    public var origin: [UInt8]
    /// The URL.
    public var url: [UInt8]

    /// Makes a key.
    public init(origin: [UInt8], url: [UInt8]) {
      self.origin = origin
      self.url = url
    }
  }

  /// One granted method or header name.
  private struct Grant: Sendable {
    /// The method, or the header name in lower case.
    var name: [UInt8]
    var isMethod: Bool
    var withCredentials: Bool
    /// The second at which the grant ends.
    var end: Double
  }

  private let profile: BrowserProfile
  private var grants: [Key: [Grant]] = [:]
  /// The keys, the one used longest ago first.
  private var order: [Key] = []

  /// Makes an empty cache that follows `profile`.
  public init(profile: BrowserProfile) { self.profile = profile }

  /// Whether the cache spares the request a preflight.
  ///
  /// - Parameters:
  ///   - key: The origin and URL.
  ///   - method: The normalised method.
  ///   - names: The CORS-unsafe request-header names, in lower case.
  ///   - includesCredentials: Whether the request's credentials mode is `include`.
  ///   - time: The request's time, in seconds.
  /// - Returns: Whether no preflight is needed. O(n) in the grants of the key.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#method-cache-entry-match
  public func grants(
    _ key: Key, method: [UInt8], names: [[UInt8]], includesCredentials: Bool, at time: Double
  ) -> Bool {
    guard let entries = grants[key] else { return false }
    let live = entries.filter {
      $0.end > time && covers($0, includesCredentials: includesCredentials)
    }
    guard !live.isEmpty else { return false }
    if !Methods.isSafelisted(method.span) {
      guard live.contains(where: { $0.isMethod && matches($0, method) }) else { return false }
    }
    return names.allSatisfy { name in
      live.contains { !$0.isMethod && matches($0, name) }
    }
  }

  /// Whether the grant counts for a request with or without credentials.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cache-match
  private func covers(_ grant: Grant, includesCredentials: Bool) -> Bool {
    if profile.separatesCacheByCredentials { return grant.withCredentials == includesCredentials }
    return grant.withCredentials || !includesCredentials
  }

  private func matches(_ grant: Grant, _ name: [UInt8]) -> Bool {
    if grant.name == name { return true }
    // A wildcard that was sent to a credentialed request is the literal name alone.
    guard grant.name == [0x2A], !grant.withCredentials, profile.cachesWildcards else {
      return false
    }
    return grant.isMethod || profile.cachesAuthorizationUnderWildcard
      || !RequestHeaders.isNonWildcardName(name.span)
  }

  /// Keeps what a preflight granted.
  ///
  /// - Parameters:
  ///   - key: The origin and URL.
  ///   - method: The method that was asked for.
  ///   - names: The names that were asked for.
  ///   - includesCredentials: Whether the request's credentials mode is `include`.
  ///   - allowMethods: The combined Access-Control-Allow-Methods; `nil` when absent.
  ///   - allowHeaders: The combined Access-Control-Allow-Headers; `nil` when absent.
  ///   - maxAge: How long the grant holds.
  ///   - time: The time, in seconds.
  public mutating func store(
    _ key: Key, method: [UInt8], names: [[UInt8]], includesCredentials: Bool,
    allowMethods: [UInt8]?, allowHeaders: [UInt8]?, maxAge: MaxAge, at time: Double
  ) {
    guard maxAge.seconds > 0 else {
      if profile.replacesCacheEntries { clear(key) }
      return
    }
    let end = time + Double(maxAge.seconds)
    var fresh: [Grant] = []
    let methodList = allowMethods ?? []
    var methods = HeaderList(methodList.span)
    while let member = methods.next() {
      guard member.count > 0 else { continue }
      fresh.append(
        Grant(
          name: Array(copying: member), isMethod: true, withCredentials: includesCredentials,
          end: end))
    }
    let headerList = allowHeaders ?? []
    var headers = HeaderList(headerList.span)
    while let member = headers.next() {
      guard member.count > 0 else { continue }
      fresh.append(
        Grant(
          name: Array(copying: member).asciiLowercased, isMethod: false,
          withCredentials: includesCredentials, end: end))
    }
    // An entry without grants still spares requests that need none, such as upload listeners'.
    keep(fresh, for: key)
  }

  private mutating func keep(_ fresh: [Grant], for key: Key) {
    touch(key)
    guard !profile.replacesCacheEntries, let old = grants[key] else {
      grants[key] = fresh
      return
    }
    grants[key] =
      old.filter { kept in
        !fresh.contains {
          $0.name == kept.name && $0.isMethod == kept.isMethod
            && $0.withCredentials == kept.withCredentials
        }
      } + fresh
  }

  /// Makes `key` the last used, and forgets the first where there are too many.
  private mutating func touch(_ key: Key) {
    order.removeAll { $0 == key }
    order.append(key)
    guard order.count > (profile.cacheLimit ?? PreflightCache.limit) else { return }
    grants[order.removeFirst()] = nil
  }

  /// The number of keys kept for engines without a limit of their own.
  private static let limit = 10_000

  /// Forgets everything of `key`.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cache-clear
  public mutating func clear(_ key: Key) {
    grants[key] = nil
    order.removeAll { $0 == key }
  }
}
