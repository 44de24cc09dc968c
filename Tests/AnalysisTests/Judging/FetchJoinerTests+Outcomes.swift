import CORSEngine
import Testing
import Traffic

@testable import Analysis

// How fetches end whose requests or responses a recording shows in part.
extension FetchJoinerTests {
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
