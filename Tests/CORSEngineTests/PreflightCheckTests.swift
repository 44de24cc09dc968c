import CORSEngine
import Testing
import Traffic

@Suite("The check of a preflight's answer")
struct PreflightCheckTests {
  @Test("answers the table as the standard does", arguments: PreflightFact.all)
  func facts(_ fact: PreflightFact) {
    let names = RequestHeaders.unsafeNames(
      of: fact.requestHeaders.map { HeaderLine(name: bytes($0.name), value: bytes($0.value)) },
      profile: .fetch)
    let method = Methods.normalized(bytes(fact.method).span)
    func lines(_ name: String) -> [String] {
      fact.responseHeaders.filter { $0.name == name }.map(\.value)
    }
    let answer = Answer(
      origin: PreflightFact.page, method: String(decoding: method, as: UTF8.self),
      headers: names.isEmpty
        ? nil : names.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ","),
      credentials: fact.credentials, status: fact.status,
      hasLocation: !lines("Location").isEmpty,
      allowOrigin: lines("Access-Control-Allow-Origin"),
      allowCredentials: lines("Access-Control-Allow-Credentials"),
      allowMethods: lines("Access-Control-Allow-Methods"),
      allowHeaders: lines("Access-Control-Allow-Headers"))
    #expect(answer.check().primary?.id == fact.reason, "\(fact.id)")
  }

  @Test("has all of its table")
  func size() { #expect(PreflightFact.all.count > 70) }

  @Test("passes an answer that grants everything")
  func passes() {
    for profile in BrowserProfile.allCases {
      let check = Answer().check(profile: profile)
      #expect(check.allowed && check.primary == nil && check.detail == .none)
      #expect(Answer(credentials: true).check(profile: profile).allowed)
    }
  }

  @Test("takes 200 to 299 for success, redirects with a Location for redirects")
  func statuses() {
    for status in 1...999 {
      for location in [true, false, nil] {
        let check = Answer(status: status, hasLocation: location).check()
        if (200...299).contains(status) {
          #expect(check.allowed)
        } else if [301, 302, 303, 307, 308].contains(status), location != false {
          #expect(check.failed == BlockReasons(.preflightRedirect))
        } else {
          #expect(check.failed == BlockReasons(.preflightStatusNotOK))
        }
      }
    }
    #expect(Answer(status: 0, allowOrigin: []).check().failed == BlockReasons(.preflightNoResponse))
  }

  @Test(
    "judges the method by the list as it stands",
    arguments: [
      ("PUT", ["PUT"], false, nil, .none),
      ("PUT", [",,PUT ,\tGET,"], true, nil, .none),
      ("PUT", ["put"], false, .methodNotAllowed, .caseDiffers),
      ("patch", ["PATCH"], false, .methodNotAllowed, .caseDiffers),
      ("PUT", [], false, .methodNotAllowed, .absent),
      ("PUT", [""], false, .methodNotAllowed, .notListed),
      ("PUT", ["GET, DELETE"], false, .methodNotAllowed, .notListed),
      ("PUT", ["*"], false, nil, .none),
      ("PUT", ["*"], true, .methodNotAllowed, .wildcardWithCredentials),
      ("*", ["*"], true, nil, .none),
      ("POST", [], true, nil, .none),
      ("GET", ["get"], false, nil, .none),
      ("get", ["GET"], false, .methodNotAllowed, .caseDiffers),
      ("GET", ["PUT DELETE"], false, .allowMethodsUnparseable, .invalidToken),
      ("PUT", ["PUT", "x;y"], false, .allowMethodsUnparseable, .invalidToken),
      ("PUT", ["\"PUT\""], false, .allowMethodsUnparseable, .invalidToken),
      ("PUT", ["PUT\u{b}"], false, .allowMethodsUnparseable, .invalidToken),
      ("PUT", ["GET", "PUT"], false, nil, .none),
      ("CHICKEN", ["CHICKEN"], false, nil, .none),
    ] as [(String, [String], Bool, BlockReason?, BlockDetail)])
  func methods(
    _ method: String, _ lines: [String], _ credentials: Bool, _ reason: BlockReason?,
    _ detail: BlockDetail
  ) {
    let check = Answer(method: method, credentials: credentials, allowMethods: lines).check()
    #expect(check.primary == reason)
    #expect(check.detail == detail)
  }

  @Test(
    "judges each requested header and points at the first refused",
    arguments: [
      ("x-a,x-b", [",x-a, ,,X-B,"], false, nil, .none, "", 0),
      ("x-a", [], false, .headerNotAllowed, .absent, "x-a", 1),
      ("x-a , x-b,\tx-c", ["x-a"], false, .headerNotAllowed, .notListed, "x-b", 2),
      (",, x-b ,", [""], false, .headerNotAllowed, .notListed, "x-b", 1),
      ("x-a", ["x-aa, x"], false, .headerNotAllowed, .notListed, "x-a", 1),
      ("x-a", ["*"], false, nil, .none, "", 0),
      ("x-a", ["*"], true, .headerNotAllowed, .wildcardWithCredentials, "x-a", 1),
      ("*", ["*"], true, nil, .none, "", 0),
      ("", [], true, nil, .none, "", 0),
      ("x-a", ["x-a, x b"], false, .allowHeadersUnparseable, .invalidToken, "", 0),
      ("", ["x-a:"], false, .allowHeadersUnparseable, .invalidToken, "", 0),
      ("authorization", ["Authorization"], true, nil, .none, "", 0),
      ("authorization", ["*, Authorization"], false, nil, .none, "", 0),
      (
        "authorization,x-a", ["*"], false, .authorizationNotCoveredByWildcard, .notListed,
        "authorization", 1
      ),
      (
        "authorization", ["*"], true, .headerNotAllowed, .wildcardWithCredentials,
        "authorization", 1
      ),
    ] as [(String, [String], Bool, BlockReason?, BlockDetail, String, Int)])
  func headers(
    _ names: String, _ lines: [String], _ credentials: Bool, _ reason: BlockReason?,
    _ detail: BlockDetail, _ refused: String, _ count: Int
  ) {
    let check = Answer(headers: names, credentials: credentials, allowHeaders: lines).check()
    #expect(check.primary == reason)
    #expect(check.detail == detail)
    #expect(bytes(names)[check.refusedName.range] == bytes(refused)[...])
    #expect(check.refusedCount == count)
  }

  @Test("lets '*' cover Authorization in the engines and says so")
  func authorization() {
    for profile in BrowserProfile.allCases {
      let check = Answer(headers: "authorization", allowHeaders: ["*"]).check(profile: profile)
      #expect(check.allowed == (profile != .fetch))
      #expect(check.authorizationByWildcard)
    }
    #expect(!Answer(headers: "x-a", allowHeaders: ["*"]).check().authorizationByWildcard)
  }

  @Test("keeps every failure; the first is the profile's")
  func orders() {
    let bare = Answer(
      credentials: true, status: 401, allowOrigin: [], allowCredentials: [], allowMethods: [],
      allowHeaders: [])
    let all: [BlockReason] = [
      .allowOriginMissing, .allowCredentialsNotTrue, .preflightStatusNotOK, .methodNotAllowed,
      .headerNotAllowed,
    ]
    for profile in BrowserProfile.allCases {
      let check = bare.check(profile: profile)
      #expect(Array(check.failed.members) == all)
      #expect(check.primary == (profile == .webkit ? .preflightStatusNotOK : .allowOriginMissing))
      #expect(check.detail(of: .methodNotAllowed) == .absent)
      #expect(check.detail(of: .allowCredentialsNotTrue) == .absent)
      #expect(check.detail(of: .allowOriginMismatch) == .none)
    }
    let redirect = Answer(status: 302, hasLocation: true, allowOrigin: [])
    for profile in BrowserProfile.allCases {
      #expect(redirect.check(profile: profile).primary == .preflightRedirect)
    }
    let lists = Answer(allowMethods: ["GET"], allowHeaders: ["x a"])
    #expect(lists.check().primary == .allowHeadersUnparseable)
    #expect(lists.check(profile: .chromium).primary == .allowHeadersUnparseable)
    #expect(lists.check(profile: .firefox).primary == .methodNotAllowed)
    #expect(lists.check(profile: .webkit).primary == .allowHeadersUnparseable)
  }

  @Test("judges only what is observed")
  func observed() {
    let bare = Answer(
      credentials: true, status: 500, allowOrigin: [], allowCredentials: [], allowMethods: [],
      allowHeaders: [])
    let parts: [(ResponseParts, BlockReason)] = [
      (.status, .preflightStatusNotOK), (.allowOrigin, .allowOriginMissing),
      (.allowCredentials, .allowCredentialsNotTrue), (.allowMethods, .methodNotAllowed),
      (.allowHeaders, .headerNotAllowed),
    ]
    for (part, reason) in parts {
      #expect(bare.check(observed: part).failed == BlockReasons(reason))
      #expect(!bare.check(observed: ResponseParts.all.subtracting(part)).failed.contains(reason))
    }
    #expect(bare.check(observed: []).allowed)
    var unknown = bare
    unknown.status = 0
    unknown.method = nil
    unknown.headers = nil
    #expect(unknown.check(observed: [.allowMethods, .allowHeaders]).allowed)
  }

  @Test("answers alike for short and for endless lists")
  func longLists() {
    for count in [40, 4000] {
      let granted = (0..<count).map { "X-\($0)" }.joined(separator: ", ")
      let names = (0..<count).reversed().map { "x-\($0)" }.joined(separator: ",")
      #expect(Answer(headers: names, allowHeaders: [granted]).check().allowed)
      let more = Answer(headers: names + ",y", allowHeaders: [granted]).check()
      #expect(more.refusedCount == 1)
      #expect(more.refusedName == ByteRange(names.utf8.count + 1, names.utf8.count + 2))
      #expect(Answer(headers: names, allowHeaders: ["*"]).check().allowed)
    }
  }
}
