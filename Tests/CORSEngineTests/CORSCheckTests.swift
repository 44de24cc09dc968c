import CORSEngine
import Testing
import Traffic

@Suite("The CORS check")
struct CORSCheckTests {
  @Test("answers the table as the standard does", arguments: CORSCheckFact.all)
  func facts(_ fact: CORSCheckFact) {
    let check = corsCheck(
      origin: fact.origin, allowOrigin: fact.allowOrigin, allowCredentials: fact.allowCredentials,
      credentials: fact.credentials)
    #expect(check.reason?.id == fact.reason, "\(fact.id)")
    #expect(check.allowed == (fact.reason == nil))
  }

  @Test("has all of its table")
  func size() { #expect(CORSCheckFact.all.count > 85) }

  static let origin = "https://a.test"

  @Test(
    "tells what is wrong with Access-Control-Allow-Origin",
    arguments: [
      ([], "acao-missing", BlockDetail.absent),
      (["*", "*"], "acao-multiple", .repeated),
      (["*,"], "acao-multiple", .list),
      (["https://a.test, https://b.test"], "acao-multiple", .list),
      (["https://a.test https://b.test"], "acao-multiple", .list),
      (["https://a.test/"], "acao-malformed", .trailingSlash),
      (["https://a.test/x"], "acao-malformed", .hasPath),
      (["https://a.test?x"], "acao-malformed", .hasPath),
      (["https://A.test"], "acao-malformed", .caseDiffers),
      (["HTTPS://a.test"], "acao-malformed", .caseDiffers),
      (["https://a.test:443"], "acao-malformed", .defaultPort),
      (["https://a.test:0443"], "acao-malformed", .notAnOrigin),
      (["https://a.test:99999"], "acao-malformed", .notAnOrigin),
      (["https://a.test:"], "acao-malformed", .notAnOrigin),
      (["https://u@a.test"], "acao-malformed", .hasUserinfo),
      ([""], "acao-malformed", .empty),
      (["\t "], "acao-malformed", .empty),
      (["NULL"], "acao-malformed", .caseDiffers),
      (["a.test"], "acao-malformed", .noScheme),
      (["//a.test"], "acao-malformed", .noScheme),
      (["https://*.a.test"], "acao-malformed", .pattern),
      (["$http_origin"], "acao-malformed", .pattern),
      (["{{origin}}"], "acao-malformed", .pattern),
      (["\"https://a.test\""], "acao-malformed", .quoted),
      (["'*'"], "acao-malformed", .quoted),
      (["<https://a.test>"], "acao-malformed", .quoted),
      (["https://\u{fc}.test"], "acao-malformed", .notASCII),
      (["https://a.test\u{b}"], "acao-malformed", .notAnOrigin),
      (["https://127.1"], "acao-malformed", .addressForm),
      (["http://[0:0:0:0:0:0:0:1]:8080"], "acao-malformed", .addressForm),
      (["ftp://a.test"], "acao-malformed", .otherScheme),
      (["true"], "acao-malformed", .notAnOrigin),
      (["https://b.test"], "acao-mismatch", .otherOrigin),
      (["http://a.test"], "acao-mismatch", .schemeDiffers),
      (["https://a.test:8443"], "acao-mismatch", .portDiffers),
      (["null"], "acao-mismatch", .nullGranted),
    ] as [([String], String, BlockDetail)])
  func details(_ lines: [String], _ reason: String, _ detail: BlockDetail) {
    for credentials in [false, true] {
      let check = corsCheck(
        origin: Self.origin, allowOrigin: lines, allowCredentials: ["true"],
        credentials: credentials)
      #expect(check.reason?.id == reason)
      #expect(check.detail == detail)
    }
  }

  @Test(
    "wants exactly 'true' where credentials are included",
    arguments: [
      ([], .absent), ([""], .empty), (["True"], .caseDiffers), (["true", "true"], .repeated),
      (["false"], .wrongValue), (["true "], .none), (["\ttrue"], .none),
      (["\u{c}true"], .wrongValue),
    ] as [([String], BlockDetail)])
  func credentials(_ lines: [String], _ detail: BlockDetail) {
    let with = corsCheck(
      origin: Self.origin, allowOrigin: [Self.origin], allowCredentials: lines, credentials: true)
    #expect(with.reason == (detail == .none ? nil : .allowCredentialsNotTrue))
    #expect(with.detail == detail)
    let without = corsCheck(
      origin: Self.origin, allowOrigin: [Self.origin], allowCredentials: lines)
    #expect(without.allowed)
  }

  @Test("lets '*' count only without credentials")
  func wildcard() {
    let without = corsCheck(origin: Self.origin, allowOrigin: ["*"], allowCredentials: ["true"])
    #expect(without.allowed && without.usesWildcard)
    let with = corsCheck(
      origin: Self.origin, allowOrigin: ["*"], allowCredentials: ["true"], credentials: true)
    #expect(with.reason == .allowOriginWildcardWithCredentials)
    #expect(with.detail == .wildcardWithCredentials)
    #expect(!with.usesWildcard)
  }

  @Test("shares with 'null' what is granted to 'null'")
  func null() {
    let check = corsCheck(
      origin: "null", allowOrigin: ["null"], allowCredentials: ["true"], credentials: true)
    #expect(check.allowed)
    #expect(corsCheck(origin: "null", allowOrigin: [Self.origin]).detail == .nullOrigin)
    let tainted = corsCheck(origin: "null", allowOrigin: [Self.origin], tainted: true)
    #expect(tainted.reason == .allowOriginMismatch)
    #expect(tainted.detail == .taintedNull)
  }

  @Test("never matches an empty origin with an empty value")
  func emptyOrigin() {
    #expect(corsCheck(origin: "", allowOrigin: [""]).reason == .allowOriginMalformed)
  }

  @Test("keeps every predicate that failed and puts the origin first")
  func failed() {
    let check = corsCheck(origin: Self.origin, allowOrigin: [], credentials: true)
    #expect(Array(check.failed.members) == [.allowOriginMissing, .allowCredentialsNotTrue])
    #expect(check.reason == .allowOriginMissing)
  }

  @Test("judges only what is observed")
  func observed() {
    let blind = corsCheck(
      origin: Self.origin, allowOrigin: [], credentials: true, observed: .allowCredentials)
    #expect(Array(blind.failed.members) == [.allowCredentialsNotTrue])
    let half = corsCheck(
      origin: Self.origin, allowOrigin: [Self.origin], credentials: true, observed: .allowOrigin)
    #expect(half.allowed)
    #expect(corsCheck(origin: Self.origin, allowOrigin: [], observed: []).allowed)
  }

  @Test("does not depend on blanks at the ends of values")
  func blanks() {
    for fact in CORSCheckFact.all where fact.allowOrigin.count == 1 {
      for padding in [" ", "\t", " \t  "] {
        let plain = corsCheck(
          origin: fact.origin, allowOrigin: fact.allowOrigin,
          allowCredentials: fact.allowCredentials, credentials: fact.credentials)
        let padded = corsCheck(
          origin: fact.origin, allowOrigin: fact.allowOrigin.map { padding + $0 + padding },
          allowCredentials: fact.allowCredentials.map { padding + $0 + padding },
          credentials: fact.credentials)
        #expect(plain == padded)
      }
    }
  }

  @Test("is the same for every profile, as it was in every engine")
  func profiles() {
    for fact in CORSCheckFact.all {
      for profile in BrowserProfile.allCases {
        let check = corsCheck(
          origin: fact.origin, allowOrigin: fact.allowOrigin,
          allowCredentials: fact.allowCredentials, credentials: fact.credentials, profile: profile)
        #expect(check.reason?.id == fact.reason, "\(fact.id) \(profile.name)")
      }
    }
  }
}
