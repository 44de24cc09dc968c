import CORSEngine
import Testing
import Traffic

@Suite("The preflight cache")
struct PreflightCacheTests {
  private static let key = PreflightCache.Key(
    origin: bytes(Scenario.page), url: bytes("https://b.test/x"))

  private func cache(
    _ profile: BrowserProfile, methods: String = "PUT", headers: String = "x-a",
    credentials: Bool = false, maxAge: String? = "600"
  ) -> PreflightCache {
    var cache = PreflightCache(profile: profile)
    store(&cache, profile, Self.key, methods, headers, credentials, maxAge)
    return cache
  }

  private func store(
    _ cache: inout PreflightCache, _ profile: BrowserProfile, _ key: PreflightCache.Key,
    _ methods: String, _ headers: String, _ credentials: Bool, _ maxAge: String?
  ) {
    let value = maxAge.map { bytes($0) }
    cache.store(
      key, method: bytes("PUT"), names: [], includesCredentials: credentials,
      allowMethods: bytes(methods), allowHeaders: bytes(headers),
      maxAge: MaxAge(value?.span, profile: profile), at: 0)
  }

  private func hits(
    _ cache: PreflightCache, _ method: String = "PUT", _ names: [String] = [],
    credentials: Bool = false, at time: Double = 1, key: PreflightCache.Key = key
  ) -> Bool {
    cache.grants(
      key, method: bytes(method), names: names.map { bytes($0) },
      includesCredentials: credentials, at: time)
  }

  @Test(
    "forgets an entry after its max-age, five seconds by default",
    arguments: BrowserProfile.allCases)
  func expiry(_ profile: BrowserProfile) {
    let long = cache(profile)
    #expect(hits(long, at: 599) && !hits(long, at: 600.5))
    let short = cache(profile, maxAge: nil)
    #expect(hits(short, at: 4.9) && !hits(short, at: 5.1))
    #expect(!hits(cache(profile, maxAge: "0"), at: 0.1))
  }

  @Test("holds no longer than the engine's cap")
  func caps() {
    for (profile, cap) in [
      (BrowserProfile.chromium, 7200.0), (.firefox, 86_400), (.webkit, 600),
    ] {
      let entry = cache(profile, maxAge: "9999999")
      #expect(hits(entry, at: cap - 1) && !hits(entry, at: cap + 1))
    }
  }

  @Test("belongs to one origin and one URL, query and all", arguments: BrowserProfile.allCases)
  func keys(_ profile: BrowserProfile) {
    let entry = cache(profile)
    for key in [
      PreflightCache.Key(origin: bytes("https://other.test"), url: Self.key.url),
      PreflightCache.Key(origin: Self.key.origin, url: bytes("https://b.test/x?a")),
    ] { #expect(!hits(entry, key: key)) }
  }

  @Test("grants what was listed, not only what was asked for", arguments: BrowserProfile.allCases)
  func lists(_ profile: BrowserProfile) {
    let entry = cache(profile, methods: "PUT, DELETE", headers: "X-A, x-b")
    #expect(hits(entry, "DELETE", ["x-a", "x-b"]) && hits(entry, "GET", ["x-a"]))
    #expect(!hits(entry, "PATCH") && !hits(entry, "PUT", ["x-c"]) && !hits(entry, "put"))
  }

  @Test("grants nothing to credentialed requests that plain ones were granted")
  func credentials() {
    for profile in BrowserProfile.allCases {
      #expect(!hits(cache(profile), credentials: true))
      #expect(hits(cache(profile, credentials: true), credentials: true))
      #expect(hits(cache(profile, credentials: true)) == (profile != .firefox))
    }
  }

  @Test("reads '*' as a wildcard, in Gecko as a name")
  func wildcards() {
    for profile in BrowserProfile.allCases {
      let entry = cache(profile, methods: "*", headers: "*")
      #expect(hits(entry, "PATCH", ["x-z"]) == (profile != .firefox))
      #expect(hits(entry, "GET", ["authorization"]) == (profile == .webkit))
      let literal = cache(profile, methods: "*", headers: "*", credentials: true)
      #expect(!hits(literal, "PATCH", credentials: true))
      #expect(hits(literal, "*", ["*"], credentials: true))
    }
  }

  @Test("adds a new grant to the old one, or replaces it, as the engine does")
  func merging() {
    for profile in BrowserProfile.allCases {
      var entry = cache(profile, methods: "PUT")
      store(&entry, profile, Self.key, "DELETE", "", false, "600")
      #expect(hits(entry, "DELETE"))
      #expect(hits(entry, "PUT") == (profile == .fetch || profile == .firefox))
    }
  }

  @Test("forgets a key when it is cleared, and the oldest of too many")
  func clearing() {
    var entry = cache(.firefox)
    entry.clear(Self.key)
    #expect(!hits(entry))
    store(&entry, .firefox, Self.key, "PUT", "", false, "600")
    for index in 0..<100 {
      let key = PreflightCache.Key(origin: Self.key.origin, url: bytes("https://b.test/\(index)"))
      store(&entry, .firefox, key, "PUT", "", false, "600")
    }
    #expect(!hits(entry))
  }
}
