import CORSEngine

/// One person with one browser, who opens pages of one origin.
struct SimulatedUser {
  let number: Int
  let origin: String
  let profile: BrowserProfile
  /// The browser with the cache that it really has.
  var browser: FetchReplay
  /// The same browser, if the server let it keep every grant as long as it can.
  var keeper: FetchReplay
  /// When the next action comes, in seconds.
  var next: Double

  init(number: Int, random: inout RandomSource) {
    self.number = number
    origin =
      switch random.below(20) {
      case ..<11: SimulatedPolicy.shop
      case ..<14: SimulatedPolicy.admin
      case ..<18: SimulatedPolicy.partner
      default: SimulatedPolicy.rogue
      }
    profile = [.chromium, .chromium, .chromium, .firefox, .webkit][random.below(5)]
    browser = FetchReplay(profile: profile)
    keeper = FetchReplay(profile: profile)
    next = random.exponential(mean: 1800)
  }

  /// The client's address.
  var address: String {
    "198.\(18 + number >> 16 & 1).\(number >> 8 & 255).\(number & 255)"
  }

  /// The User-Agent.
  var agent: String {
    switch profile {
    case .firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    case .webkit:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/18.5 Safari/605.1.15"
    default:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Chrome/141.0.0.0 Safari/537.36"
    }
  }
}
