import Testing
import Traffic

@testable import Analysis

@Suite("Folding a path into a route")
struct RouteTemplateTests {
  private func fold(_ target: [UInt8]) -> [UInt8] {
    var route = RouteTemplate()
    route.fold(target.span)
    return route.bytes
  }

  @Test(
    "puts placeholders where calls differ",
    arguments: [
      ("/items", "/items"),
      ("/items/42", "/items/:id"),
      ("/items/42/", "/items/:id/"),
      ("/items/42?sort=asc", "/items/:id"),
      ("/items#top", "/items"),
      ("/users/0/items/99999999999999999999999", "/users/:id/items/:id"),
      ("/orders/123e4567-e89b-12d3-a456-426614174000", "/orders/:uuid"),
      ("/orders/123E4567-E89B-12D3-A456-426614174000/lines", "/orders/:uuid/lines"),
      ("/blobs/da39a3ee5e6b4b0d", "/blobs/:token"),
      ("/blobs/da39a3ee5e6b4b0", "/blobs/da39a3ee5e6b4b0"),
      ("/s/Zx81Kq20LmN4rT7v", "/s/:token"),
      ("/docs/internationalization", "/docs/internationalization"),
      ("/posts/how-to-mend-a-bicycle", "/posts/how-to-mend-a-bicycle"),
      ("/v2/items", "/v2/items"),
      ("/a//b", "/a//b"),
      ("/", "/"),
      ("", "/"),
      ("?a=1", "/"),
      ("*", "*"),
    ])
  func folds(_ target: String, _ route: String) {
    let folded = fold(Array(target.utf8))
    #expect(String(decoding: folded, as: UTF8.self) == route)
  }

  @Test("forgets the path before")
  func again() {
    var route = RouteTemplate()
    for target in ["/a/long/path/with/many/parts", "/b"] {
      let bytes = Array(target.utf8)
      route.fold(bytes.span)
    }
    #expect(route.bytes == Array("/b".utf8))
  }

  @Test("have equal hashes exactly when they are equal, however long the path")
  func hashing() {
    var route = RouteTemplate()
    let uuid = "123e4567-e89b-12d3-a456-426614174000"
    let long = String(repeating: "/" + uuid, count: 7)
    let paths = [
      "", "/", "/a", "/a/1", "/a/2?b", "/a/x1", "/a/\(uuid)", "/A/1", "/a/1/", "//a/1", "/:id",
      long + "/a", long + "/b", long + "/c", String(repeating: "/x", count: 300) + "/1",
      String(repeating: "/x", count: 300) + "/y", "/deadbeefdeadbeef", "/0123456789abcdef",
    ]
    var texts: [UInt64: [UInt8]] = [:]
    var hashes: [[UInt8]: UInt64] = [:]
    for path in paths {
      let bytes = Array(path.utf8)
      let hash = route.hash(bytes.span, seed: 7)
      route.fold(bytes.span)
      // A placeholder is not the same as its letters, sent as they are.
      guard path != "/:id" else {
        #expect(texts[hash] == nil)
        continue
      }
      #expect(texts[hash] == nil || texts[hash] == route.bytes, "\(path)")
      #expect(hashes[route.bytes] == nil || hashes[route.bytes] == hash, "\(path)")
      texts[hash] = route.bytes
      hashes[route.bytes] = hash
    }
    #expect(texts.count == hashes.count)
  }

  /// Paths of any bytes but `:`, many of about 64 or 256 bytes.
  private func anyPath(_ numbers: inout Numbers) -> [UInt8] {
    let kinds = ["0123456789", "abcdef0123", "abc-Z", "a-9Z", "//1", "\u{0}é"]
      .map { Array($0.utf8) }
    let most = [16, 40, 63, 64, 65, 80, 255, 256, 257, 300].randomElement(using: &numbers) ?? 64
    var path: [UInt8] = []
    while path.count < most {
      path.append(0x2F)
      let kind = kinds.randomElement(using: &numbers) ?? []
      for _ in 0..<([1, 2, 15, 16, 40].randomElement(using: &numbers) ?? 1) {
        path.append(kind.randomElement(using: &numbers) ?? .max)
      }
    }
    path.removeLast(path.count - most)
    return path + ([[], [0x3F, 0x31], [0x23]].randomElement(using: &numbers) ?? [])
  }

  @Test("have equal hashes exactly when they are equal, whatever their bytes")
  func anyBytes() {
    var route = RouteTemplate()
    var numbers = Numbers(seed: 13)
    var texts: [UInt64: [UInt8]] = [:]
    var hashes: [[UInt8]: UInt64] = [:]
    for _ in 0..<3_000 {
      let path = anyPath(&numbers)
      // Beside it one with other digits, which often folds into the same.
      for bytes in [path, path.map { $0.isDigit ? 0x30 + ($0 - 0x2D) % 10 : $0 }] {
        let hash = route.hash(bytes.span, seed: 7)
        route.fold(bytes.span)
        #expect(texts[hash] == nil || texts[hash] == route.bytes, "\(bytes)")
        #expect(hashes[route.bytes] == nil || hashes[route.bytes] == hash, "\(bytes)")
        texts[hash] = route.bytes
        hashes[route.bytes] = hash
      }
    }
    #expect((3_000..<6_000).contains(hashes.count))
  }

  @Test("have the hash that is worked out segment by segment")
  func shortAndLong() {
    let route = RouteTemplate()
    let parts = [
      "", "a", "v1", "7", "42", "items", "deadbeefdeadbeef", "0123456789abcdef", "9999999999999999",
      "123e4567-e89b-12d3-a456-426614174000", "how-to-mend-a-bicycle", "Zx81Kq20LmN4rT7v", "1a",
      "é",
    ]
    let ends = ["", "/", "?", "?a=1/2", "#/3", "?#", "/?"]
    for seed in 1...3_000 as ClosedRange<UInt64> {
      let picks = hashes(6, seed: seed)
      var path = seed % 50 == 0 ? "" : "/"
      path += picks.prefix(Int(seed % 6)).map { parts[Int($0 % UInt64(parts.count))] }
        .joined(separator: "/")
      path += ends[Int(picks[5] % UInt64(ends.count))]
      let bytes = Array(path.utf8)
      let hash = route.hashLong(bytes.span, seed: seed)
      #expect(route.hash(bytes.span, seed: seed) == hash, "\(path)")
      // What stands behind the path in a batch does not matter.
      for behind in [1, 31, 64] {
        let more = bytes + Array(repeating: [0x37, 0x2F, 0x3F][behind % 3], count: behind)
        #expect(route.hash(more.span, length: bytes.count, seed: seed) == hash, "\(path)")
      }
    }
  }

  @Test("keeps routes short, whatever the path")
  func bounded() {
    for path in [
      String(repeating: "/", count: 5000), String(repeating: "/12", count: 5000),
      "/" + String(repeating: "x", count: 5000), String(repeating: "é/", count: 3000),
    ] {
      #expect(fold(Array(path.utf8)).count <= RouteTemplate.limit * 2 + 8)
    }
    for seed in 1...200 as ClosedRange<UInt64> {
      let bytes = hashes(Int(seed) * 3, seed: seed).map { UInt8(truncatingIfNeeded: $0) }
      #expect(fold(bytes).count <= RouteTemplate.limit * 2 + 8)
    }
  }
}
