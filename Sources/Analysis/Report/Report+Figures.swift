extension Report {
  /// The headline figures.
  package struct Summary: Sendable {
    /// All exchanges understood (after filters).
    package var exchanges: Int
    /// Distinct clients, estimated within two per cent; `nil` where no input shows clients.
    package var clients: Int?
    /// Exchanges of kind `cors`.
    package var crossOriginRequests: Int
    /// Exchanges of kind `preflight`.
    package var preflights: Int
    /// Fetches judged allowed or blocked.
    package var judgedFetches: Int
    /// Fetches judged blocked.
    package var blockedFetches: Int
    /// Distinct clients of which a fetch was blocked; `nil` where clients are unknown.
    package var blockedClients: Int?
    /// Blocked ÷ judged; `nil` where none could be judged.
    package var blockedRate: Double?
    /// Fetches whose outcome depends on a fact that the input cannot show.
    package var conditional: Int
    /// Cross-origin fetches that could not be judged.
    package var unknown: Int
    /// Exchanges by kind, in the order of the kinds.
    package var kinds: [(kind: String, count: Int)]
    /// The unclassified among them whose Origin is not recorded.
    package var unseen = 0
  }

  /// Blocked fetches that are alike.
  package struct BlockedRow: Sendable {
    /// The page's origin as sent.
    package var origin: String
    /// Scheme, host and port of the target.
    package var target: String
    /// The folded path.
    package var route: String
    /// `preflight`, `redirect` or `actual`.
    package var phase: String
    /// The permanent id of the reason.
    package var reason: String
    /// What the reason means, a short sentence in lower case.
    package var meaning: String
    /// What to change on the server.
    package var mend: String
    /// The status of the failing response; 0 where it is unknown.
    package var status: Int
    /// How many fetches.
    package var fetches: Int
    /// How many distinct clients, exact up to 64, estimated above; `nil` where unknown.
    package var clients: Int?
    /// Fetches by engine, most frequent first.
    package var engines: [(engine: String, count: Int)]
    /// When the first began, in seconds since 1970; `nil` where no time is known.
    package var firstSeen: Double?
    /// When the last began, in seconds since 1970.
    package var lastSeen: Double?
    /// The first few places.
    package var examples: [Evidence]
    /// Whether the first began at or after the time that was asked about; `nil` where none was.
    package var isNew: Bool?
    /// The first of these requests, enough to send it again; `nil` where it is not known.
    package var request: ExampleRequest?
  }

  /// The blocked fetches of one origin, those of all groups that are listed.
  package struct BlockedOrigin: Sendable {
    /// The page's origin as sent.
    package var origin: String
    /// How many fetches.
    package var fetches: Int
    /// How many distinct clients, estimated where there are many; `nil` where unknown.
    package var clients: Int?
    /// When the first began, in seconds since 1970; `nil` where no time is known.
    package var firstSeen: Double?
    /// When the last began, in seconds since 1970.
    package var lastSeen: Double?
  }

  /// One request that was blocked, or that a failed preflight kept back.
  package struct ExampleRequest: Sendable {
    /// The method that the page wanted to use.
    package var method: String
    /// The header names that its preflight asked for, in lower case; empty where there are none.
    package var headers: [String]
    /// Path and query, secrets taken out.
    package var path: String
    /// Which of ``headers`` was the first not to be granted; `nil` where it failed for another
    /// reason.
    package var refused: Int?
  }

  /// What preflights cost.
  package struct Preflights: Sendable {
    /// How many.
    package var count: Int
    /// Preflights ÷ all exchanges.
    package var share: Double?
    /// Preflights ÷ fetches that needed one.
    package var rate: Double?
    /// Fetches that needed a preflight and were made without one ÷ fetches that needed one.
    package var cacheHitRatio: Double?
    /// Preflights that the browser's cache would have spared at its cap of max-age.
    package var avoidable: Int?
    /// The same at the max-age that was asked about, in seconds; `nil` where none was.
    package var avoidableAtMaxAge: (seconds: Int, count: Int)?
    /// Preflights for Authorization that `*` answered; `nil` where there was none.
    package var authorization: WildcardAuthorization?
    /// Preflights that passed and were followed by nothing.
    package var unfollowed: Int
    /// How long users waited for preflights; `nil` where no duration is known.
    package var time: Durations?
    /// By origin, most frequent first, at most 20.
    package var byOrigin: [PreflightRow]
    /// By target and route, most frequent first, at most 20.
    package var byRoute: [PreflightRow]
    /// By browser engine, most frequent first.
    package var byEngine: [PreflightEngineRow] = []
  }

  /// What it costs that `*` in Access-Control-Allow-Headers does not stand for Authorization.
  package struct WildcardAuthorization: Sendable {
    /// Preflights that asked for Authorization and were answered with `*`.
    package var preflights: Int
    /// Those among them that failed for it.
    package var failed: Int
    /// Those that the browser would have been spared, had the answer before named Authorization.
    package var repeated: Int
    /// How long users waited for the repeated ones, in seconds; `nil` where no duration is known.
    package var seconds: Double?

    /// Makes the figures.
    package init(preflights: Int, failed: Int, repeated: Int, seconds: Double?) {
      self.preflights = preflights
      self.failed = failed
      self.repeated = repeated
      self.seconds = seconds
    }
  }

  /// A sum and quantiles of durations, in seconds.
  package struct Durations: Sendable {
    /// The sum.
    package var total: Double
    /// The median, within two per cent, as the other quantiles.
    package var p50: Double
    /// 95 of 100 are shorter.
    package var p95: Double
    /// 99 of 100 are shorter.
    package var p99: Double
  }

  /// Preflights of one origin or one route.
  package struct PreflightRow: Sendable {
    /// The origin, or target and route.
    package var name: String
    /// How many preflights.
    package var preflights: Int
    /// How many of them failed.
    package var failed: Int
    /// How many the browser's cache would have spared.
    package var avoidable: Int
    /// Actual cross-origin requests beside them.
    package var requests: Int
    /// How long users waited for them; `nil` where no duration is known.
    package var time: PreflightTime?
  }

  /// How long the preflights of one origin or route took, in seconds.
  package struct PreflightTime: Sendable {
    /// The sum.
    package var total: Double
    /// Quantiles of all but the first few; `nil` for origins and routes with few preflights.
    package var p50: Double?
    /// 95 of 100 are shorter.
    package var p95: Double?
    /// 99 of 100 are shorter.
    package var p99: Double?
  }

  /// Preflights of one browser engine.
  package struct PreflightEngineRow: Sendable {
    /// `chromium`, `firefox`, `webkit` or `other`.
    package var engine: String
    /// How many preflights.
    package var preflights: Int
    /// Preflights ÷ fetches that needed one.
    package var rate: Double?
    /// Fetches that needed a preflight and were made without one ÷ fetches that needed one.
    package var cacheHitRatio: Double?
    /// How many the browser's cache would have spared at its cap of max-age.
    package var avoidable: Int?
    /// How long users waited for them; `nil` where no duration is known.
    package var time: Durations?
  }
}
