import Testing
import Traffic

@Suite("A header that says one thing")
struct TraitHeaderTests {
  private func response(_ name: String, _ value: String) -> RecordTraits? {
    TraitHeader(response: Array(name.utf8).span)?.traits(Array(value.utf8).span)
  }

  @Test(
    "is told by its name, and read for that",
    arguments: [
      ("Set-Cookie", "", .setsCookie), ("set-cookie", "a=b", .setsCookie),
      ("Content-Type", "text/html", .htmlResponse),
      ("content-type", "TEXT/HTML; charset=utf-8", .htmlResponse),
      ("Content-Type", "text/plain", []), ("Content-Type", "text/htm", []),
      ("Content-Type", "", []),
      ("Cache-Control", "public, max-age=60", .sharedCacheable),
      ("Cache-Control", "s-maxage=60", .sharedCacheable), ("Cache-Control", "s-maxage=0", []),
      ("Cache-Control", "S-MaxAge=5", .sharedCacheable), ("Cache-Control", "s-maxage=", []),
      ("Cache-Control", "no-store", .uncacheable), ("Cache-Control", "PRIVATE", .uncacheable),
      ("Cache-Control", "public, no-store", .uncacheable), ("Cache-Control", "max-age=60", []),
      ("Cache-Control", "publicity", []), ("Cache-Control", "", []),
      ("X-Cache", "HIT", .sharedCacheHit), ("X-Cache", "MISS", []),
      ("X-Cache", "Hit from cloudfront", .sharedCacheHit),
      ("X-Cache", "RefreshHit from cloudfront", .sharedCacheHit),
      ("X-Cache", "Miss from cloudfront", []), ("X-Cache", "TCP_HIT from a", .sharedCacheHit),
      ("X-Cache", "TCP_MISS from a", []), ("X-Cache", "MISS, HIT", .sharedCacheHit),
      ("X-Cache", "HIT, MISS", .sharedCacheHit), ("X-Cache", "MISS, MISS", []),
      ("Cache-Status", "Edge; hit; ttl=9, Origin; fwd=uri-miss", .sharedCacheHit),
      ("Cache-Status", "Edge; fwd=miss; stored", []),
      ("CF-Cache-Status", "REVALIDATED", .sharedCacheHit), ("CF-Cache-Status", "DYNAMIC", []),
      ("X-Cache-Status", "STALE", .sharedCacheHit), ("X-Cache-Status", "BYPASS", []),
      ("Access-Control-Allow-Private-Network", "true", .privateNetwork),
    ] as [(String, String, RecordTraits)])
  func reads(_ name: String, _ value: String, _ expected: RecordTraits) {
    #expect(response(name, value) == expected)
  }

  @Test(
    "is not taken for another",
    arguments: ["", "Cookie", "Set-Cookie2", "X-Caches", "Content-Typo", "Cache-Statuses"])
  func others(_ name: String) {
    #expect(response(name, "hit") == nil)
  }

  @Test("of a request is the one of private networks")
  func request() {
    func trait(_ name: String) -> TraitHeader? { TraitHeader(request: Array(name.utf8).span) }
    #expect(trait("access-control-request-private-network") == .privateNetwork)
    #expect(trait("Access-Control-Request-Private-Network") == .privateNetwork)
    #expect(trait("Access-Control-Allow-Private-Network") == nil)
    #expect(trait("Set-Cookie") == nil)
  }

  @Test("is read from any bytes without harm")
  func anyBytes() {
    var state: UInt64 = 9
    for length in 0..<300 {
      let value = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      for header in [TraitHeader.setCookie, .responseType, .cacheControl, .cacheStatus] {
        _ = header.traits(value.span)
      }
      #expect(value.count == length)
    }
  }
}
