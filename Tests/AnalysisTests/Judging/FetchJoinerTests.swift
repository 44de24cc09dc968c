import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("The entries of one fetch in a recording")
struct FetchJoinerTests {
  func summary(_ entries: [Sent]) -> [String] {
    examine(entries).map { judgement in
      var words = [judgement.kind.name, judgement.outcome.name]
      if let phase = judgement.phase { words.append(phase.name) }
      if let aside = judgement.aside { words.append("aside:\(aside.name)") }
      if judgement.joined != 0 { words.append("joined:\(judgement.joined)") }
      if let browser = judgement.browser { words.append("browser:\(browser.name)") }
      if judgement.isDisputed { words.append("DISPUTED") }
      return words.joined(separator: " ")
    }
  }

  @Test("are joined whatever stands first")
  func order() {
    let failed = Entry.preflight("PUT", 403, at: 0.005, [.allowOrigin: .absent])
    let expected = (
      "preflight blocked preflight joined:1 browser:blocked",
      "cors blocked preflight aside:never-sent joined:-1"
    )
    #expect(summary([failed, Entry.unsent()]) == [expected.0, expected.1])
    #expect(
      summary([Entry.unsent(), failed]) == [
        "cors blocked preflight aside:never-sent joined:1",
        "preflight blocked preflight joined:-1 browser:blocked",
      ])
  }

  @Test("are joined one to one, the nearest in time")
  func oneToOne() {
    let times = [0, 1, 2.0]
    let entries =
      times.map { Entry.unsent(at: $0) }
      + times.reversed().map {
        Entry.preflight("PUT", 403, at: $0 + 0.004, [.allowOrigin: .absent])
      }
    #expect(examine(entries).map(\.joined) == [5, 3, 1, -1, -3, -5])
    // One request less: its preflight stays alone.
    #expect(examine(Array(entries.dropFirst())).map(\.joined) == [3, 1, -1, -3, 0])
  }

  @Test("of another page are left apart")
  func otherOrigin() {
    let failed = Entry.preflight(
      "PUT", 403, [.allowOrigin: .absent, .origin: "https://shop.example.com"])
    let unsent = Entry.unsent(error: .notObservable, [.origin: "https://app.example.com"])
    #expect(examine([failed, unsent]).map(\.joined) == [0, 0])
  }

  @Test("a preflight is settled by the request that followed it")
  func followed() {
    let preflight = Entry.preflight([.allowCredentials: .absent])
    let grant: [Field: Said] = [.allowOrigin: "https://app.example.com"]
    let request = Entry.sent("PUT", at: 0.01, grant)
    #expect(
      summary([preflight, request]) == [
        "preflight allowed joined:1 browser:allowed", "cors allowed joined:-1 browser:allowed",
      ])
    // Firefox says nothing of errors, and the preflight still tells that there were no credentials.
    let silent = Entry.sent("PUT", at: 0.01, grant.merging([.browserError: .notObservable]) { $1 })
    #expect(summary([preflight, silent]).last == "cors allowed joined:-1")
  }

  @Test("a preflight that fails with credentials is settled by a request that never left")
  func conditional() {
    let preflight = Entry.preflight([.allowCredentials: .absent])
    #expect(
      summary([preflight, Entry.unsent()]) == [
        "preflight blocked preflight joined:1 browser:blocked",
        "cors blocked preflight aside:never-sent joined:-1",
      ])
    for error in ["net::ERR_CONNECTION_REFUSED", "net::ERR_ABORTED"] as [Said] {
      let lost = Entry.unsent(error: error, traits: error == "net::ERR_ABORTED" ? .aborted : [])
      #expect(summary([preflight, lost]).first == "preflight conditional preflight joined:1")
    }
  }

  @Test(
    "credentials are told by Sec-Fetch-Storage-Access, or that it is not there",
    arguments: [
      (Agent.chrome, .storageAccess, "cross-site", "blocked"),
      (Agent.chrome, [], "cross-site", "allowed"),
      (Agent.chrome, [], "same-site", "conditional"),
      (Agent.firefox, [], "cross-site", "conditional"),
      (Agent.firefox.replacing("142", with: "145"), [], "cross-site", "allowed"),
      (Agent.firefox, .storageAccess, "cross-site", "blocked"),
      (Agent.firefox.replacing("142", with: "153"), [], "cross-site", "allowed"),
      (Agent.firefox.replacing("142", with: "153"), .afterWorker, "cross-site", "conditional"),
      (Agent.safari, [], "cross-site", "conditional"),
      (Agent.chrome.replacing("140", with: "132"), [], "cross-site", "conditional"),
    ] as [(String, RecordTraits, String, String)])
  func storageAccess(_ agent: String, _ trait: RecordTraits, _ site: String, _ outcome: String) {
    let fields: [Field: Said] = [
      .userAgent: .value(agent), .fetchSite: .value(site), .allowOrigin: "*",
      .browserError: .notObservable,
    ]
    #expect(examine([Entry.sent(traits: trait, fields)]).map(\.outcome.name) == [outcome])
    // A server's log need not hold all headers: there it tells nothing.
    let log = Sent("GET", 200, traits: trait, fields)
    #expect(examine([log]).map(\.outcome.name) == ["conditional"])
  }

  @Test("a redirect and what it leads to are one fetch")
  func redirects() {
    let grant: [Field: Said] = [
      .allowOrigin: "https://app.example.com", .allowCredentials: "true",
    ]
    for location in [
      "https://api.example.com/new?a=%22", "/new?a=\"", "//API.example.com/new?a=%22#top",
      "new?a=\"", "https://user@api.example.com:443/new?a=%22",
    ] {
      let hop = Entry.sent(
        "GET", 302, [.location: .value(location)].merging(grant) { $1 })
      let end = Entry.sent(at: 0.012, [.target: "/new?a=%22"].merging(grant) { $1 })
      let judgements = examine([end, hop])
      #expect(judgements.map(\.joined) == [1, -1], "\(location)")
      #expect(judgements.map(\.isPartOfFetch) == [false, true])
      let aggregate = analyze([hop, end]).aggregate
      #expect(aggregate.allowed == 1)
    }
    let elsewhere = Entry.sent("GET", 302, [.location: "/other"].merging(grant) { $1 })
    #expect(examine([elsewhere, Entry.sent(at: 0.012)]).map(\.joined) == [0, 0])
    // What became of that fetch is not known.
    #expect(summary([elsewhere]) == ["cors unknown browser:allowed"])
    let data = Entry.sent("GET", 302, [.location: "data:text/plain,x"].merging(grant) { $1 })
    #expect(examine([data]).map(\.isPartOfFetch) == [false])
  }

  @Test("what a redirect led to is a cross-origin request too, though its headers do not tell")
  func afterRedirect() {
    let hop = Entry.sent("GET", 302, [.location: "https://other.test/x", .allowOrigin: "*"])
    let end = Entry.unsent(
      "GET", at: 0.01, error: "net::ERR_NAME_NOT_RESOLVED",
      [.host: "other.test", .target: "/x", .referer: .notObservable])
    #expect(
      summary([hop, end]) == [
        "cors allowed joined:1", "cors unknown joined:-1",
      ])
  }

  /// What a service worker answered by itself: it shows that there is one.
  static let byWorker = Entry.sent(
    at: 9, traits: .fromServiceWorker, [.target: "/synthetic", .host: "app.example.com"])

  @Test("a request that a service worker makes for a page counts once")
  func serviceWorkers() {
    let blocked = Entry.sent(at: 0.002, [.browserError: "net::ERR_FAILED"])
    let page = Entry.unsent("GET", at: 0, took: 0.03)
    #expect(
      summary([page, blocked, Self.byWorker]).prefix(2) == [
        "cors blocked actual aside:service-worker joined:1",
        "cors blocked actual joined:-1 browser:blocked",
      ])
    #expect(analyze([page, blocked, Self.byWorker]).aggregate.blocked == 1)
    let answered = Entry.sent(
      at: 0, took: 0.03, traits: [.fromServiceWorker, .provisional],
      [
        .origin: .notObservable, .allowOrigin: .notObservable, .fetchMode: .notObservable,
        .fetchSite: .notObservable,
      ])
    let allowed = Entry.sent(at: 0.002, [.allowOrigin: "*"])
    #expect(
      summary([allowed, answered]) == [
        "cors allowed joined:1 browser:allowed", "cors allowed aside:service-worker joined:-1",
      ])
    // What began before the page asked, or outlasts it, was not made for it.
    for other in [Entry.sent(at: -0.01), Entry.sent(at: 0.002, took: 1)] {
      #expect(examine([page, other, Self.byWorker]).map(\.joined) == [0, 0, 0])
    }
  }

  @Test("a service worker's request that a failed preflight kept back counts once")
  func unsentWorker() {
    let page = Entry.unsent(at: 0, took: 0.04)
    let worker = Entry.unsent(at: 0.003, took: 0.03)
    let failed = Entry.preflight("PUT", 403, at: 0.006, [.allowOrigin: .absent])
    #expect(
      summary([page, worker, failed, Self.byWorker]).prefix(3) == [
        "cors blocked preflight aside:service-worker joined:1",
        "cors blocked preflight aside:never-sent joined:1",
        "preflight blocked preflight joined:-1 browser:blocked",
      ])
    // Two requests side by side have a preflight each.
    let second = Entry.preflight("PUT", 403, at: 0.001, [.allowOrigin: .absent])
    #expect(
      examine([page, worker, failed, second, Self.byWorker]).map(\.joined) == [3, 1, -1, -3, 0])
  }

  @Test("a redirect that was followed had no credentials where it passes only without")
  func followedRedirect() {
    let open: [Field: Said] = [.allowOrigin: "*", .browserError: .notObservable]
    let silent = open.merging([.fetchSite: "same-site"]) { $1 }
    let hop = Entry.sent("GET", 302, silent.merging([.location: "/new"]) { $1 })
    let end = Entry.sent(at: 0.011, silent.merging([.target: "/new"]) { $1 })
    #expect(
      summary([hop, end]) == ["cors allowed joined:1 browser:allowed", "cors allowed joined:-1"])
    #expect(analyze([hop, end]).aggregate.allowed == 1)
    #expect(summary([hop]) == ["cors conditional redirect"])
    #expect(summary([end]) == ["cors conditional actual"])
  }

  @Test("a redirect that was refused leads to nothing that counts")
  func refusedRedirect() {
    let hop = Entry.sent("GET", 302, [.location: "/new", .browserError: .notObservable])
    let end = Sent(
      "GET", nil, at: 0.011, took: 0, traits: [.recorded, .responseMissing],
      [.target: "/new", .client: .notObservable, .fetchMode: "cors", .fetchSite: "cross-site"])
    #expect(
      summary([hop, end]) == [
        "cors blocked redirect joined:1", "cors blocked redirect aside:never-sent joined:-1",
      ])
    #expect(analyze([hop, end]).aggregate.blocked == 1)
    #expect(analyze([hop, end]).aggregate.unknown == 0)
  }

  @Test("answers from the cache and requests given up are counted for nothing")
  func asides() {
    let cached = Entry.sent(traits: [.fromCache, .provisional], [.origin: .notObservable])
    let aborted = Entry.unsent(
      "GET", error: "net::ERR_ABORTED", traits: .aborted, [.origin: "https://app.example.com"])
    let entries = [cached, aborted]
    #expect(examine(entries).map { $0.aside?.name } == ["cache-hit", "aborted"])
    let aggregate = analyze(entries).aggregate
    #expect(aggregate.unknown == 0)
    var examination = Examination(filter: Filter())
    examination.examine(Batch(entries))
    #expect(examination.tally.exchanges == 0)
    #expect(examination.asides.total == 2)
    // A request that was answered before it was given up is judged as any other.
    let late = Entry.sent("HEAD", 200, [.browserError: "net::ERR_ABORTED", .allowOrigin: "*"])
    #expect(summary([late]) == ["cors allowed"])
  }
}
