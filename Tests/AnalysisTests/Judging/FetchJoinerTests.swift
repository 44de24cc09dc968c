import CORSEngine
import Testing
import Traffic

@testable import Analysis

/// Entries as browsers' own recordings hold them.
private enum Entry {
  static let page = "https://app.example.com"

  /// A request that went out and was answered; a recording shows no client.
  static func sent(
    _ method: Said = "GET", _ status: Int? = 200, at start: Double = 0, took seconds: Double = 0.01,
    traits: RecordTraits = [], _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(
      method, status, at: start, took: seconds, traits: traits.union(.recorded),
      [
        .client: .notObservable, .fetchMode: "cors", .fetchSite: "cross-site",
        .browserError: .absent,
      ].merging(fields) { $1 })
  }

  static func preflight(
    _ method: Said = "PUT", _ status: Int? = 204, at start: Double = 0,
    _ fields: [Field: Said] = [:]
  ) -> Sent {
    .preflight(
      method, status, at: start, took: 0.01, traits: .recorded,
      [.client: .notObservable, .browserError: .absent].merging(fields) { $1 })
  }

  /// GET with a 200.
  static func sent(
    at start: Double = 0, took seconds: Double = 0.01, traits: RecordTraits = [],
    _ fields: [Field: Said]
  ) -> Sent {
    sent("GET", 200, at: start, took: seconds, traits: traits, fields)
  }

  /// A preflight for PUT that passes, but for what the fields tell.
  static func preflight(_ fields: [Field: Said]) -> Sent { preflight("PUT", 204, fields) }

  /// A request that was never sent; Chromium shows what the page gave of it.
  static func unsent(
    _ method: Said = "PUT", at start: Double = 0, took seconds: Double = 0.02,
    error: Said = "net::ERR_FAILED", traits: RecordTraits = [], _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(
      method, nil, at: start, took: seconds,
      traits: traits.union([.recorded, .provisional, .responseMissing]),
      [
        .client: .notObservable, .origin: .notObservable, .allowOrigin: .notObservable,
        .allowCredentials: .notObservable, .browserError: error,
        .referer: "https://app.example.com/",
      ].merging(fields) { $1 })
  }
}

@Suite("The entries of one fetch in a recording")
struct FetchJoinerTests {
  private func summary(_ entries: [Sent]) -> [String] {
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
  private static let byWorker = Entry.sent(
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

  @Test("a request whose response is withheld from the page is a no-cors one")
  func withheld() {
    let opaque = Entry.sent(
      traits: [.withheldResponse, .provisional],
      [.origin: .notObservable, .fetchMode: .notObservable, .fetchSite: .notObservable])
    #expect(summary([opaque]) == ["no-cors opaque"])
  }

  /// A request as Chromium shows those of a dedicated worker: with the page's headers alone.
  private static func ofWorker(
    _ method: Said = "GET", _ status: Int? = 200, at start: Double = 0, traits: RecordTraits = [],
    error: Said = .absent
  ) -> Sent {
    Entry.sent(
      method, status, at: start, traits: traits.union([.provisional, .scriptRequest]),
      [
        .origin: .notObservable, .fetchMode: .notObservable, .fetchSite: .notObservable,
        .referer: "https://app.example.com/", .allowOrigin: "https://app.example.com",
        .browserError: error,
      ])
  }

  @Test("a request of a worker, whose Origin is not shown, ends as the browser says")
  func dedicatedWorkers() {
    #expect(summary([Self.ofWorker()]) == ["cors allowed browser:allowed"])
    let judgement = examine([Self.ofWorker()])[0]
    #expect(judgement.confidence == .inferred)
    #expect(judgement.missing == [])
    // Where the producer notes no errors, or noted one, nothing is known.
    for error in [.notObservable, "net::ERR_FAILED"] as [Said] {
      let judgement = examine([Self.ofWorker(error: error)])[0]
      #expect(judgement.outcome == .unknown)
      #expect(judgement.missing.contains(.origin))
    }
    let conditional = Entry.preflight("PUT", 204, at: 0.002, [.allowCredentials: .absent])
    #expect(
      summary([Self.ofWorker("PUT"), conditional])
        == ["cors allowed joined:1 browser:allowed", "preflight allowed joined:-1 browser:allowed"])
    #expect(examine([Self.ofWorker(traits: .fromServiceWorker)])[0].kind != .cors)
  }

  @Test("a response that was only revalidated ends as the browser says")
  func revalidated() {
    #expect(summary([Entry.sent("GET", 304)]) == ["cors allowed browser:allowed"])
    let unnoted = examine([Entry.sent("GET", 304, [.browserError: .notObservable])])[0]
    #expect(unnoted.outcome == .unknown)
    #expect(unnoted.missing.contains(.allowOrigin))
  }

  @Test("a preflight behind a redirect is joined though the request shows the Origin from before")
  func preflightBehindRedirect() {
    let other: [Field: Said] = [.host: "other.test", .target: "/x"]
    let hop = Entry.sent(
      "PUT", 307,
      [
        .location: "https://other.test/x", .allowOrigin: "https://app.example.com",
        .allowCredentials: "true", .browserError: .notObservable,
      ])
    let unsent = Entry.unsent(
      at: 0.01, error: .notObservable,
      other.merging([.origin: .value(Entry.page), .referer: .absent]) { $1 })
    let preflight = Entry.preflight(
      "PUT", 204, at: 0.011, other.merging([.origin: "null", .allowOrigin: .absent]) { $1 })
    #expect(
      summary([hop, unsent, preflight]) == [
        "cors allowed joined:1", "cors blocked preflight aside:never-sent joined:1",
        "preflight blocked preflight joined:-1",
      ])
    // Firefox has it the other way round.
    let page: [Field: Said] = [.origin: .value(Entry.page)]
    #expect(
      summary([hop, unsent.with([.origin: "null"]), preflight.with(page)])[1]
        == "cors blocked preflight aside:never-sent joined:1")
    // Without a redirect they are two pages'.
    #expect(!summary([unsent, preflight])[0].contains("joined"))
  }

  @Test("are blocked where the browser says that it keeps pages from the local network")
  func localNetwork() {
    let error: [Field: Said] = [
      .browserError: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"
    ]
    let preflight = Entry.preflight("PUT", nil, at: 0.001, error)
      .with(traits: [.responseMissing, .provisional])
    let judgements = examine([Entry.unsent(), preflight])
    #expect(judgements.map(\.outcome) == [.blocked, .blocked])
    #expect(judgements.map(\.reason) == [.localNetworkDenied, .localNetworkDenied])
    #expect(judgements.map(\.aside) == [.neverSent, nil])
    let get = Entry.unsent("GET", traits: .scriptRequest, error)
    #expect(examine([get])[0].reason == .localNetworkDenied)
  }

  @Test("that failed for another cause count as one fetch that had its preflight")
  func failedTogether() {
    let error: [Field: Said] = [.browserError: "net::ERR_CONNECTION_RESET"]
    let preflight = Entry.preflight("PUT", nil, at: 0.001, error).with(traits: .responseMissing)
    let aggregate = analyze([Entry.unsent(error: "net::ERR_FAILED"), preflight]).aggregate
    #expect(aggregate.unknown == 1)
    #expect(aggregate.preflights == 1)
    #expect(aggregate.needing == 1)
    #expect(aggregate.withoutPreflight == 0)
  }

  @Test("equal requests at once are no service worker's where nothing is one's")
  func noServiceWorker() {
    let failed = Entry.unsent(
      "GET", at: 0, took: 0.1, error: "net::ERR_EMPTY_RESPONSE", traits: .scriptRequest)
    let answered = Entry.sent(
      "GET", 200, at: 0.01, traits: .scriptRequest, [.allowOrigin: "*"])
    #expect(summary([failed, answered]) == ["cors unknown", "cors allowed browser:allowed"])
    #expect(summary([failed, answered, Self.byWorker])[0].contains("aside:service-worker"))
  }

  @Test("a request that shows nothing is a cross-origin one where it has a preflight")
  func shownByPreflight() {
    let bare = Entry.unsent(error: "net::ERR_TIMED_OUT", [.referer: .notObservable])
    let judgement = examine([bare, Entry.preflight("PUT", at: 0.001)])[0]
    #expect(judgement.kind == .cors)
    #expect(judgement.outcome == .unknown)
    #expect(judgement.missing == FieldSet(.origin, .status))
  }

  @Test("a redirect back to the page's own server is in CORS mode still")
  func redirectHome() {
    let hop = Entry.sent(
      "GET", 302, [.location: "https://app.example.com/data", .allowOrigin: "*"])
    let end = Entry.unsent(
      "GET", at: 0.01, traits: .scriptRequest, [.host: "app.example.com", .target: "/data"])
    #expect(summary([end])[0].hasPrefix("same-origin"))
    #expect(summary([hop, end]) == ["cors allowed joined:1", "cors unknown joined:-1"])
  }

  @Test("says where the browser did something else than the headers say")
  func disputes() {
    let grant: [Field: Said] = [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]
    let stopped = Entry.sent([.browserError: "net::ERR_FAILED"].merging(grant) { $1 })
    #expect(summary([stopped]) == ["cors allowed browser:blocked DISPUTED"])
    #expect(summary([Entry.sent()]) == ["cors blocked actual browser:allowed DISPUTED"])
    let went = [
      Entry.preflight("PUT", 403, [.allowOrigin: .absent]), Entry.sent("PUT", 200, grant),
    ]
    #expect(
      summary(went).first == "preflight blocked preflight joined:1 browser:allowed DISPUTED")
    let kept = [Entry.preflight(), Entry.unsent()]
    #expect(summary(kept).first == "preflight allowed joined:1 browser:blocked DISPUTED")
    #expect(analyze(went + [stopped]).disputes.count == 2)
    // Another error says nothing of CORS, and Firefox says nothing at all.
    for error in ["net::ERR_BLOCKED_BY_CLIENT", .notObservable] as [Said] {
      #expect(!examine([Entry.sent([.browserError: error])])[0].isDisputed)
    }
  }

  @Test(
    "reads WebKit's own words for a refusal",
    arguments: [
      "Origin https://app.example.com is not allowed by Access-Control-Allow-Origin.",
      "Preflight response is not successful. Status code: 404",
      "Fetch API cannot load https://api.example.com/ due to access control checks.",
    ])
  func webKit(_ text: String) {
    let entry = Entry.sent([.browserError: .value(text)])
    #expect(summary([entry]) == ["cors blocked actual browser:blocked"])
  }

  @Test("says where a needed preflight is not there")
  func missingPreflight() {
    let grant: [Field: Said] = [.allowOrigin: "*"]
    let own = Entry.sent(traits: .ownHeader, grant)
    let judgement = examine([own])[0]
    #expect(judgement.needsPreflight == true)
    #expect(judgement.basis.contains(.preflightNotSeen))
    let plain = examine([Entry.sent(grant)])[0]
    #expect(plain.needsPreflight == nil)
    #expect(!plain.basis.contains(.preflightNotSeen))
    let joined = examine([Entry.preflight("GET"), Entry.sent(at: 0.01, traits: .ownHeader, grant)])
    #expect(!joined[1].basis.contains(.preflightNotSeen))
  }

  @Test("are joined across the place where a recording is cut, and judged once")
  func margins() {
    let failed = Entry.preflight("PUT", 403, at: 0.005, [.allowOrigin: .absent])
    for isFirst in [true, false] {
      var batch = Batch([Entry.unsent(), failed])
      batch.before = isFirst ? 0 : 1
      batch.after = isFirst ? 1 : 0
      var examination = Examination(filter: Filter(), keepsJudgements: true)
      examination.examine(batch)
      #expect(examination.judgements.count == 1)
      let judgement = examination.judgements[0]
      #expect(judgement?.kind == (isFirst ? .cors : .preflight))
      #expect(judgement?.outcome == .blocked)
      #expect(judgement?.joined == (isFirst ? 1 : -1))
    }
  }
}
