import Testing
import Traffic

@testable import Analysis

@Suite("Redaction")
struct RedactionTests {
  private func redact(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return Redaction.text(bytes.span)
  }

  @Test(
    "takes out userinfo wherever a URL has some",
    arguments: [
      ("https://joe@api.example.com/", "https://REDACTED@api.example.com/"),
      ("https://joe:hunter2@api.example.com/items", "https://REDACTED@api.example.com/items"),
      ("https://joe:hun@ter2@api.example.com", "https://REDACTED@api.example.com"),
      ("https://:hunter2@api.example.com", "https://REDACTED@api.example.com"),
      ("https://joe:hun,ter2@api.example.com/", "https://REDACTED@api.example.com/"),
      ("//joe:hunter2@api.example.com/", "//REDACTED@api.example.com/"),
      (
        "https://a.example.com, https://joe:hunter2@b.example.com",
        "https://a.example.com, https://REDACTED@b.example.com"
      ),
      (
        "https://a.example.com,https://joe:hunter2@b.example.com",
        "https://a.example.com,https://REDACTED@b.example.com"
      ),
      (
        "https://x:y@a.example.com,https://joe:hunter2@b.example.com",
        "https://REDACTED@a.example.com,https://REDACTED@b.example.com"
      ),
      (
        "/go?to=https://joe:hunter2@b.example.com/",
        "/go?to=https://REDACTED@b.example.com/"
      ),
      ("/proxy?https://joe:hunter2@b.example.com/", "/proxy?https://REDACTED@b.example.com/"),
      ("/proxy/https://joe:hunter2@b.example.com/", "/proxy/https://REDACTED@b.example.com/"),
      ("moz-extension://joe:hunter2@b", "moz-extension://REDACTED@b"),
    ])
  func userinfo(_ text: String, _ redacted: String) {
    #expect(redact(text) == redacted)
  }

  @Test(
    "takes out the values of parameters whose names say secret",
    arguments: [
      ("/items?token=hunter2", "/items?token=REDACTED"),
      ("/items?a=1&access_token=hunter2&b=2", "/items?a=1&access_token=REDACTED&b=2"),
      ("/items?X-Amz-Signature=hunter2#top", "/items?X-Amz-Signature=REDACTED#top"),
      ("/items?API_KEY=hunter2", "/items?API_KEY=REDACTED"),
      ("/cb?code=hunter2&state=4", "/cb?code=REDACTED&state=4"),
      ("/cb#id_token=hunter2&x=1", "/cb#id_token=REDACTED&x=1"),
      ("/login?user=joe&Password=hunter2", "/login?user=joe&Password=REDACTED"),
      ("/items?a=1;token=hunter2", "/items?a=1;token=REDACTED"),
      ("/items?token=hun;ter2", "/items?token=REDACTED"),
      ("/items?token=hun=ter2&a=1", "/items?token=REDACTED&a=1"),
      ("/items?token=hun/ter2?hunter2", "/items?token=REDACTED"),
      ("/items?token=", "/items?token=REDACTED"),
      ("/app;jsessionid=hunter2/items?a=1", "/app;jsessionid=REDACTED/items?a=1"),
      ("/app;jsessionid=hunter2?a=1", "/app;jsessionid=REDACTED?a=1"),
      (
        "https://joe:hunter2@b.example.com/x?sid=hunter2",
        "https://REDACTED@b.example.com/x?sid=REDACTED"
      ),
    ])
  func parameters(_ text: String, _ redacted: String) {
    #expect(redact(text) == redacted)
  }

  @Test(
    "takes both out of a URL that is percent-encoded in another, however often",
    arguments: [
      (
        "/r?u=http%3A%2F%2Fjoe%3Ahunter2%40b.example.com%3A8443%2Fa%3Fb%3D1",
        "/r?u=http%3A%2F%2FREDACTED%40b.example.com%3A8443%2Fa%3Fb%3D1"
      ),
      ("/r?u=http%3a%2f%2fjoe%40b.test&x=1", "/r?u=http%3a%2f%2fREDACTED%40b.test&x=1"),
      ("/r?u=http%3A%2F%2Fjoe:hunter2@b.test", "/r?u=http%3A%2F%2FREDACTED@b.test"),
      (
        "/r?u=https%253A%252F%252Fjoe%253Ahunter2%2540b.test%252F",
        "/r?u=https%253A%252F%252FREDACTED%2540b.test%252F"
      ),
      (
        "/r?u=%2Fcb%3Fa%3D1%26token%3Dhunter2%26b%3D2&c=3",
        "/r?u=%2Fcb%3Fa%3D1%26token%3DREDACTED%26b%3D2&c=3"
      ),
      ("/r?u=%2Fcb%3Fcode%3Dhunter2&c=3", "/r?u=%2Fcb%3Fcode%3DREDACTED&c=3"),
      ("/r?u=%2Fcb%3Fcode=hunter2#top", "/r?u=%2Fcb%3Fcode=REDACTED#top"),
      ("/r?u=%2Fcb%23id_token%3Dhunter2", "/r?u=%2Fcb%23id_token%3DREDACTED"),
    ])
  func encoded(_ text: String, _ redacted: String) {
    #expect(redact(text) == redacted)
  }

  @Test(
    "changes nothing else",
    arguments: [
      "", "*", "null", "true", "-", "https://app.example.com", "https://app.example.com:8443",
      "https://a.example.com, https://b.example.com", "/items?page=2&sort=-date#top",
      "/items?keyword=hat&zip_code=12345&design=a", "/@joe/items", "mailto:joe@example.com",
      "/items?q=joe@example.com", "GET,PUT; x=1", "https://@app.example.com/", "a=b",
      "Accept, Origin",
      "/a;v=1/b;v=2?c=3;d=4", "token=hunter2", "://", "?", "?=", "&&==##",
      "/go?next=https://b.example.com/a?b=c", "/%C3%A9/%22q%22?s=echo", "100%", "%", "%2", "%25",
      "%253", "%3A%2F%2F", "%3A%2F%2F%40", "/items?q=joe%40example.com",
      "/r?u=https%3A%2F%2Fapp.example.com%2Fa%3Fb%3Dc%26d%3De",
    ])
  func harmless(_ text: String) {
    #expect(redact(text) == text)
  }

  @Test("never lets a secret through, whatever stands around it")
  func never() {
    var numbers = Numbers(seed: 77)
    let noise = Array("?&#=;/:@, ahttps://token=%\u{e9}".utf8) + [0, 0xFF]
    for _ in 0..<4000 {
      func some() -> [UInt8] {
        (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
          noise[Int.random(in: noise.indices, using: &numbers)]
        }
      }
      let before = some()
      let after = some()
      for secret in ["https://joe:hunter2@b.example.com/", "?token=hunter2", "&api_key=hunter2"] {
        // A blank ends what stood before, or the parameter would be another's value.
        let bytes = before + [0x20] + Array(secret.utf8) + [0x26] + after
        let text = Redaction.text(bytes.span)
        #expect(!text.contains("hunter2"), "\(text)")
      }
    }
  }

  @Test("takes any bytes")
  func anyBytes() {
    for seed in 1...500 as ClosedRange<UInt64> {
      let bytes = hashes(Int(seed) % 60, seed: seed).map { UInt8(truncatingIfNeeded: $0) }
      var result: [UInt8] = []
      Redaction.redact(bytes.span, into: &result)
      #expect(result.count <= bytes.count * 9 + 9)
    }
    let sample = Array(
      "https://joe:hunter2@b.example.com/x?token=a&b=c#sid=d;e=f%3A%2F%2Fj%40x%3Fkey%3D1".utf8)
    for length in 0...sample.count {
      let cut = Array(sample.prefix(length))
      let text = Redaction.text(cut.span)
      #expect(text.utf8.count <= cut.count + 40)
      guard length < sample.count else { continue }
      for byte in [UInt8(0), 0x20, 0x2F, 0x3A, 0x3D, 0x3F, 0x40, 0xFF] {
        var changed = sample
        changed[length] = byte
        #expect(!Redaction.text(changed.span).isEmpty)
      }
    }
  }

  @Test(
    "takes out of reports every query value, and segments of paths that look random",
    arguments: [
      ("/items?page=2&q=shoes#top", "/items?page=REDACTED&q=REDACTED#top"),
      ("/items?a=&b", "/items?a=&b"), ("/items;v=2/x", "/items;v=REDACTED/x"),
      ("/reset/qX7f9ZkL2mNpR4sT8vW1yB", "/reset/REDACTED"),
      ("/s/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc/x", "/s/REDACTED/x"),
      ("/d/9f86d081884c7d659a2feaa0c55ad015?x=1", "/d/REDACTED?x=REDACTED"),
      ("PUT - /share/qX7f9ZkL2mNpR4sT8vW1yB", "PUT - /share/REDACTED"),
      ("https://joe:hunter2@a.example/x", "https://REDACTED@a.example/x"),
    ])
  func reports(_ text: String, _ redacted: String) {
    let bytes = Array(text.utf8)
    #expect(Redaction.reported(bytes.span) == redacted)
    #expect(Redaction.$isOn.withValue(false) { Redaction.reported(bytes.span) } == text)
  }

  @Test(
    "leaves names, numbers, words and UUIDs in the paths of reports",
    arguments: [
      "/v1/orders/:id", "/v1/orders/1234567890123456789012", "/blog/summer-sale-2024-collection",
      "/v1/getUserAccountInformation", "/x/0b5c6f1e-7c1d-4b3a-9f55-0d3b1a2c4e6f",
      "https://d111111abcdef8.cloudfront.net", "application/json; charset=utf-8",
      "authorization,content-type",
    ])
  func kept(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(Redaction.reported(bytes.span).hasPrefix(text.prefix { $0 != ";" }))
  }

  @Test("calls nothing harmless that a closer look changes, and most of what is")
  func harmless() {
    let pieces = [
      "https://", "//", "/", ":", "@", "api.example.com", "joe", "items", "42", "?", "=", ";",
      "%2F",
      "#", ",", " ", "a8Kd93jPq02LmZx71Tb", "a8Kd93jPq02LmZx71TbQ", "eyJhbGciOiJIUzI1NiJ9", "é",
    ]
    var numbers = Numbers(seed: 8)
    var count = 0
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...5, using: &numbers) {
        text += pieces.randomElement(using: &numbers) ?? ""
      }
      let bytes = Array(text.utf8)
      guard Redaction.isHarmless(bytes.span) else { continue }
      count += 1
      var closely: [UInt8] = []
      Redaction.redact(bytes.span, isReport: true, into: &closely)
      #expect(closely == bytes)
    }
    #expect(count > 3_000)
    for text in ["", "null", "https://a-rather-long-name.api.example.com:8443", "/api/{}/items"] {
      let bytes = Array(text.utf8)
      let isHarmless = Redaction.isHarmless(bytes.span)
      #expect(isHarmless)
    }
  }
}
