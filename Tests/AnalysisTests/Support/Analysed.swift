import Traffic

@testable import Analysis

/// Judges the exchanges as one batch and takes them in, in their order.
func analyze(_ exchanges: [Sent]) -> Analyzer {
  var analyzer = Analyzer()
  let batch = Batch(exchanges)
  var examination = Examination(filter: Filter())
  examination.examine(batch)
  let observations = examination.observations
  analyzer.observe(batch, observations, in: 0..<observations.count)
  analyzer.learn(examination.bystanders)
  return analyzer
}

/// What the ordered part of the analysis gets to see of a batch.
func observe(_ batch: Batch) -> [Observation] {
  var examination = Examination(filter: Filter())
  examination.examine(batch)
  return examination.observations.map(\.observation)
}

extension Analyzer {
  /// Everything that the rules found.
  var findings: [Finding] { findings(["access.log"]) }

  /// What the rule `id` found.
  func findings(_ id: String, intent: Intent = Intent()) -> [Finding] {
    findings(["access.log"], intent: intent).filter { $0.rule == id }
  }
}

extension Finding {
  /// All that a finding says, as text to compare.
  var text: String {
    let places = evidence.map { "\($0.source):\($0.position) \($0.detail)" }
    return """
      \(rule) \(severity.name) \(confidence) \(subject): \(summary)
      \(count) by \(clients.map(String.init) ?? "?") at \(places)
      """
  }
}

/// Traffic in which all rules find something, the same for the same seed.
func mixture(_ count: Int, seed: UInt64) -> [Sent] {
  var numbers = Numbers(seed: seed)
  func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &numbers)]
  }
  let origins = ["app", "shop", "partner", "blog"].map { "https://\($0).example.com" }
  let visitors = ["https://evil.test", "https://a.example", "https://b.test", "https://c.app"]
  return (0..<count).map { index in
    let origin = pick(origins + visitors + ["null"])
    let granted: Said = pick([
      .value(origin), .value(origin), .value(origin), "*", "*, *", "https://app.example.com/",
      "https://app.example.com, https://shop.example.com", .absent, .absent,
    ])
    let fields: [Field: Said] = [
      .client: .value("203.0.113.\(Int.random(in: 1...9, using: &numbers))"),
      .host: pick(["api.example.com", "api.example.com", "cdn.example.com"]),
      .target: pick(["/items", "/items/7?a=1", "/login", "/a/b/c"]), .origin: .value(origin),
      .userAgent: .value(pick([Agent.chrome, Agent.firefox, Agent.safari])),
      .allowOrigin: granted, .allowCredentials: pick(["true", "true", .absent]),
      .vary: pick([.absent, "Origin", "Accept-Encoding"]),
      .hasCookie: pick(["1", .absent, .notObservable]), .maxAge: pick([.absent, "600"]),
    ]
    let start = Double(index) * 0.5
    if Bool.random(using: &numbers) {
      let status = pick([204, 204, 204, 200, 301, 401, 403, 404, 405, 500])
      return .preflight(
        "PUT", status, at: start, took: Double(index % 7) * 0.001,
        fields.merging([.location: status == 301 ? "/login" : .absent]) { $1 })
    }
    return Sent(pick(["GET", "PUT"]), pick([200, 200, 200, 404, 500]), at: start, fields)
  }
}
