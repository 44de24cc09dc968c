import CORSEngine

/// What the simulated shop's API answers.
struct SimulatedPolicy {
  static let shop = "https://shop.example.com"
  static let admin = "https://admin.example.com"
  static let partner = "https://partner.example.net"
  static let rogue = "https://rogue.example.org"

  /// When the partner is taken off the list, in seconds.
  let change: Double

  /// Whether pages of `origin` are let in at `time`.
  func trusts(_ origin: String, at time: Double) -> Bool {
    switch origin {
    case SimulatedPolicy.shop, SimulatedPolicy.admin: true
    case SimulatedPolicy.partner: time < change
    default: false
    }
  }

  /// The answers to an action; `maxAge` takes the place of the server's own where it is given.
  func answers(
    _ action: SimulatedAction, origin: String, at time: Double, fails: Bool, maxAge: String?
  ) -> ServerAnswers {
    let grants: [(String, String)] =
      trusts(origin, at: time)
      ? [
        ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"),
        ("Vary", "Origin"),
      ] : [("Vary", "Origin")]
    var lists: [(String, String)] = []
    if trusts(origin, at: time) {
      lists = [
        ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"),
        ("Access-Control-Allow-Headers", "Content-Type, Authorization"),
      ]
      if let seconds = maxAge ?? action.maxAge {
        lists.append(("Access-Control-Max-Age", seconds))
      }
    }
    // The gateway's error pages know nothing of CORS.
    let response =
      fails
      ? ServerAnswer(status: 502, headers: [])
      : ServerAnswer(status: 200, headers: SimulatedPolicy.lines(grants))
    return ServerAnswers(
      preflight: ServerAnswer(status: 204, headers: SimulatedPolicy.lines(grants + lists)),
      response: response)
  }

  private static func lines(_ headers: [(String, String)]) -> [HeaderLine] {
    headers.map { HeaderLine(name: Array($0.0.utf8), value: Array($0.1.utf8)) }
  }
}
