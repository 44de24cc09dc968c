import CORSEngine

/// Traffic of a known truth: browsers of three engines with their caches, attackers, two nodes with
/// clocks apart, and a policy that turns an origin away at a known time.
struct Simulation {
  /// How much there is.
  struct Options {
    var seed: UInt64 = 1
    var users = 300
    var hours = 6.0
    var probes = 400
  }

  private(set) var log = SimulatedLog()
  private(set) var truth = SimulationTruth()
  private var random: RandomSource
  private let policy: SimulatedPolicy
  private let options: Options
  private var refused: [String: Set<Int>] = [:]

  /// Plays it all.
  init(_ options: Options) {
    self.options = options
    random = RandomSource(seed: options.seed)
    policy = SimulatedPolicy(change: options.hours * 3600 * 0.6)
    truth.changedOrigin = SimulatedPolicy.partner
    truth.changedAt = SimulatedLog.begin + policy.change
    for number in 0..<options.users { play(SimulatedUser(number: number, random: &random)) }
    for number in 0..<options.probes { probe(number) }
    for (origin, users) in refused { truth.blocked[origin]?.clients = users.count }
    truth.clients = options.users + min(options.probes, 20)
  }

  /// Lets one user act until the end.
  private mutating func play(_ user: SimulatedUser) {
    var user = user
    while user.next < options.hours * 3600 {
      act(&user)
      // People come in bursts.
      let mean = random.below(8) == 0 ? 2400.0 : 25.0
      user.next += 1 + random.exponential(mean: mean)
    }
  }

  private mutating func act(_ user: inout SimulatedUser) {
    let action = SimulatedAction.allCases[random.below(SimulatedAction.allCases.count)]
    let path = action.path(user: user.number, random.below(1000))
    let request = action.request("https://api.example.com" + path, origin: user.origin)
    let fails = random.below(50) == 0
    let time = user.next
    let answers = policy.answers(
      action, origin: user.origin, at: time, fails: fails, maxAge: nil)
    let result = user.browser.fetch(request, answers: [answers], at: time)
    let kept = user.keeper.fetch(
      request,
      answers: [
        policy.answers(
          action, origin: user.origin, at: time, fails: fails, maxAge: "100000000")
      ], at: time)
    count(result, sparing: kept, action, user)
    var start = time
    for exchange in result.exchanges {
      let duration = Double(3 + random.below(60)) / 1000
      if exchange.isPreflight { truth.preflightTime += duration }
      log.add(
        exchange, path: path, address: user.address, agent: user.agent,
        hasCookie: request.credentials == .include, start: start, duration: duration,
        node: random.below(SimulatedLog.skews.count))
      start += duration + 0.002
    }
  }

  private mutating func count(
    _ result: FetchResult, sparing kept: FetchResult, _ action: SimulatedAction,
    _ user: SimulatedUser
  ) {
    truth.exchanges += result.exchanges.count
    if action != .product { truth.needing += 1 }
    if result.sentPreflight {
      truth.preflights += 1
      // One that fails by today's policy is no waste, whatever an old grant would have said.
      if !kept.sentPreflight, result.verdict.phase != .preflight { truth.avoidable += 1 }
    } else if action != .product {
      truth.withoutPreflight += 1
    }
    if result.sentActual { truth.requests += 1 }
    if result.verdict.isAllowed {
      truth.allowed += 1
    } else {
      truth.blocked[user.origin, default: SimulationTruth.Blocked()].fetches += 1
      refused[user.origin, default: []].insert(user.number)
    }
  }

  /// A tool of an attacker asks with an Origin of its own making.
  private mutating func probe(_ number: Int) {
    let origin = "https://evil\(number).example"
    let exchange = ReplayedExchange(
      isPreflight: false, hop: 0, url: [], method: Array("GET".utf8), origin: Array(origin.utf8),
      requestedNames: [], answer: ServerAnswer(status: 200, headers: []))
    truth.exchanges += 1
    log.add(
      exchange, path: "/v1/me", address: "203.0.113.\(number % 20)", agent: "python-requests/2.32",
      hasCookie: false, start: random.exponential(mean: options.hours * 900), duration: 0.01,
      node: number % 2)
  }
}
