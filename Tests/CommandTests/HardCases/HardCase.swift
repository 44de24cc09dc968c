import Testing

/// A question of CORS that is easily answered wrong, with its right answer from each side.
struct HardCase: Sendable, CustomTestStringConvertible {
  /// One input, and what corscope must say of it.
  enum Proof: Sendable {
    /// A hypothetical fetch; one verdict for all profiles.
    case fetch(HardFetch, String)
    /// A hypothetical fetch; a verdict each for the standard, Chromium, Firefox and WebKit.
    case engines(HardFetch, [String])
    /// A recording; the judgement of each exchange.
    case judged(Recorder, [HardExchange], [String])
    /// A recording; the rules that find something, and no others.
    case found(Recorder, [HardExchange], [String])
    /// A recording; a part of the report, as JSON with its keys in order.
    case report(Recorder, [HardExchange], [String: String])
  }

  var number: Int
  var name: String
  var proofs: [Proof]

  init(_ number: Int, _ name: String, _ proofs: Proof...) {
    self.number = number
    self.name = name
    self.proofs = proofs
  }

  var testDescription: String { "\(number): \(name)" }

  static let all = grants + preflights + redirects + kinds + safelists + recorders + policies
}
