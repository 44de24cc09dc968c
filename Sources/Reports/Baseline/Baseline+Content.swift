extension Baseline {
  /// The keys of a JSON report that are compared.
  struct Content: Decodable, Sendable {
    var schema: String
    var period: Period?
    var summary: Summary
    var preflights: Preflights?
    var blocked: [Blocked]
    var findings: [Found]

    struct Period: Decodable, Sendable {
      var first: Double?
      var last: Double?
    }

    struct Summary: Decodable, Sendable {
      var exchanges: Int
      var clients: Int?
      var judged_fetches: Int?
      var blocked_fetches: Int?
      var blocked_clients: Int?
      var blocked_rate: Double?
      var conditional: Int?
      var unknown: Int?
    }

    struct Preflights: Decodable, Sendable {
      var share: Double?
      var rate: Double?
      var cache_hit_ratio: Double?
    }

    struct Blocked: Decodable, Sendable {
      var origin: String
      var target: String
      var route: String
      var phase: String
      var reason: String
      var fetches: Int
    }

    struct Found: Decodable, Sendable {
      var rule: String
      var severity: String
      var subject: String
      var count: Int
    }
  }
}
